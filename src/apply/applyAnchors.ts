import { refused } from './applyHunks.js';
import type { ApplyDoubt, ApplyResult } from './change.js';
import { chainPlaces, firstShallower, type Chain } from './chainPlaces.js';
import { codeSymbols } from './codeSymbols.js';
import { declarationOf } from './declaration.js';
import type { FileIndex } from './fileIndex.js';
import { overlapping } from './hunkEdits.js';
import { indentWidth, isBlank, isSignificant } from './lineKeys.js';
import { possibleShifts } from './reindent.js';
import { mayReplace, segmentPlaces, type SegmentPlace } from './segmentPlaces.js';
import { segmentsOf, type Segment } from './segments.js';
import { editText, type Edit } from './sourceText.js';

const maximalSegments = 100;

/** The file with a fragment: what is between its marks replaces what stands between the same lines. */
export function applyAnchors(index: FileIndex, code: readonly string[]): ApplyResult {
  const plain = applyAtDepth(index, code);
  if (plain.kind === 'applied' || plain.reason !== 'noMatch') return plain;
  const first = segmentsOf(code)
    .flatMap(({ lines }) => lines)
    .find((line) => isSignificant(line) && index.linesLike(line).length > 0);
  if (first === undefined) return plain;
  const shifted = possibleShifts(index.lines, [first]).flatMap((shift) => {
    const moved = code.flatMap((line) => shift(line) ?? []);
    return moved.length === code.length ? [applyAtDepth(index, moved)] : [];
  });
  const applied = shifted.filter(({ kind }) => kind === 'applied');
  if (applied.length > 1) return refused('ambiguous');
  const [result] = applied;
  if (result?.kind !== 'applied')
    return shifted.find((other) => other.kind === 'refused' && other.reason !== 'noMatch') ?? plain;
  return { ...result, exactness: Math.min(result.exactness, 0.9), doubts: [...result.doubts, 'indentation'] };
}

function applyAtDepth(index: FileIndex, code: readonly string[]): ApplyResult {
  const known = withKnownDeclarations(index, code);
  const segments = segmentsOf(known.lines);
  if (segments.length === 0) return refused('empty');
  if (segments.length > maximalSegments) return refused('tooLarge');
  const found: SegmentPlace[][] = [];
  for (const [number, segment] of segments.entries()) {
    const places = placesOf(index, segment, number === 0, number === segments.length - 1);
    if (places === 'tooLarge') return refused('tooLarge');
    if (places.length === 0) return refused('noMatch', index.nearest(segment.lines), segment.start + 1);
    found.push(places);
  }
  const depths = segments.slice(0, -1).map(({ markBehind = 0 }) => markBehind);
  let chain: Chain = chainPlaces(index.lines, found, depths);
  // A mark that is indented too far says nothing.
  if (chain === 'none')
    chain = chainPlaces(
      index.lines,
      found,
      depths.map(() => 0),
    );
  if (chain === 'none') return refused('noMatch', [], (segments[0]?.start ?? 0) + 1);
  if (chain === 'several') {
    const most = found.find((places) => places.length > 1) ?? [];
    return refused('ambiguous', [...new Set(most.slice(0, 100).map(({ start }) => start + 1))]);
  }
  const conflict = chain.findIndex(
    (place, number) => !place.isSure || conflicts(index, place, chain[number - 1], chain[number + 1], segments[number]),
  );
  if (conflict !== -1)
    return refused('marks', [(chain[conflict]?.start ?? 0) + 1], (segments[conflict]?.start ?? 0) + 1);
  return applied(index, chain, known.replaced);
}

function applied(index: FileIndex, chain: readonly SegmentPlace[], replaced: ReadonlyMap<number, string>): ApplyResult {
  const declarations = [...replaced].map(([line, text]): Edit => ({ start: line, end: line + 1, lines: [text] }));
  const edits = [...chain.flatMap(({ edits: own }) => own), ...declarations].sort(
    (a, b) => a.start - b.start || a.end - b.end,
  );
  const overlap = overlapping(edits);
  if (overlap !== undefined) return refused('overlap', [overlap.start + 1]);
  const text = editText(index.source, edits);
  if (text === editText(index.source, [])) return refused('alreadyApplied');
  const total = chain.reduce((sum, place) => sum + place.total, 0);
  const kept = chain.reduce((sum, place) => sum + place.kept, 0);
  const doubts: ApplyDoubt[] = [];
  if (chain.some(({ isBeside }) => isBeside)) doubts.push('placement');
  if (replaced.size > 0) doubts.push('signature');
  if (kept < total) doubts.push('context');
  const exactness = Math.min(
    total === 0 ? 1 : kept / total,
    doubts.includes('placement') || replaced.size > 0 ? 0.9 : 1,
  );
  return { kind: 'applied', text, method: 'anchors', exactness, doubts };
}

