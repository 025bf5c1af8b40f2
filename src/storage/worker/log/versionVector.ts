/**
 * Which frames somebody has: for each writer a set of sequence numbers. Stored as ranges, so that a hole is
 * part of what a vector says, and never something a reader has to guess.
 */
export class VersionVector {
  /** Sorted, disjoint, never adjacent: first and last number of the first range, of the second, and so on. Vectors share them: they never change. */
  readonly #writers: Map<string, readonly number[]>;
  /** The writers of which a frame before the last one is missing: few, however many writers there ever were. */
  readonly #gapped: Set<string>;
  #count: number;

  /** @param copied what it holds at first. */
  constructor(copied?: VersionVector) {
    this.#writers = new Map(copied === undefined ? [] : copied.#writers);
    this.#gapped = new Set(copied === undefined ? [] : copied.#gapped);
    this.#count = copied === undefined ? 0 : copied.#count;
  }

  /** Of each writer first and last number of each range. */
  get writers(): ReadonlyMap<string, readonly number[]> {
    return this.#writers;
  }

  has(writer: string, sequence: number): boolean {
    const ranges = this.#writers.get(writer) ?? [];
    const index = rangeAtOrBefore(ranges, sequence);
    return index >= 0 && sequence <= ranges[index + 1]!;
  }

  add(writer: string, sequence: number): void {
    this.addRange(writer, sequence, sequence);
  }

  /** @param last not less than `first`. */
  addRange(writer: string, first: number, last: number): void {
    const ranges = this.#writers.get(writer);
    if (ranges === undefined) {
      this.#set(writer, [first, last]);
      return;
    }
    // A range that ends just before the new one, or reaches into it, becomes part of it; so do all it reaches.
    let from = rangeAtOrBefore(ranges, first);
    if (from < 0 || ranges[from + 1]! < first - 1) from += 2;
    let end = from;
    let [low, high] = [first, last];
    for (; end < ranges.length && ranges[end]! <= last + 1; end += 2) {
      low = Math.min(low, ranges[end]!);
      high = Math.max(high, ranges[end + 1]!);
    }
    this.#set(writer, ranges.toSpliced(from, end - from, low, high));
  }

  addAll(other: VersionVector): void {
    for (const [writer, ranges] of other.#writers) {
      const ours = this.#writers.get(writer);
      if (ours === undefined) this.#set(writer, ranges);
      else if (ours !== ranges)
        for (let index = 0; index < ranges.length; index += 2)
          this.addRange(writer, ranges[index]!, ranges[index + 1]!);
    }
  }

  /** Whether every frame of `other` is in this one, too. */
  covers(other: VersionVector): boolean {
    for (const [writer, theirs] of other.#writers) {
      const ours = this.#writers.get(writer) ?? [];
      if (ours === theirs) continue;
      for (let index = 0; index < theirs.length; index += 2) {
        const at = rangeAtOrBefore(ours, theirs[index]!);
        if (at < 0 || ours[at + 1]! < theirs[index + 1]!) return false;
      }
    }
    return true;
  }

  /** How many frames there are in it. */
  get count(): number {
    return this.#count;
  }

  /** Every frame that is missing before a writer's last one. */
  holes(): VersionVector {
    const holes = new VersionVector();
    for (const writer of this.#gapped) {
      const ranges = this.#writers.get(writer)!;
      for (let index = 0, end = 0; index < ranges.length; end = ranges[index + 1]!, index += 2) {
        if (ranges[index]! > end + 1) holes.addRange(writer, end + 1, ranges[index]! - 1);
      }
    }
    return holes;
  }

  clone(): VersionVector {
    return new VersionVector(this);
  }

  toJSON(): Readonly<Record<string, readonly number[]>> {
    return Object.fromEntries(this.#writers);
  }

  /** Reads what `toJSON` gave; `undefined` for anything else. */
  static parse(value: unknown): VersionVector | undefined {
    if (typeof value !== 'object' || value === null) return undefined;
    const vector = new VersionVector();
    for (const [writer, ranges] of Object.entries(value)) {
      if (
        !Array.isArray(ranges) ||
        ranges.length % 2 !== 0 ||
        !ranges.every((bound) => Number.isSafeInteger(bound) && bound > 0)
      )
        return undefined;
      for (let index = 0; index < ranges.length; index += 2) {
        const [first, last] = [ranges[index] as number, ranges[index + 1] as number];
        if (first > last) return undefined;
        vector.addRange(writer, first, last);
      }
    }
    return vector;
  }

  #set(writer: string, ranges: readonly number[]): void {
    this.#count += countOf(ranges) - countOf(this.#writers.get(writer) ?? []);
    this.#writers.set(writer, ranges);
    if (ranges.length > 2 || ranges[0]! > 1) this.#gapped.add(writer);
    else this.#gapped.delete(writer);
  }
}

function countOf(ranges: readonly number[]): number {
  let count = 0;
  for (let index = 0; index < ranges.length; index += 2) count += ranges[index + 1]! - ranges[index]! + 1;
  return count;
}

/** Index of the last range that begins at or before `sequence`; negative when there is none. */
function rangeAtOrBefore(ranges: readonly number[], sequence: number): number {
  let [low, high] = [0, ranges.length / 2];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ranges[2 * middle]! <= sequence) low = middle + 1;
    else high = middle;
  }
  return 2 * (low - 1);
}
