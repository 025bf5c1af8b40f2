import { codeSymbols, type CodeSymbol } from './codeSymbols.js';
import type { FileIndex } from './fileIndex.js';
import { isBlank, isSignificant, normalizedLine } from './lineKeys.js';
import { droppedLines, lineChanges, toEdits, type LineChange } from './lineDiff.js';
import { editText, type Edit } from './sourceText.js';

/** How much of the file must be in a text that is to replace it. */
const leastShare = 0.5;
/** Of a text that begins and ends as the file does. */
const leastShareOfFramed = 0.3;
/** How much of the file may be gone without something in its place. */
const mostDropped = 0.25;
const mostDroppedOfComplete = 0.5;

/** `fragment` is a part; `partial` may be a part, or all of it with something taken away. */
export type WholeDecision = 'whole' | 'partial' | 'fragment' | 'unrelated' | 'tooLarge';

const importLine = /^(?:import|from|#include|using|use|require|const .*require\(|package|export \* from)\b/;

/**
 * Whether the code is the whole file, changed: not a part of it, and not another file. Surely so, if it begins and ends as the file does, and
 * nothing went without something in its place.
 */
export function isWholeFile(file: readonly string[], code: readonly string[]): WholeDecision {
  const before = significantLines(file);
  const after = significantLines(code);
  if (before.length === 0) return 'whole';
  // Much less than the file can only be a part of it.
  if (after.length < before.length * leastShareOfFramed) return 'unrelated';
  const changes = lineChanges(before, after);
  const dropped = droppedLines(changes ?? []) / before.length;
  if (changes !== undefined && isFramed(before, after) && dropped === 0 && keptShare(before, changes) >= leastShare)
    return 'whole';
  const hasAll = hasAllTopSymbols(file, code) && keepsMembers(file, code);
  const own = topSymbols(file);
  // Members without bodies are no symbols: of what holds some, not much may be gone.
  const mayLack = own.some(({ kind }) => kind !== 'function') && dropped > mostDropped;
  if (hasAll && areAll(file, own) && !mayLack) return 'whole';
  if (changes === undefined) return 'tooLarge';
  const share = keptShare(before, changes);
  if (share < (isFramed(before, after) ? leastShareOfFramed : leastShare))
    return share < leastShareOfFramed ? 'unrelated' : 'fragment';
  if (hasAll && (before[0] === after[0] || isImport(before[0], after[0])))
    return dropped <= mostDroppedOfComplete ? 'whole' : 'partial';
  const first = changes.find(({ start }) => start === 0);
  const last = changes.findLast(({ start, removed }) => start + removed.length === before.length);
  const dropsHead = first !== undefined && first.removed.length > first.added.length && !isImport(before[0], after[0]);
  const dropsTail = last !== undefined && last.removed.length > last.added.length;
  return dropsHead || dropsTail || dropped > mostDropped ? 'partial' : 'whole';
}

const isFramed = (before: readonly string[], after: readonly string[]): boolean =>
  before[0] === after[0] && before.at(-1) === after.at(-1);

const keptShare = (before: readonly string[], changes: readonly LineChange[]): number =>
  1 - changes.reduce((sum, { removed }) => sum + removed.length, 0) / before.length;

/** The text of the code, with the line ends and the BOM of the file. */
export function wholeText({ source }: FileIndex, code: readonly string[]): string {
  const edit: Edit = { start: 0, end: source.lines.length, lines: code };
  const usesOneEnd = new Set(source.ends.filter((end) => end !== '')).size <= 1;
  const changes = usesOneEnd ? undefined : lineChanges(source.lines, code);
  return editText(source, changes === undefined ? [edit] : toEdits(changes, 0));
}

const isImport = (before = '', after = ''): boolean => importLine.test(before) && importLine.test(after);

const significantLines = (lines: readonly string[]): string[] =>
  lines.filter(isSignificant).map((line) => normalizedLine(line).trimStart());

/** Whether the file has functions or classes, and the code has all of them, and ends with something of the same kind. */
export function hasAllTopSymbols(file: readonly string[], code: readonly string[]): boolean {
  const own = topSymbols(file);
  const given = topSymbols(code);
  return (
    own.length > 0 &&
    withoutNames(namesOf(own), namesOf(given)).length === 0 &&
    (!endsOutside(file, own) || endsOutside(code, given))
  );
}

/** Whether lines with words stand behind the last symbol. */
function endsOutside(lines: readonly string[], symbols: readonly CodeSymbol[]): boolean {
  return lines.slice(symbols.at(-1)?.end ?? 0).some(isSignificant);
}

/** The symbols that are in no other. */
export function topSymbols(lines: readonly string[]): CodeSymbol[] {
  let end = 0;
  return codeSymbols(lines).filter((symbol) => {
    if (symbol.line < end) return false;
    end = symbol.end;
    return true;
  });
}

/** Whether there is nothing but these symbols, with their comments. */
export function areAll(lines: readonly string[], symbols: readonly CodeSymbol[]): boolean {
  let next = 0;
  for (const { start, end } of symbols) {
    if (!lines.slice(next, start).every(isBlank)) return false;
    next = end;
  }
  return lines.slice(next).every(isBlank);
}

/** Whether no more functions and classes are gone than there are new ones: what of a class is missing may only not be shown. */
export function keepsMembers(own: readonly string[], given: readonly string[]): boolean {
  const members = (lines: readonly string[]): string[] =>
    namesOf(codeSymbols(lines).filter(({ kind }) => kind !== 'variable'));
  const [had, has] = [members(own), members(given)];
  return withoutNames(had, has).length <= withoutNames(has, had).length;
}

const namesOf = (symbols: readonly CodeSymbol[]): string[] => symbols.map(({ name }) => name);

/** The names that others do not have, or not as often: functions for other types may share one. */
function withoutNames(names: readonly string[], others: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const name of others) left.set(name, (left.get(name) ?? 0) + 1);
  return names.filter((name) => {
    const count = left.get(name) ?? 0;
    left.set(name, count - 1);
    return count <= 0;
  });
}