function placesOf(index: FileIndex, segment: Segment, isFirst: boolean, isLast: boolean): SegmentPlace[] | 'tooLarge' {
  const places = segmentPlaces(index, segment);
  if (places === 'tooLarge' || places.some(({ isSure }) => isSure)) return places;
  const edge = atEdge(index, segment, isFirst, isLast);
  return edge.length > 0 ? edge : places;
}

/** New lines before or behind everything: `import x` above a mark, a function below one. */
function atEdge(
  index: FileIndex,
  { lines, markBefore, markBehind }: Segment,
  isFirst: boolean,
  isLast: boolean,
): SegmentPlace[] {
  const isOutside = (depth: number | undefined): boolean => depth === 0;
  if (!lines.some((line) => indentWidth(line) === 0) || mayReplace(lines, index.lines)) return [];
  if (!isNew(index, lines)) return [];
  const place = (at: number, text: readonly string[]): SegmentPlace[] => [
    {
      start: at,
      end: at,
      edits: [{ start: at, end: at, lines: text }],
      total: 0,
      kept: 0,
      isBeside: true,
      isSure: true,
    },
  ];
  // What has to come first in a file stays there.
  const beginsFixed = /^(?:#!|<\?|package\b|['"]use |<!doctype|@charset|---|# -\*-)/i.test(index.lines[0] ?? '');
  if (isFirst && markBefore === undefined && isOutside(markBehind) && !beginsFixed) return place(0, lines);
  if (!isLast || markBehind !== undefined || !isOutside(markBefore)) return [];
  const lastBlank = isBlank(index.lines.at(-1) ?? '');
  return place(index.lines.length, lastBlank ? lines : ['', ...lines]);
}

/** Whether the file has none of the lines; or only few, in functions and classes that it does not have. */
function isNew(index: FileIndex, lines: readonly string[]): boolean {
  const significant = lines.filter(isSignificant);
  const known = significant.filter((line) => index.findExactLine(line).length > 0);
  if (known.length === 0) return true;
  if (known.length > significant.length / 2 || known.some((line) => indentWidth(line) === 0)) return false;
  const isDeclaration = (line: string): boolean => (declarationOf(line)?.kind ?? 'variable') !== 'variable';
  return significant.every((line) => indentWidth(line) > 0 || isDeclaration(line));
}

/** Whether new lines beside a mark may be meant for lines that the mark stands for. */
function conflicts(
  index: FileIndex,
  place: SegmentPlace,
  before: SegmentPlace | undefined,
  behind: SegmentPlace | undefined,
  segment: Segment | undefined,
): boolean {
  if (!place.isBeside || place.start === place.end) return false;
  const first = place.edits.find(({ start, end }) => start === place.start && end === start);
  const last = place.edits.find(({ start, end }) => start === place.end && end === start);
  const scopeEnd = firstShallower(index.lines, segment?.markBehind ?? 0)[place.end] ?? index.lines.length;
  const above = index.lines.slice(before?.end ?? 0, place.start);
  const below = index.lines.slice(place.end, Math.min(behind?.start ?? scopeEnd, scopeEnd));
  return (
    (first !== undefined && mayReplace(first.lines, above)) || (last !== undefined && mayReplace(last.lines, below))
  );
}

/**
 * The code with the file's own first lines of functions and classes, where the code changes them: so they are found.
 * @returns also the lines of the file that become others
 */
function withKnownDeclarations(
  index: FileIndex,
  code: readonly string[],
): { lines: string[]; replaced: Map<number, string> } {
  const replaced = new Map<number, string>();
  const unknown = code.map((line) => (indexHas(index, line) ? undefined : declarationOf(line)));
  if (!unknown.some((declaration) => declaration !== undefined)) return { lines: [...code], replaced };
  const symbols = codeSymbols(index.lines);
  const lines = code.map((line, at) => {
    const declaration = unknown[at];
    if (declaration === undefined || declaration.kind === 'variable') return line;
    const same = symbols.filter(
      ({ name, kind, form }) => name === declaration.name && kind === declaration.kind && form === declaration.form,
    );
    const repeated = code.filter((other) => declarationOf(other)?.name === declaration.name).length > 1;
    const [target] = same;
    const own = target === undefined ? undefined : index.lines[target.line];
    if (target === undefined || own === undefined || same.length > 1 || repeated) return line;
    if (
      indentWidth(own) !== indentWidth(line) ||
      /[{(:]\s*$/.exec(own)?.[0].trim() !== /[{(:]\s*$/.exec(line)?.[0].trim()
    )
      return line;
    replaced.set(target.line, line);
    return own;
  });
  return { lines, replaced };
}

const indexHas = (index: FileIndex, line: string): boolean => index.linesLike(line).length > 0;
