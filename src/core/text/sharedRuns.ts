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

/** How JSON, URLs and HTML write what is no plain letter; all else that is no letter or digit is passed over. */
const token = /\\u([0-9a-f]{4})|\\[nrtbf"\\/]|((?:%[0-9a-f]{2})+)|&(?:#\d{1,6}|[a-z]{2,8});|[\p{L}\p{N}]/giu;

/**
 * Puts `mark` in place of every piece of `text` that also stands in one of `sources`, however it is escaped, spaced or punctuated. Takes
 * time in proportion to all lengths.
 * @param seed half of the run that is found for certain, in letters and digits; shorter runs than `1.5 * seed` stay
 */
export function maskSharedRuns(text: string, sources: readonly string[], seed: number, mark: string): string {
  if (text.length < seed || sources.length === 0) return text;
  const letters = lettersOf(text);
  const starts = new Map<string, number>();
  for (let at = 0; at + seed <= letters.text.length; at += 1) starts.set(letters.text.slice(at, at + seed), at);
  const found: Range[] = [];
  for (const source of sources) {
    const searched = source.replace(/[^\p{L}\p{N}]+/gu, '');
    // Every run of twice the seed holds one seed of the source at a multiple of its length.
    for (let at = 0; at + seed <= searched.length; at += seed) {
      const start = starts.get(searched.slice(at, at + seed));
      if (start === undefined) continue;
      const run = extended(letters.text, start, searched, at, seed);
      if (run.end - run.start >= 1.5 * seed) found.push(run);
    }
  }
  return masked(text, letters, found, mark);
}

/** Puts `mark` in place of every occurrence of the whole `source`, compared by letters and digits. */
export function maskWhole(text: string, source: string, mark: string): string {
  const searched = source.replace(/[^\p{L}\p{N}]+/gu, '');
  if (searched === '') return text;
  const letters = lettersOf(text);
  const found: Range[] = [];
  for (let at = letters.text.indexOf(searched); at !== -1; at = letters.text.indexOf(searched, at + searched.length)) {
    found.push({ start: at, end: at + searched.length });
  }
  return masked(text, letters, found, mark);
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
    const [written, unicode, percent] = match;
    const meant = unicode
      ? String.fromCharCode(Number.parseInt(unicode, 16))
      : percent
        ? decoded(percent)
        : written.length > 2 || written.startsWith('\\')
          ? ''
          : written;
    for (const letter of meant.replace(/[^\p{L}\p{N}]+/gu, '').split('')) {
      letters += letter;
      ranges.push({ start: match.index, end: match.index + written.length });
    }
  }
  return { text: letters, ranges };
}

function decoded(percent: string): string {
  try {
    return decodeURIComponent(percent);
  } catch {
    return '';
  }
}
