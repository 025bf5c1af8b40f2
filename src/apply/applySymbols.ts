import { areAll, keepsMembers, topSymbols } from './applyWhole.js';
import type { ApplyDoubt, ApplyResult } from './change.js';
import { codeSymbols, type CodeSymbol } from './codeSymbols.js';
import type { FileIndex } from './fileIndex.js';
import { refused } from './applyHunks.js';
import { indentOf, isBlank, isSignificant, normalizedLine } from './lineKeys.js';
import { droppedLines, lineChanges } from './lineDiff.js';
import { isSameFunction } from './signature.js';
import { shiftBetween, styleOf } from './reindent.js';
import { editText, type Edit } from './sourceText.js';

/** How much of a class may be gone without something in its place. */
const mostDropped = 0.25;

/**
 * The file with the functions and classes of the code in place of its own of these names. `undefined` if the code is something else, or
 * one of them is not in the file.
 */
export function applySymbols(index: FileIndex, code: readonly string[]): ApplyResult | undefined {
  const given = topSymbols(code);
  if (given.length === 0 || !areAll(code, given)) return undefined;
  if (new Set(given.map(({ name }) => name)).size < given.length) return undefined;
  const known = codeSymbols(index.lines);
  const edits: Edit[] = [];
  const doubts = new Set<ApplyDoubt>();
  for (const symbol of given) {
    const found = known.filter(
      ({ name, kind, form }) => name === symbol.name && kind === symbol.kind && form === symbol.form,
    );
    const [target, ...others] = found;
    if (target === undefined) return undefined;
    if (others.length > 0)
      return refused(
        'ambiguous',
        found.slice(0, 100).map(({ line }) => line + 1),
        symbol.line + 1,
      );
    const edit = replacement(index, code, symbol, target);
    if (edit === undefined) return refused('partial', [target.line + 1], symbol.line + 1);
    edits.push(edit.edit);
    for (const doubt of edit.doubts) doubts.add(doubt);
  }
  edits.sort((a, b) => a.start - b.start);
  const overlap = edits.find(({ start }, number) => start < (edits[number - 1]?.end ?? 0));
  if (overlap !== undefined) return refused('overlap', [overlap.start + 1]);
  const text = editText(index.source, edits);
  if (text === editText(index.source, [])) return refused('alreadyApplied');
  return {
    kind: 'applied',
    text,
    method: 'symbol',
    exactness: doubts.has('signature') || doubts.has('indentation') ? 0.9 : 1,
    doubts: [...doubts],
  };
}

function replacement(
  index: FileIndex,
  code: readonly string[],
  given: CodeSymbol,
  target: CodeSymbol,
): { edit: Edit; doubts: ApplyDoubt[] } | undefined {
  // What only holds a value is the same only at the same depth: the names of local values are everywhere.
  if (given.kind === 'variable' && given.indent !== target.indent) return undefined;
  const own = index.lines.slice(target.line, target.end);
  const isMoved = given.indent !== target.indent;
  if (given.kind === 'function' && !isSameFunction(given.form, code.slice(given.line, given.end), own, isMoved))
    return undefined;
  const start =
    given.start < given.decorated ? target.start : given.decorated < given.line ? target.decorated : target.line;
  const doubts: ApplyDoubt[] = [];
  const moved = indentedAs(code.slice(given.start, given.end), code[given.line] ?? '', index.lines, own[0] ?? '');
  if (moved === undefined) return undefined;
  if (moved.isShifted) doubts.push('indentation');
  const body = moved.lines.slice(given.line - given.start);
  if (given.kind !== 'function' && !isComplete(own, body)) return undefined;
  // Fewer decorators than there were: perhaps only not shown.
  const losesDecorator = start <= target.decorated && given.line - given.decorated < target.line - target.decorated;
  if (losesDecorator || normalizedLine(body[0] ?? '') !== normalizedLine(own[0] ?? '')) doubts.push('signature');
  return { edit: { start, end: target.end, lines: moved.lines }, doubts };
}

/** The lines at the depth of the file's line, in its style. */
function indentedAs(
  lines: readonly string[],
  declaration: string,
  file: readonly string[],
  wanted: string,
): { lines: string[]; isShifted: boolean } | undefined {
  const style = styleOf(file, lines);
  const styled = style === undefined ? lines : lines.map((line) => (isBlank(line) ? line : style(line)));
  const own = indentOf(style === undefined ? declaration : style(declaration));
  const depth = indentOf(wanted);
  if (own === depth)
    return { lines: [...styled], isShifted: style !== undefined && styled.some((line, at) => line !== lines[at]) };
  const shift = shiftBetween(own, depth);
  const moved = styled.flatMap((line) => (isBlank(line) ? line : (shift?.(line) ?? [])));
  return shift === undefined || moved.length < styled.length ? undefined : { lines: moved, isShifted: true };
}

/** A class of which much is missing is one of which the model shows only what changes. */
function isComplete(own: readonly string[], given: readonly string[]): boolean {
  const significant = (lines: readonly string[]): string[] =>
    lines.filter(isSignificant).map((line) => normalizedLine(line).trimStart());
  const before = significant(own);
  const changes = lineChanges(before, significant(given));
  if (changes === undefined || droppedLines(changes) > before.length * mostDropped) return false;
  return keepsMembers(own, given);
}
