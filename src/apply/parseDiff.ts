import type { FileChange } from './change.js';
import { fileChange, merged, type DiffFile } from './diffFile.js';
import { diffNames, gitHeaderNames, unquoteGit, type DiffNames } from './diffPath.js';
import { plainPath, shownPath } from './blockPath.js';
import { HunkBuilder } from './hunkBuilder.js';
import { splitText } from './sourceText.js';

const unnamed: DiffNames = { isCreated: false, isDeleted: false, isPrefixed: false };

/**
 * The files of a unified diff, as git, other programs and models write them: counts in headers may be wrong or missing, empty context lines
 * may have lost their space. Also reads the patches that begin with `*** Begin Patch`.
 */
export function parseDiff(code: string): FileChange[] {
  return new DiffReader(code).read();
}

class DiffReader {
  readonly #lines: readonly string[];
  readonly #files: DiffFile[] = [];
  #hunk: HunkBuilder | undefined;
  #index = 0;

  constructor(code: string) {
    const { lines, ends } = splitText(code);
    // Only where both are there do line ends say something: a block with one of them has it from its way here.
    const hasBoth = ends.includes('\r\n') && ends.includes('\n');
    this.#lines = hasBoth ? lines.map((line, index) => (ends[index] === '\r\n' ? `${line}\r` : line)) : lines;
  }

  read(): FileChange[] {
    for (; this.#index < this.#lines.length; this.#index++) {
      const line = this.#lines[this.#index] ?? '';
      if (!this.#readHeader(line.replace(/\r$/, ''))) this.#readBody(line);
    }
    this.#endHunk();
    return merged(this.#files.map(fileChange));
  }

  /** Whether the line is one of a header, and no content. */
  #readHeader(line: string): boolean {
    if (line.startsWith('diff --git ')) {
      this.#beginFile(gitHeaderNames(line.slice('diff --git '.length)) ?? unnamed);
      return true;
    }
    if (/^(?:diff -|Index: |={60,}$)/.test(line)) {
      this.#endHunk();
      return true;
    }
    if (this.#isFileHeader(line)) {
      this.#readNames(line);
      return true;
    }
    if (this.#readPatchHeader(line)) return true;
    if (line.startsWith('@@')) {
      this.#endHunk();
      this.#hunk = new HunkBuilder(line, this.#index + 1);
      return true;
    }
    return this.#hunk === undefined && this.#readExtendedHeader(line);
  }

  #isFileHeader(line: string): boolean {
    if (!/^--- \S/.test(line) || !/^\+\+\+ \S/.test(this.#lines[this.#index + 1] ?? '')) return false;
    return this.#hunk?.isUnfinished !== true || (this.#lines[this.#index + 2] ?? '').startsWith('@@');
  }

  #readNames(line: string): void {
    const names = diffNames(line.slice(4), (this.#lines[this.#index + 1] ?? '').replace(/\r$/, '').slice(4));
    this.#endHunk();
    const file = this.#files.at(-1);
    const isOther = file?.renamedTo !== undefined && file.renamedTo !== names.newPath;
    if (file === undefined || file.hasBody || isOther) this.#beginFile(names);
    else file.names = names;
    const current = this.#files.at(-1);
    if (current !== undefined) current.hasBody = true;
    this.#index++;
  }

  /** `*** Update File: a.ts` and its kind. */
  #readPatchHeader(line: string): boolean {
    const header = /^\*\*\* (?:(Begin|End) Patch|End of File|(Update|Add|Delete) File: (.+)|Move to: (.+))\s*$/.exec(
      line,
    );
    if (header === null) return false;
    this.#endHunk();
    const [, , action, name = '', target] = header;
    const path = plainPath(name);
    if (action !== undefined)
      this.#beginFile({
        isPrefixed: false,
        isCreated: action === 'Add',
        isDeleted: action === 'Delete',
        ...(path === undefined ? { unclearPath: shownPath(name) } : {}),
        ...(path === undefined ? {} : action === 'Add' ? { newPath: path } : { oldPath: path }),
      });
    const file = this.#files.at(-1);
    if (file !== undefined && target !== undefined) {
      file.renamedFrom = file.names.oldPath;
      file.renamedTo = plainPath(target);
      if (file.renamedTo === undefined) file.names = { ...file.names, unclearPath: shownPath(target) };
    }
    return true;
  }

  #readExtendedHeader(line: string): boolean {
    const file = this.#files.at(-1);
    const header =
      /^(rename from|rename to|new file mode|deleted file mode|Binary files|GIT binary patch|index|similarity index|old mode|new mode) ?(.*)$/.exec(
        line,
      );
    if (header === null || file === undefined) return false;
    const [, what, rest = ''] = header;
    if (what === 'rename from' || what === 'rename to') {
      const name = unquoteGit(rest);
      const path = plainPath(name);
      if (what === 'rename from') file.renamedFrom = path;
      else file.renamedTo = path;
      if (path === undefined) file.names = { ...file.names, unclearPath: shownPath(name) };
    }
    if (what === 'new file mode') file.names = { ...file.names, isCreated: true };
    if (what === 'deleted file mode') file.names = { ...file.names, isDeleted: true };
    if (what === 'Binary files' || what === 'GIT binary patch') file.isBinary = true;
    return true;
  }

  #readBody(line: string): void {
    if (this.#hunk === undefined) {
      // Changed lines without a header of a hunk: models leave it out.
      if (!/^[-+]/.test(line) && !(this.#files.at(-1)?.hasBody === true && line.startsWith(' '))) return;
      this.#hunk = new HunkBuilder('@@', this.#index + 1);
    }
    this.#hunk.add(line);
  }

  #beginFile(names: DiffNames): void {
    this.#endHunk();
    this.#files.push({ names, hunks: [], isBinary: false, hasBody: false });
  }

  #endHunk(): void {
    const hunk = this.#hunk?.build();
    this.#hunk = undefined;
    if (hunk === undefined) return;
    if (this.#files.length === 0) this.#beginFile(unnamed);
    const file = this.#files.at(-1);
    if (file === undefined) return;
    file.hasBody = true;
    file.hunks.push(hunk);
  }
}
