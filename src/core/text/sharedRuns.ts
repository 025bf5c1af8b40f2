/** A range of a text, in UTF-16 units; `end` is behind it. */
interface Range {
  start: number;
  end: number;
}

/** The letters and digits of a text, each with its place in it. */
interface Letters {
  readonly text: string;
  readonly ranges: readonly Range[];
}

/** How JSON, programs, URLs and HTML write what is no plain letter; all else that is no letter or digit is passed over. */
const token =
  /\\(?:u([0-9a-f]{4})|x([0-9a-f]{2}))|&#(?:x([0-9a-f]{1,6})|(\d{1,7}));|((?:%[0-9a-f]{2})+)|\\[nrtbf"\\/]|&[a-z]{2,8};|[\p{L}\p{N}]/giu;
/** How often a piece is looked at that occurs again and again, so that the time stays in proportion. */
const mostOccurrences = 32;

/**
 * Puts `mark` in place of every piece of `text` that also stands in one of `sources`, however it is escaped, spaced, punctuated or
 * capitalised. Takes time in proportion to all lengths.
 * @param seed half of the run that is found for certain, in letters and digits; shorter runs than `1.5 * seed` stay
 */
export function maskSharedRuns(text: string, sources: readonly string[], seed: number, mark: string): string {
  if (text.length < seed || sources.length === 0) return text;
  const letters = lettersOf(text);
  const starts = occurrences(letters.text, seed);
  const found: Range[] = [];
  for (const source of sources) {
    const searched = lettersIn(source);
    // Every run of twice the seed holds one seed of the source at a multiple of its length.
    for (let at = 0; at + seed <= searched.length; at += seed) {
      let done = 0;
      for (const start of starts.get(searched.slice(at, at + seed)) ?? []) {
        if (start < done) continue;
        const run = extended(letters.text, start, searched, at, seed);
        done = run.end;
        if (run.end - run.start >= 1.5 * seed) found.push(run);
      }
    }
  }
  return masked(text, letters, found, mark);
}

/** Puts `mark` in place of every occurrence of a whole one of `sources`, compared by letters and digits. */
export function maskWhole(text: string, sources: readonly string[], mark: string): string {
  const whole = sources.map(lettersIn).filter((source) => source !== '');
  if (whole.length === 0) return text;
  const letters = lettersOf(text);
  const found: Range[] = [];
  for (const source of whole) {
    for (let at = letters.text.indexOf(source); at !== -1; at = letters.text.indexOf(source, at + source.length))
      found.push({ start: at, end: at + source.length });
  }
  return masked(text, letters, found, mark);
}

/** The letters and digits of a text as they are compared. */
export function lettersIn(text: string): string {
  return folded(text.replace(/[^\p{L}\p{N}]+/gu, ''));
}

/** The same of a text that may hold escapes itself: how they are compared where they are read. */
export function lettersAsRead(text: string): string {
  return lettersOf(text).text;
}

/** Where each piece of `length` occurs, in order; occurrences that overlap are one. */
function occurrences(text: string, length: number): ReadonlyMap<string, readonly number[]> {
  const starts = new Map<string, number[]>();
  for (let at = 0; at + length <= text.length; at += 1) {
    const piece = text.slice(at, at + length);
    const known = starts.get(piece);
    if (known === undefined) starts.set(piece, [at]);
    else if (known.length < mostOccurrences && at - known.at(-1)! >= length) known.push(at);
  }
  return starts;
}

/** Small letters, as long as each stays one. */
function folded(letters: string): string {
  return letters.replace(/\p{Lu}/gu, (letter) => {
    const small = letter.toLowerCase();
    return small.length === letter.length ? small : letter;
  });
}

function extended(text: string, start: number, source: string, at: number, seed: number): Range {
  let [from, to] = [start, start + seed];
  for (let other = at - 1; from > 0 && other >= 0 && text[from - 1] === source[other]; other -= 1) from -= 1;
  for (let other = at + seed; to < text.length && other < source.length && text[to] === source[other]; other += 1)
    to += 1;
  return { start: from, end: to };
}

function masked(text: string, { ranges }: Letters, found: Range[], mark: string): string {
  let result = '';
  let done = 0;
  for (const { start, end } of found.sort((a, b) => a.start - b.start)) {
    const [from, to] = [ranges[start]!.start, ranges[end - 1]!.end];
    if (to <= done) continue;
    if (from >= done) result += `${text.slice(done, from)}${mark}`;
    done = to;
  }
  return result + text.slice(done);
}

function lettersOf(text: string): Letters {
  let letters = '';
  const ranges: Range[] = [];
  for (const match of text.matchAll(token)) {
    for (const letter of lettersIn(meaningOf(match)).split('')) {
      letters += letter;
      ranges.push({ start: match.index, end: match.index + match[0].length });
    }
  }
  return { text: letters, ranges };
}

function meaningOf([written, unicode, byte, hexadecimal, decimal, percent]: RegExpMatchArray): string {
  const unit = unicode ?? byte ?? hexadecimal;
  if (unit !== undefined) return characterOf(Number.parseInt(unit, 16));
  if (decimal !== undefined) return characterOf(Number(decimal));
  if (percent !== undefined) return decoded(percent);
  return written.length > 2 || written.startsWith('\\') ? '' : written;
}

function characterOf(code: number): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : '';
}

function decoded(percent: string): string {
  try {
    return decodeURIComponent(percent);
  } catch {
    return '';
  }
}
