import { applyAnchors } from './applyAnchors.js';
import { applySnippet } from './applySnippet.js';
import { refused } from './applyHunks.js';
import { applySymbols } from './applySymbols.js';
import { hasAllTopSymbols, isWholeFile, wholeText } from './applyWhole.js';
import type { ApplyResult, CodeContent } from './change.js';
import { FileIndex } from './fileIndex.js';
import { isBlank } from './lineKeys.js';
import { isMark } from './marks.js';
import { blockLines, splitText } from './sourceText.js';

/**
 * Code in the place of a file, or of a part of it: as the whole file, as its functions of the same names, or between the lines around its marks.
 */
export function applyCode(original: string | undefined, content: CodeContent): ApplyResult {
  const index = new FileIndex(splitText(original ?? ''));
  const code = blockLines(codeText(index, content));
  if (code.every(isBlank)) return refused('empty');
  const hasMarks = code.some(isMark);
  if (index.lines.every(isBlank))
    return hasMarks ? refused('marks', [], code.findIndex(isMark) + 1) : created(original, code, content);
  const elided = hasMarks ? -1 : elidedBody(index, code);
  if (elided !== -1) return refused('marks', [], elided + 1);
  const result = hasMarks ? applyMarked(index, code) : applyUnmarked(index, code);
  return result.kind === 'applied' && result.text === original ? refused('alreadyApplied') : result;
}

/** A comment with the path belongs to the code only if the file begins with it. */
function codeText(index: FileIndex, { text, pathLine = '' }: CodeContent): string {
  const [own = ''] = index.lines;
  return pathLine !== '' && own.trim() === pathLine.trim() ? pathLine + text : text.replace(/^\uFEFF/, '');
}

function created(original: string | undefined, code: readonly string[], { text }: CodeContent): ApplyResult {
  const bom = original?.startsWith('\uFEFF') === true ? '\uFEFF' : '';
  const end =
    /\r\n/.test(original ?? '') || (original === undefined && /\r\n/.test(text) && !/[^\r]\n/.test(text))
      ? '\r\n'
      : '\n';
  return {
    kind: 'applied',
    text: bom + code.map((line) => line + end).join(''),
    method: 'whole',
    exactness: 1,
    doubts: [],
  };
}

function applyMarked(index: FileIndex, code: readonly string[]): ApplyResult {
  const result = applyAnchors(index, code);
  if (result.kind === 'applied') return result;
  // Between marks, a whole function needs no lines around it.
  const unmarked = code.filter((line) => !isMark(line));
  const isAround = code.every((line, at) => !isMark(line) || isOutermost(code, at));
  return (isAround ? applySymbols(index, unmarked) : undefined) ?? result;
}

/** Whether nothing but marks and empty lines stands before or behind the line. */
function isOutermost(code: readonly string[], at: number): boolean {
  const isNothing = (line: string): boolean => isMark(line) || isBlank(line);
  return code.slice(0, at).every(isNothing) || code.slice(at).every(isNothing);
}

function applyUnmarked(index: FileIndex, code: readonly string[]): ApplyResult {
  const decision = isWholeFile(index.lines, code);
  const isWhole = decision === 'whole';
  const symbols = isWhole && hasAllTopSymbols(index.lines, code) ? undefined : applySymbols(index, code);
  if (symbols !== undefined && (symbols.kind === 'applied' || !isWhole)) return symbols;
  if (isWhole) return { kind: 'applied', text: wholeText(index, code), method: 'whole', exactness: 1, doubts: [] };
  const isPart = decision === 'fragment' || decision === 'unrelated';
  const reason = decision === 'fragment' ? 'partial' : decision;
  return (isPart ? applySnippet(index, code) : undefined) ?? refused(reason, index.nearest(code), 1);
}

/**
 * The line of a body that is only `...`, where the file has a real one, or `...` between statements; -1 if there is none. Alone in a new
 * body it is code.
 */
function elidedBody(index: FileIndex, code: readonly string[]): number {
  return code.findIndex((line, at) => {
    if (!/^\s*(?:\.{3}|…)\s*$/.test(line)) return false;
    const head = code[at - 1] ?? '';
    if (!/:\s*(?:#.*)?$/.test(head)) return !index.lines.some((own) => own.trim() === line.trim());
    return index.linesLike(head).some((own) => (index.lines[own + 1] ?? '').trim() !== line.trim());
  });
}
