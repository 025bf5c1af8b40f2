import { maximumReferences } from './limits.js';

/** What the editor knows when a prompt is used. */
export const promptVariables = [
  'selection',
  'selectedText',
  'file',
  'fileBasename',
  'fileBasenameNoExtension',
  'fileDirname',
  'workspaceFolder',
  'workspaceFolderBasename',
] as const;
export type PromptVariable = (typeof promptVariables)[number];

/** A part of a prompt's body. Joined, their `source`s are the body. */
export type PromptPiece =
  | { readonly kind: 'text'; readonly source: string }
  | { readonly kind: 'variable'; readonly source: string; readonly name: PromptVariable }
  | { readonly kind: 'input'; readonly source: string; readonly name: string; readonly placeholder: string }
  /** The place of what is typed behind the command. */
  | { readonly kind: 'argument'; readonly source: string }
  /** `#file:path`: the file is attached, and its path stays. */
  | { readonly kind: 'file'; readonly source: string; readonly path: string };

/**
 * Every mark of a body, wherever it is: `${…}`, `$ARGUMENTS`, `#file:…`. Each alternative is bounded, and none begins twice at one place:
 * the time is proportional to the length.
 */
const marks =
  /\$\{(?<variable>[A-Za-z]{1,30})\}|\$\{input:(?<input>[^:}$\n]{1,100})(?::(?<placeholder>[^}\n]{0,200}))?\}|(?<argument>\$ARGUMENTS\b)|(?<![\w#])#file:(?<file>[^\s#'"`<>()[\]]{1,500})/gu;

/** The parts of a body, in order. What looks like a variable and is none of ours stays text: bodies hold code. */
export function promptPieces(body: string): readonly PromptPiece[] {
  const pieces: PromptPiece[] = [];
  let end = 0;
  for (const match of body.matchAll(marks)) {
    const piece = pieceOf(match);
    if (piece === undefined) continue;
    if (match.index > end) pieces.push({ kind: 'text', source: body.slice(end, match.index) });
    pieces.push(piece);
    end = match.index + piece.source.length;
  }
  if (end < body.length) pieces.push({ kind: 'text', source: body.slice(end) });
  return pieces;
}

function pieceOf(match: RegExpExecArray): PromptPiece | undefined {
  const [source] = match;
  const { variable, input, placeholder = '', argument, file } = match.groups ?? {};
  if (argument !== undefined) return { kind: 'argument', source };
  if (input !== undefined) return { kind: 'input', source, name: input.trim(), placeholder: placeholder.trim() };
  if (file !== undefined) {
    // The end of a sentence is no part of a file's name.
    const path = file.replace(/[.,;:!?]+$/u, '');
    return path === '' ? undefined : { kind: 'file', source: `#file:${path}`, path };
  }
  if (variable === 'arguments') return { kind: 'argument', source };
  const name = promptVariables.find((known) => known === variable);
  return name === undefined ? undefined : { kind: 'variable', source, name };
}

/** The questions of a prompt, each name once, in the order in which they appear. */
export function inputsOf(
  pieces: readonly PromptPiece[],
): readonly { readonly name: string; readonly placeholder: string }[] {
  const inputs = new Map<string, string>();
  for (const piece of pieces) {
    if (piece.kind !== 'input') continue;
    // Only one of several may say what is meant.
    inputs.set(piece.name, inputs.get(piece.name) || piece.placeholder);
  }
  return [...inputs].map(([name, placeholder]) => ({ name, placeholder }));
}

/** What a prompt's pieces say once everything is known. */
export interface FilledPrompt {
  readonly text: string;
  /** Where what is typed behind the command would go; at the end where the author gave it no place. In UTF-16 code units. */
  readonly cursor: number;
}

/**
 * Puts values in the place of variables, each once: what they hold is text, whatever it looks like.
 * @param argument what was typed behind the command: goes behind the prompt where that has no place for it
 */
export function fillIn(
  pieces: readonly PromptPiece[],
  valueOf: (piece: Exclude<PromptPiece, { kind: 'text' | 'argument' }>) => string,
  argument: string,
): FilledPrompt {
  let text = '';
  let cursor: number | undefined;
  for (const piece of pieces) {
    if (piece.kind === 'argument') {
      text += argument;
      cursor ??= text.length;
    } else text += piece.kind === 'text' ? piece.source : valueOf(piece);
  }
  const start = text.length - text.trimStart().length;
  if (cursor !== undefined) {
    const place = Math.max(cursor - start, 0);
    // Blanks before the place of what is still to be typed belong to it.
    return { text: text.slice(start, start + Math.max(text.trim().length, place)), cursor: place };
  }
  const trimmed = text.trim();
  const whole = argument === '' ? trimmed : `${trimmed}\n\n${argument}`.trim();
  return { text: whole, cursor: whole.length };
}

/** The files that a body refers to, by `#file:` and by Markdown links outside of code, each once, as they are written. */
export function referencesOf(body: string, pieces: readonly PromptPiece[]): readonly string[] {
  const named = pieces.flatMap((piece) => (piece.kind === 'file' ? [piece.path] : []));
  return [...new Set([...named, ...linkedFiles(body)])].slice(0, maximumReferences);
}

function linkedFiles(body: string): readonly string[] {
  const files: string[] = [];
  for (const line of withoutCode(body))
    for (const { groups } of line.matchAll(/\[[^[\]\n]*\]\((?<target>[^()\s]{1,500})(?:[ \t]+"[^"\n]{0,200}")?\)/gu)) {
      const path = fileOf(groups?.['target'] ?? '');
      if (path !== undefined) files.push(path);
    }
  return files;
}

/** The lines of a Markdown text that are no code block, without the code within them. */
function* withoutCode(body: string): Iterable<string> {
  let fence: string | undefined;
  for (const line of body.split('\n')) {
    const mark = /^ {0,3}(`{3,}|~{3,})/u.exec(line)?.[1];
    if (fence === undefined && mark !== undefined) fence = mark;
    else if (fence !== undefined) {
      if (mark?.startsWith(fence) === true) fence = undefined;
    } else yield line.replace(/`[^`]*`/gu, '');
  }
}

/** The path of a link to a file; `undefined` for addresses, and places in the same text. */
function fileOf(target: string): string | undefined {
  if (/^(?:[a-z][a-z0-9+.-]*:|\/\/|#)/iu.test(target)) return undefined;
  const path = target.replace(/[?#].*$/u, '');
  try {
    return decodeURIComponent(path) || undefined;
  } catch {
    return path || undefined;
  }
}
