/** What a code block of an answer is: see `parseBlock`. */
export type BlockForm =
  /** A unified diff, of one or more files. */
  | 'diff'
  /** SEARCH/REPLACE blocks, of one or more files. */
  | 'searchReplace'
  /** Code with marks such as `// ... existing code ...`, for what stays as it is. */
  | 'fragment'
  /** Code without marks: a whole file, or a part of one. Only the file tells: `applyChange` decides. */
  | 'whole';

export interface ParsedBlock {
  /** As the info string has it, in lower case; absent if it has none. */
  readonly language?: string;
  /** Of the only file. Relative, with `/`, without `..`: what a model wrote otherwise is no path. It may name nothing that exists. */
  readonly path?: string;
  readonly form: BlockForm;
  /** Set of a block with too many characters or files to be read at once; then it has no files. */
  readonly isTooLarge?: true;
  /** In the block's order; each file once. Empty if the block has nothing to apply, such as no text at all. */
  readonly files: readonly FileChange[];
}

/** What a block wants of one file. */
export interface FileChange {
  /** `create` is only said by a diff (from /dev/null) or an empty SEARCH; code for a file that is not there is `modify`. */
  readonly action: 'modify' | 'create' | 'delete' | 'rename';
  /** Where the file is now, or will be, if it is created. Absent if the block does not say. */
  readonly path?: string;
  /**
   * What the block says of the file where that is no path of it alone: an absolute one, one that leads out of the workspace, or two of them.
   * Then it has no `path`, and the user has to say which file is meant. At most 200 characters, to be shown.
   */
  readonly unclearPath?: string;
  /** Of `rename`: where it will be. */
  readonly newPath?: string;
  readonly content: ChangeContent;
}

export type ChangeContent =
  | { readonly form: 'diff'; readonly hunks: readonly Hunk[]; readonly isBinary: boolean }
  | { readonly form: 'searchReplace'; readonly hunks: readonly Hunk[] }
  | CodeContent;

export interface CodeContent {
  readonly form: 'code';
  readonly text: string;
  /** What stood before `text`: a comment that only tells the path, `// src/app.ts`, and an empty line. A file that begins with it keeps it. */
  readonly pathLine?: string;
}

/** Lines to find and what becomes of them. */
export interface Hunk {
  readonly lines: readonly HunkLine[];
  /** Line of the block on which it begins, from 1. */
  readonly blockLine: number;
  /** First line in the old and the new file, from 1, and how many lines, as the header of a diff has it. */
  readonly header?: HunkHeader;
  /** What stands behind the second `@@`: the function around it. */
  readonly heading?: string;
  /** Whether the old and the new text end without a line end there: `\ No newline at end of file`. */
  readonly oldEndsOpen: boolean;
  readonly newEndsOpen: boolean;
}

export interface HunkHeader {
  readonly oldStart: number;
  readonly oldLines: number;
  readonly newStart: number;
  readonly newLines: number;
}

export interface HunkLine {
  readonly kind: 'context' | 'delete' | 'insert';
  /** Without its line end. */
  readonly text: string;
  /** Set where a diff has lines of both kinds: that counts for a file that has both as well. */
  readonly isCrlf?: true;
}

export type ApplyResult = AppliedChange | RefusedChange;

export interface AppliedChange {
  readonly kind: 'applied';
  /** The whole new text, with the original's BOM and line ends. Empty for `delete`. */
  readonly text: string;
  readonly method: 'diff' | 'searchReplace' | 'whole' | 'symbol' | 'anchors';
  /** Share of the block's lines found as they stand, 0 to 1. Below 1, `doubts` say why; the user should look. */
  readonly exactness: number;
  readonly doubts: readonly ApplyDoubt[];
}

/** Why an applied change deserves a second look. */
export type ApplyDoubt =
  /** Spaces at the ends of lines, or the composition of accents, differ. */
  | 'whitespace'
  /** The block is indented otherwise: it was shifted as a whole. */
  | 'indentation'
  /** Lines around the change are not as the block has them. */
  | 'context'
  /** The same lines exist several times: the line numbers of the diff decided. */
  | 'lineNumbers'
  /** The first line of the function or class changes too. */
  | 'signature'
  /** New lines beside a mark: put directly beside the lines they stand next to. */
  | 'placement';

export interface RefusedChange {
  readonly kind: 'refused';
  readonly reason: RefusalReason;
  /** Lines of the file, from 1: the places that compete, or the one that comes close. */
  readonly lines: readonly number[];
  /** Line of the block that does not fit, from 1. */
  readonly blockLine?: number;
}

export type RefusalReason =
  /** There is nothing in it to apply. */
  | 'empty'
  /** A diff or SEARCH/REPLACE block that is none: an end is missing, or lines that cannot be read. */
  | 'malformed'
  /** The file is to be changed, and is not there: only a diff or SEARCH for a file that does not exist. */
  | 'missingFile'
  /** The file is to be created, and is there with another content. */
  | 'fileExists'
  /** A change of a binary file. */
  | 'binary'
  /** What is to be changed is not in the file; `lines` has what comes close, if anything does. */
  | 'noMatch'
  /** What is to be changed exists several times in the file. */
  | 'ambiguous'
  /** Two parts of the block change the same lines. */
  | 'overlap'
  /** Marks that do not fit: in new text, different before and after, or without lines beside them that tell the place. */
  | 'marks'
  /** Code that is a part of the file, and does not say which. */
  | 'partial'
  /** Code that has too little in common with the file. */
  | 'unrelated'
  /** The file has it already. */
  | 'alreadyApplied'
  /** Too much to compare. */
  | 'tooLarge';
