import { withLineFeeds } from './attachedText.js';
import type { AttachmentPart } from '../core/message.js';

/** What became of the source of an attachment since it was attached. */
export type AttachmentChange = 'unchanged' | 'changed' | 'gone';

/**
 * Compares an attachment with its source as it is now. Lines that have only moved are unchanged.
 * @param present all of the source's text
 */
export function changeOfText({ text = '', range, isCut }: AttachmentPart, present: string): 'unchanged' | 'changed' {
  const now = withLineFeeds(present);
  if (range !== undefined) return now.includes(text) ? 'unchanged' : 'changed';
  // Of a text that was cut there is only the beginning to compare.
  const isSame = isCut === true ? now.startsWith(text) : now === text;
  return isSame ? 'unchanged' : 'changed';
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
