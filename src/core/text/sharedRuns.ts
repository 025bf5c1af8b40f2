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
 * What a text shares with others, which may come one after the other: a piece that one of them holds the beginning of and the next one
 * all of is found whole.
 */
export class SharedRuns {
  readonly #text: string;
  readonly #seed: number;
  readonly #letters: Letters;
  #starts: ReadonlyMap<string, readonly number[]> | undefined;
  #found: Range[] = [];

  /** @param seed half of the run that is found for certain, in letters and digits; shorter runs than `1.5 * seed` stay */
  constructor(text: string, seed = 1) {
    this.#text = text;
    this.#seed = seed;
    this.#letters = lettersOf(text);
  }

  /** Looks for pieces that also stand in one of these, in time in proportion to all lengths. */
  find(sources: readonly string[]): void {
    const [{ text }, seed] = [this.#letters, this.#seed];
    this.#starts ??= occurrences(text, seed);
    for (const source of sources) {
      const searched = lettersIn(source);
      // Every run of twice the seed holds one seed of the source at a multiple of its length.
      for (let at = 0; at + seed <= searched.length; at += seed) {
        let done = 0;
        for (const start of this.#starts.get(searched.slice(at, at + seed)) ?? []) {
          if (start < done) continue;
          const run = extended(text, start, searched, at, seed);
          done = run.end;
          if (run.end - run.start >= 1.5 * seed) this.#found.push(run);
        }
      }
    }
    this.#found = joined(this.#found);
  }

  /** Looks for the whole of each of these. */
  findWhole(sources: readonly string[]): void {
    const { text } = this.#letters;
    for (const source of sources.map(lettersIn)) {
      if (source === '') continue;
      for (let at = text.indexOf(source); at !== -1; at = text.indexOf(source, at + source.length))
        this.#found.push({ start: at, end: at + source.length });
    }
    this.#found = joined(this.#found);
  }

  /** The text with `mark` in place of what was found. */
  masked(mark: string): string {
    let result = '';
    let done = 0;
    for (const { start, end } of this.#found) {
      const [from, to] = [this.#letters.ranges[start]!.start, this.#letters.ranges[end - 1]!.end];
      if (to <= done) continue;
      if (from >= done) result += `${this.#text.slice(done, from)}${mark}`;
      done = to;
    }
    return result + this.#text.slice(done);
  }
}

/**
 * Puts `mark` in place of every piece of `text` that also stands in one of `sources`, however it is escaped, spaced, punctuated or
 * capitalised. Takes time in proportion to all lengths.
 * @param seed half of the run that is found for certain, in letters and digits; shorter runs than `1.5 * seed` stay
 */
export function maskSharedRuns(text: string, sources: readonly string[], seed: number, mark: string): string {
  if (text.length < seed || sources.length === 0) return text;
  const shared = new SharedRuns(text, seed);
  shared.find(sources);
  return shared.masked(mark);
}

/** Puts `mark` in place of every occurrence of a whole one of `sources`, compared by letters and digits. */
export function maskWhole(text: string, sources: readonly string[], mark: string): string {
  if (sources.length === 0) return text;
  const shared = new SharedRuns(text);
  shared.findWhole(sources);
  return shared.masked(mark);
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

/** In their order, those that overlap as one. */
function joined(ranges: Range[]): Range[] {
  const result: Range[] = [];
  for (const { start, end } of ranges.sort((a, b) => a.start - b.start)) {
    const last = result.at(-1);
    if (last !== undefined && start < last.end) last.end = Math.max(last.end, end);
    else result.push({ start, end });
  }
  return result;
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
