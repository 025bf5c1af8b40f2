import type { VersionVector } from '../log/versionVector.js';

/** So many catch-ups in a row must miss the same frames before that is worth a warning. */
const GAP_CONFIRMATIONS = 3;

/** Which frames before the newest ones are not in the tables, and whether the user knows why. */
export class MissingFrames {
  readonly #applied: VersionVector;
  /** Frames that are known to be lost: the user was warned when a file was repaired, or when they were first missed. */
  readonly #lost: VersionVector;
  #misses = 0;
  #isExplained = false;

  /** @param applied the frames in the tables; it goes on growing. What it lacks already counts as lost. */
  constructor(applied: VersionVector) {
    this.#applied = applied;
    this.#lost = applied.holes();
  }

  /** A repair found these frames to be lost, and said so. */
  addLost(writer: string, first: number, last: number): void {
    this.#lost.addRange(writer, first, last);
  }

  /** What a snapshot lacks was lost before it was made. */
  addLostIn(snapshot: VersionVector): void {
    this.#lost.addAll(snapshot.holes());
  }

  /** Whether frames are missing of which the user was not warned. */
  get hasUnexplained(): boolean {
    return !this.#isExplained && !this.#lost.covers(this.#applied.holes());
  }

  /** The user was told why frames are missing. */
  explain(): void {
    this.#isExplained = true;
  }

  /**
   * To be called after each catch-up.
   * @returns whether the user is to be warned: at once when the database opens, else when a gap has lasted. True once at most.
   */
  confirm(opening: boolean): boolean {
    this.#misses = this.hasUnexplained ? this.#misses + 1 : 0;
    if (this.#misses < (opening ? 1 : GAP_CONFIRMATIONS)) return false;
    this.explain();
    return true;
  }
}
