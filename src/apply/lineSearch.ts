import { findRuns } from './lineKeys.js';

/** Finds runs of lines in always the same lines: from the second time on by their rarest line. */
export class LineSearch {
  readonly #lines: readonly string[];
  #places: Map<string, number[]> | undefined;
  #searches = 0;

  constructor(lines: readonly string[]) {
    this.#lines = lines;
  }

  /** Where the pattern stands, in ascending order; overlapping places count. */
  find(pattern: readonly string[]): number[] {
    this.#searches++;
    if (this.#searches < 3 || pattern.length === 0) return findRuns(this.#lines, pattern);
    let rarest = this.#placesOf(pattern[0] ?? '');
    let offset = 0;
    for (const [index, line] of pattern.entries()) {
      const places = this.#placesOf(line);
      if (places.length >= rarest.length) continue;
      rarest = places;
      offset = index;
    }
    if (rarest.length * pattern.length > this.#lines.length) return findRuns(this.#lines, pattern);
    const stands = (start: number): boolean =>
      start >= 0 && pattern.every((line, index) => this.#lines[start + index] === line);
    return rarest.map((place) => place - offset).filter(stands);
  }

  #placesOf(line: string): readonly number[] {
    if (this.#places === undefined) {
      this.#places = new Map();
      for (const [index, text] of this.#lines.entries()) {
        const known = this.#places.get(text);
        if (known === undefined) this.#places.set(text, [index]);
        else known.push(index);
      }
    }
    return this.#places.get(line) ?? [];
  }
}
