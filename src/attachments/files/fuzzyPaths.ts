import fuzzysort, { type Snapshot } from 'fuzzysort';
import { TimeSlices } from '../../core/timeSlices.js';

/** A path that fits a query. */
export interface PathMatch {
  readonly path: string;
  /** Place of the path in the list that was indexed. */
  readonly index: number;
  /** The greater the better; 1 is nearly the text itself. */
  readonly score: number;
  /** Places in `path` that fit, in UTF-16 code units. */
  readonly matches: readonly number[];
}

/** Of one piece of the index, which is prepared or searched without a pause. */
const pathsPerPiece = 1_000;
/** After this time a query that fits thousands of paths equally well takes the best of those that were looked at. */
const shortQueryBudgetMs = 35;
const shortQueryLength = 2;
/** What longer queries are cut to, in UTF-16 code units. */
const maximumQueryLength = 200;
/** A looser match is none: it would only have the letters of the query somewhere. */
const threshold = 0.3;
/** How much better a match within the file's name is than one in its folders. */
const nameBonus = 0.25;

/** Finds paths as one types, without ever holding up the thread for long. */
export class FuzzyPaths {
  readonly #pieces: readonly Snapshot[];
  readonly #places: ReadonlyMap<string, number>;

  private constructor(pieces: readonly Snapshot[], places: ReadonlyMap<string, number>) {
    this.#pieces = pieces;
    this.#places = places;
  }

  /** @param paths with slashes, each there once. @throws AbortError */
  static async index(paths: readonly string[], signal: AbortSignal): Promise<FuzzyPaths> {
    const pieces: Snapshot[] = [];
    const places = new Map<string, number>();
    const slices = new TimeSlices(signal);
    for (let start = 0; start < paths.length; start += pathsPerPiece) {
      const piece = paths.slice(start, start + pathsPerPiece);
      piece.forEach((path, offset) => places.set(path, start + offset));
      const snapshot = fuzzysort.snapshot(piece);
      // A snapshot is prepared by its first search.
      fuzzysort.go('\u{10ffff}', snapshot);
      pieces.push(snapshot);
      await slices.pause();
    }
    return new FuzzyPaths(pieces, places);
  }

  /**
   * The paths that fit best, the best first.
   * @param bonus is added to the score of a path, for what else speaks for it
   * @throws AbortError
   */
  async search(
    query: string,
    limit: number,
    bonus: (path: string) => number,
    signal: AbortSignal,
  ): Promise<readonly PathMatch[]> {
    const wanted = query.slice(0, maximumQueryLength);
    const found: PathMatch[] = [];
    const slices = new TimeSlices(signal);
    const start = performance.now();
    for (const piece of this.#pieces) {
      for (const { target, score, indexes } of fuzzysort.go(wanted, piece, { limit, threshold })) {
        const isInName = (indexes[0] ?? 0) > target.lastIndexOf('/');
        const total = score + (isInName ? nameBonus : 0) + bonus(target);
        found.push({ path: target, index: this.#places.get(target)!, score: total, matches: indexes });
      }
      await slices.pause();
      const isLate = performance.now() - start > shortQueryBudgetMs;
      if (isLate && wanted.length <= shortQueryLength && found.length >= limit) break;
    }
    return found.sort(byScore).slice(0, limit);
  }
}

/** Of equals, the shorter path first. */
function byScore(a: PathMatch, b: PathMatch): number {
  return b.score - a.score || a.path.length - b.path.length || (a.path < b.path ? -1 : 1);
}
