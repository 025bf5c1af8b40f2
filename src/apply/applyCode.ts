import { applyAnchors } from './applyAnchors.js';
import { applySnippet } from './applySnippet.js';
import { refused } from './applyHunks.js';
import { applySymbols } from './applySymbols.js';
import { hasAllTopSymbols, isWholeFile, topSymbols, wholeText } from './applyWhole.js';
import type { ApplyResult, CodeContent } from './change.js';
import { elidedLine, hasConflict, hasDiffSigns, standIn } from './elision.js';
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
  if (hasConflict(index, code) || hasDiffSigns(index, code)) return refused('malformed');
  const hasMarks = code.some(isMark);
  if (index.lines.every(isBlank))
    return hasMarks ? refused('marks', [], code.findIndex(isMark) + 1) : created(original, code, content);
  const elided = hasMarks ? -1 : elidedLine(index, code);
  if (elided !== -1) return refused('marks', [], elided + 1);
  const result = hasMarks ? applyMarked(index, code) : applyUnmarked(index, code);
  if (result.kind === 'refused') return result;
  if (result.text === original) return refused('alreadyApplied');
  const { lines } = splitText(result.text);
  const hidden = standIn(index.lines, lines);
  return hidden === -1 ? result : refused('marks', [], code.indexOf(lines[hidden] ?? '') + 1 || 1);
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
  const symbols = isWhole && keepsAll(index.lines, code) ? undefined : applySymbols(index, code);
  // Of several functions of one name, a file with only one would lose the others.
  const isDecided = symbols?.kind === 'applied' || !isWhole || symbols?.reason === 'ambiguous';
  if (symbols !== undefined && isDecided) return symbols;
  if (isWhole) return { kind: 'applied', text: wholeText(index, code), method: 'whole', exactness: 1, doubts: [] };
  const isPart = decision === 'fragment' || decision === 'unrelated';
  const reason = decision === 'fragment' ? 'partial' : decision;
  return (isPart ? applySnippet(index, code) : undefined) ?? refused(reason, index.nearest(code), 1);
}

/** Whether what is whole has also all functions and classes of the file: without them, those that it has are in the place of its own. */
function keepsAll(file: readonly string[], code: readonly string[]): boolean {
  if (hasAllTopSymbols(file, code)) return true;
  return code.length >= file.length && topSymbols(code).length >= topSymbols(file).length;
}
