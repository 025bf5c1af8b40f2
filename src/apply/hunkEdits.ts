import { oldLines, type Place } from './findPlaces.js';
import { hasMixedEnds, type Edit, type SourceText } from './sourceText.js';

/** What a hunk changes at its place; its context stays as the file has it. */
export function editsOf(source: SourceText, { start, hunk }: Place): Edit[] {
  // Only where the file has both kinds of line ends, or none, those of a diff say something.
  const tellsEnds = hunk.lines.some(({ isCrlf }) => isCrlf) && (hasMixedEnds(source) || source.lines.length < 2);
  const edits: { start: number; end: number; lines: string[]; ends: (string | undefined)[] }[] = [];
  let next = start;
  let isInside = false;
  for (const { kind, text, isCrlf } of hunk.lines) {
    if (kind === 'context') {
      next++;
      isInside = false;
      continue;
    }
    if (!isInside) edits.push({ start: next, end: next, lines: [], ends: [] });
    isInside = true;
    const edit = edits.at(-1);
    if (edit === undefined) continue;
    if (kind === 'delete') edit.end = ++next;
    else {
      edit.lines.push(text);
      edit.ends.push(tellsEnds ? (isCrlf === true ? '\r\n' : '\n') : undefined);
    }
  }
  return edits;
}

/** An edit that changes what the one before it changes, or puts lines into the same place. */
export function overlapping(edits: readonly Edit[]): Edit | undefined {
  return edits.find((edit, index) => {
    const before = edits[index - 1];
    if (before === undefined) return false;
    return edit.start < before.end || (edit.start === before.start && edit.end === before.end);
  });
}

/** The text of a new file: all that the hunk has. */
export function createdText(place: Pick<Place, 'hunk'>): string | undefined {
  if (oldLines(place.hunk).length > 0) return undefined;
  const text = place.hunk.lines.map(({ text: line, isCrlf }) => line + (isCrlf === true ? '\r\n' : '\n')).join('');
  return place.hunk.newEndsOpen ? text.replace(/\r?\n$/, '') : text;
}
