import type { SnippetPiece } from '../../../../api/chatHistory.js';
import type { Range } from './textMatcher.js';

/** How much of a text is shown, in characters. */
const width = 120;
/** How much of that stands before the first match. */
const lead = 40;
/** How far a cut moves to fall between words. */
const slack = 15;

/** About a line around the first match, or the beginning; line breaks become spaces. */
export function snippetOf(text: string, ranges: readonly Range[]): readonly SnippetPiece[] {
  const first = ranges[0]?.[0] ?? 0;
  const start = first <= lead ? 0 : afterGap(text, first - lead, first);
  const wanted = Math.max(start + width, Math.min(ranges[0]?.[1] ?? 0, start + 2 * width));
  const end = wanted >= text.length ? text.length : beforeGap(text, wanted, ranges);
  const pieces: SnippetPiece[] = [];
  const add = (from: number, to: number, isMatch: boolean, before = '', after = ''): void => {
    const piece = isMatch ? text.slice(from, to) : plainText(text, from, to);
    const shown = before + piece.replace(/\s+/g, ' ') + after;
    if (shown !== '') pieces.push({ text: shown, isMatch });
  };
  let place = start;
  let cut = start > 0 ? '…' : '';
  for (const [from, to] of ranges) {
    if (from >= end) break;
    add(place, from, false, cut);
    cut = '';
    add(from, Math.min(to, end), true);
    place = Math.min(to, end);
  }
  add(place, end, false, cut, end < text.length ? '…' : '');
  return pieces;
}

/** A piece without the marks of Markdown, which mean nothing in a line of plain text. What looks like one within code goes, too. */
function plainText(text: string, from: number, to: number): string {
  const isLineStart = from === 0 || text[from - 1] === '\n';
  const plain = `${isLineStart ? '\n' : ''}${text.slice(from, to)}`
    .replace(/!?\[([^[\]\n]{1,200})\]\([^()\s]{1,500}\)/g, '$1')
    .replace(/\n[ \t]{0,3}```[\w-]*(?=\n|$)/g, '\n')
    .replace(/\n[ \t]{0,3}(?:#{1,6}[ \t]|>[ \t]|[-*+][ \t])/g, '\n')
    .replace(/\*\*(?=\S|$)|(?<=\S|^)\*\*|`+/g, '');
  return isLineStart ? plain.slice(1) : plain;
}

/** A place from `from` on where a word begins, but not beyond `limit`; never within a character. */
function afterGap(text: string, from: number, limit: number): number {
  const gap = /\s+/g;
  gap.lastIndex = from;
  const found = gap.exec(text);
  if (found !== null && found.index <= from + slack && gap.lastIndex <= limit) return gap.lastIndex;
  return isWithinCharacter(text, from) ? from + 1 : from;
}

/** A place up to `until` where a word ends, but not within the first match. */
function beforeGap(text: string, until: number, [first]: readonly Range[]): number {
  for (let place = until; place > until - slack && place > (first?.[1] ?? 0); place--)
    if (/\s/.test(text[place]!)) return place;
  return isWithinCharacter(text, until) ? until - 1 : until;
}

function isWithinCharacter(text: string, place: number): boolean {
  return /[\udc00-\udfff]/.test(text[place] ?? '') && /[\ud800-\udbff]/.test(text[place - 1] ?? '');
}
