/** How often something is written while it changes. */
export interface Pace {
  /** How long the changes have to pause before it is written, in milliseconds. */
  readonly pauseMs: number;
  /** So many characters may be written with every pause. */
  readonly freeCharacters: number;
  /** For each so many more, the next time comes a millisecond later. */
  readonly charactersPerMs: number;
  /** After so many milliseconds changes that never pause are written, too. */
  readonly latestMs?: number;
}

/** Writes what changes again and again: the more it is, the less often, so that a large text costs no more than a small one. */
export class PacedAction {
  readonly #run: () => void;
  readonly #pace: Pace;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Since when there is something to be written. */
  #waitingSince = 0;
  #lastRun = Number.NEGATIVE_INFINITY;

  constructor(run: () => void, pace: Pace) {
    this.#run = run;
    this.#pace = pace;
  }

  /** There is something new. @param characters how much there is to be written. */
  request(characters: number): void {
    const { pauseMs, freeCharacters, charactersPerMs, latestMs = Number.POSITIVE_INFINITY } = this.#pace;
    const now = Date.now();
    if (this.#timer === undefined) this.#waitingSince = now;
    const interval = Math.max(0, characters - freeCharacters) / charactersPerMs;
    // A clock that was set back makes it wait no longer than that.
    const pause = Math.min(pauseMs, this.#waitingSince + latestMs - now);
    const wait = Math.max(pause, Math.min(interval, this.#lastRun + interval - now));
    clearTimeout(this.#timer);
    if (wait > 0) this.#timer = setTimeout(() => this.runNow(), wait);
    else this.runNow();
  }

  /** Writes what waits to be written, if anything does. */
  flush(): void {
    if (this.#timer !== undefined) this.runNow();
  }

  runNow(): void {
    this.cancel();
    this.#lastRun = Date.now();
    this.#run();
  }

  /** Nothing waits any more. */
  cancel(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
