/**
 * What folding may change: a character with marks on it (of which narrow katakana have their own), or one beyond ASCII, unless it is of the many Chinese, Japanese and Korean ones that stay as
 * they are. Not without limit, because engines have one for what they keep in mind.
 */
const foldable =
  /[\uff66-\uff9d][\uff9e\uff9f]|\P{M}\p{M}{1,50}|[^\x01-\x7f\u3041-\u3096\u30a1-\u30fe\u4e00-\u9fff\uac00-\ud7a3]/gu;
/** Accents, and the selectors that say how a symbol is drawn. */
const accents = /[\u0300-\u036f\ufe00-\ufe0f]/g;

/** A text in the form in which texts are compared. */
export interface NormalizedText {
  readonly text: string;
  /** Where the original of a range of the normalized text begins and ends. */
  readonly original: (start: number, end: number) => readonly [start: number, end: number];
}

/**
 * The text in lower case, without accents, wide and ligated letters as plain ones. What is indexed, what is looked for and what is highlighted all
 * go through here, so that they cannot disagree.
 */
export function normalizeForSearch(text: string): string {
  return text.replace(foldable, normalizePiece).toLowerCase();
}

export function normalizeWithOrigins(text: string): NormalizedText {
  const resized: Resized[] = [];
  let grown = 0;
  const replaced = text.replace(foldable, (piece, index: number) => {
    const normalized = normalizePiece(piece);
    if (normalized.length !== piece.length) {
      resized.push({
        start: index + grown,
        end: index + grown + normalized.length,
        originalStart: index,
        originalEnd: index + piece.length,
      });
      grown += normalized.length - piece.length;
    }
    return normalized;
  });
  const original = (place: number, isEnd: boolean): number => {
    const last = lastBefore(resized, isEnd ? place : place + 1);
    if (last === undefined) return place;
    if (place < last.end) return isEnd ? last.originalEnd : last.originalStart;
    return last.originalEnd + (place - last.end);
  };
  return { text: replaced.toLowerCase(), original: (start, end) => [original(start, false), original(end, true)] };
}

/** A piece whose length folding has changed. */
interface Resized {
  readonly start: number;
  readonly end: number;
  readonly originalStart: number;
  readonly originalEnd: number;
}

/** Of pieces in order, the last that begins before a place. A text may have as many pieces as letters, and a match for each: looking at them one by one would be quadratic. */
export function lastBefore<T extends { readonly start: number }>(pieces: readonly T[], place: number): T | undefined {
  let [before, behind] = [-1, pieces.length];
  while (behind - before > 1) {
    const middle = Math.floor((before + behind) / 2);
    if (pieces[middle]!.start < place) before = middle;
    else behind = middle;
  }
  return pieces[before];
}

/** What was normalized before: texts beyond ASCII have the same few hundred characters again and again. */
const known = new Map<string, string>();
const mostKnown = 20_000;

function normalizePiece(piece: string): string {
  let normalized = known.get(piece);
  if (normalized === undefined) {
    // Twice normalised, because Korean syllables fall apart with the accents. Upper case first: ß becomes ss, and the Greek final s an s.
    normalized = piece.normalize('NFKD').replace(accents, '').normalize('NFC').toUpperCase().toLowerCase();
    if (known.size >= mostKnown) known.clear();
    known.set(piece, normalized);
  }
  return normalized;
}
