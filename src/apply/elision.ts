import type { FileIndex } from './fileIndex.js';
import { lineChanges, type LineChange } from './lineDiff.js';
import { isSignificant } from './lineKeys.js';
import { saysElision, saysLittle, saysUnchanged } from './marks.js';

const isDots = /^\s*(?:\.{3}|…)\s*$/;
/** `"...": "..."`, `"...",` and the like: no code of any language. */
const isDotsAsValue = /^\s*["'`]?(?:\.{3,}|…)["'`]?\s*(?::\s*["'`]?(?:\.{3,}|…)["'`]?)?\s*[,;]?\s*$/;
/** Braces around dots, or around a comment of them, and `= [...]`: `(...)`, and brackets behind a name, are code in some languages. */
const isInline = /\{\s*(?:\/\*\s*)?(?:\.{3,}|…)(?:\s*\*\/)?\s*\}|[=:]\s*\[\s*(?:\.{3,}|…)\s*\]\s*[,;]?$/;

/** A function or value whose body is only a comment; braces that stand for themselves are a comment in JSX. */
const bodyComment = /(?:[)\w:]|=>|=)\s*\{\s*\/\*([^*]{1,80})\*\/\s*\}/;

/**
 * The line of code without marks that stands for other lines all the same, or has `...` for them; -1 if there is none. What the file has
 * itself is code, and so is `...` as all of a new body.
 */
export function elidedLine(index: FileIndex, code: readonly string[]): number {
  return code.findIndex((line, at) => {
    if (isDots.test(line)) {
      const head = code[at - 1] ?? '';
      if (!/:\s*(?:#.*)?$/.test(head)) return !index.lines.some((own) => own.trim() === line.trim());
      return index.linesLike(head).some((own) => (index.lines[own + 1] ?? '').trim() !== line.trim());
    }
    if (line.length > 400) return false;
    const isElided =
      isDotsAsValue.test(line) ||
      isInline.test(line) ||
      saysElision(line) ||
      saysLittle(bodyComment.exec(line)?.[1] ?? '');
    return isElided && index.linesLike(line).length === 0;
  });
}

/** Whether one of several parts of a conflict is in the code: whoever wrote it, it is to be solved first. */
export function hasConflict(index: FileIndex, code: readonly string[]): boolean {
  return code.some((line) => /^(?:<{7}|>{7})(?: |$)/.test(line) && index.linesLike(line).length === 0);
}

/** Whether code has the signs of a diff before its lines, and is none otherwise: what is after a minus, the file has. */
export function hasDiffSigns(index: FileIndex, code: readonly string[]): boolean {
  const isNew = (line: string): boolean => index.linesLike(line).length === 0;
  return (
    code.some((line) => /^\+\s*\S/.test(line) && isNew(line)) &&
    code.some((line) => /^-\s*\S/.test(line) && isNew(line) && !isNew(line.slice(1)))
  );
}

/** Whether a new line of a hunk only says that something is not shown, in place of what is taken away. */
export function isLeftOut(index: FileIndex, line: string, above: string): boolean {
  const isElided = isDots.test(line) ? !/:\s*(?:#.*)?$/.test(above) : isComment(line) && saysUnchanged(line);
  return isElided && index.linesLike(line).length === 0;
}

/**
 * The line of the new text that is a comment where the old one has code, which is gone: then it stands for that, in whatever words.
 * -1 if there is none, or too much has changed to tell.
 */
export function standIn(before: readonly string[], after: readonly string[]): number {
  let shift = 0;
  for (const change of lineChanges(before, after) ?? []) {
    const at = change.added.findLastIndex(isSignificant);
    if (at !== -1 && isStandIn(change, change.added[at] ?? '')) return change.start + shift + at;
    shift += change.added.length - change.removed.length;
  }
  return -1;
}

const comment = /^(?:\/\/|\/\*|\*(?:\s|$)|#(?!include|define|if|el|end|pragma|\[|!)|--|<!--|\{\s*\/\*|;|%|REM\b)/i;
const isComment = (line: string): boolean => comment.test(line.trim());

/** An explanation stands above code that is new; the last of the new lines, where there were more, explains nothing. */
function isStandIn({ removed, added }: LineChange, last: string): boolean {
  if (!isComment(last)) return false;
  const count = (lines: readonly string[], isOne: (line: string) => boolean): number =>
    lines.filter((line) => isSignificant(line) && isOne(line)).length;
  const isCode = (line: string): boolean => !isComment(line);
  if (count(removed, isCode) <= count(added, isCode)) return false;
  // Code that became a comment is still there.
  const gone = new Set(removed.map(words));
  const comments = added.filter((line) => isSignificant(line) && isComment(line) && !gone.has(words(line)));
  if (comments.length === 0 || gone.has(words(last))) return false;
  return comments.length > count(removed, isComment) || saysLittle(last);
}

const words = (line: string): string => line.replaceAll(/[^\p{L}\p{N}_]+/gu, ' ').trim();
