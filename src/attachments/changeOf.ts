import { withLineFeeds } from './attachedText.js';
import type { AttachmentPart } from '../core/message.js';

/** What became of the source of an attachment since it was attached. */
export type AttachmentChange = 'unchanged' | 'changed' | 'gone';

/**
 * Compares an attachment with its source as it is now. Lines that have only moved are unchanged.
 * @param present all of the source's text
 * @param pieces the text of the attachment between the placeholders in it: what those stand for is not compared
 */
export function changeOfText(
  { text = '', range, isCut }: AttachmentPart,
  present: string,
  pieces: readonly string[] = [text],
): 'unchanged' | 'changed' {
  const now = withLineFeeds(present);
  if (range !== undefined) return endOf(pieces, now) === undefined ? 'changed' : 'unchanged';
  if (!now.startsWith(pieces[0]!)) return 'changed';
  // Of a text that was cut there is only the beginning to compare.
  if (isCut === true) return endOf(pieces, now) === undefined ? 'changed' : 'unchanged';
  const last = pieces.at(-1)!;
  const end = endOf(pieces.slice(0, -1), now) ?? Number.POSITIVE_INFINITY;
  const isSame = pieces.length === 1 ? now === text : now.endsWith(last) && end <= now.length - last.length;
  return isSame ? 'unchanged' : 'changed';
}

/** Where the last of the pieces ends when each is looked for behind the one before; `undefined` when one is not there. */
function endOf(pieces: readonly string[], text: string): number | undefined {
  let end = 0;
  for (const piece of pieces) {
    const place = text.indexOf(piece, end);
    if (place < 0) return undefined;
    end = place + piece.length;
  }
  return end;
}

/** The lines of the present text that an attachment is about: where its text is now, or else where it was. */
export function presentLines(
  { text = '', range }: AttachmentPart,
  present: string,
): { readonly start: number; readonly end: number } | undefined {
  if (range === undefined) return undefined;
  const now = withLineFeeds(present);
  const last = now.split('\n').length;
  const place = now.indexOf(text);
  const start = place < 0 || text === '' ? range.start : now.slice(0, place).split('\n').length;
  const end = start + (range.end - range.start);
  return { start: Math.min(start, last), end: Math.min(end, last) };
}
