import { normalizedLine } from './lineKeys.js';
import { LineSearch } from './lineSearch.js';
import type { SourceText } from './sourceText.js';

/** A file's lines, prepared for being searched. */
export class FileIndex {
  readonly source: SourceText;
  readonly #exact: LineSearch;
  #normalizedSearch: LineSearch | undefined;
  #normalized: readonly string[] | undefined;
  #trimmed: ReadonlyMap<string, readonly number[]> | undefined;

  constructor(source: SourceText) {
    this.source = source;
    this.#exact = new LineSearch(source.lines);
  }

  get lines(): readonly string[] {
    return this.source.lines;
  }

  /** The lines as `normalizedLine` has them. */
  get normalized(): readonly string[] {
    this.#normalized ??= this.lines.map(normalizedLine);
    return this.#normalized;
  }

  /** Where these lines stand as they are, in ascending order. */
  findExact(pattern: readonly string[]): number[] {
    return this.#exact.find(pattern);
  }

  /** Where they stand but for white space at the ends of lines and the composition of accents. */
  findNormalized(pattern: readonly string[]): number[] {
    this.#normalizedSearch ??= new LineSearch(this.normalized);
    return this.#normalizedSearch.find(pattern.map(normalizedLine));
  }

  /** Where this one line stands, but for white space at its end. */
  findExactLine(line: string): number[] {
    const wanted = normalizedLine(line);
    return this.linesLike(line).filter((at) => this.normalized[at] === wanted);
  }

  /** The lines that are this one, whatever their indentation. */
  linesLike(line: string): readonly number[] {
    if (this.#trimmed === undefined) {
      const lines = new Map<string, number[]>();
      this.normalized.forEach((text, index) => {
        const known = lines.get(text.trimStart());
        if (known === undefined) lines.set(text.trimStart(), [index]);
        else known.push(index);
      });
      this.#trimmed = lines;
    }
    return this.#trimmed.get(normalizedLine(line).trimStart()) ?? [];
  }

  /** Where most of these lines stand at their distances: the line from which they come closest, from 1. None if nothing is like it. */
  nearest(pattern: readonly string[]): number[] {
    const votes = new Map<number, number>();
    pattern.forEach((line, offset) => {
      const places = line.trim() === '' ? [] : this.linesLike(line);
      // A line that stands everywhere says nothing.
      if (places.length > 20) return;
      for (const place of places) votes.set(place - offset, (votes.get(place - offset) ?? 0) + 1);
    });
    let best: number | undefined;
    for (const [start, count] of votes) if (best === undefined || count > (votes.get(best) ?? 0)) best = start;
    return best === undefined ? [] : [Math.max(best, 0) + 1];
  }
}
