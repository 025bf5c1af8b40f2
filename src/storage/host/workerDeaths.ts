/** So many deaths within `DEATH_WINDOW_MS`, or of workers that never said a word, mean that another start would not help. */
const MAX_DEATHS = 3;
const DEATH_WINDOW_MS = 60_000;

/** Decides when workers are not worth starting any more, and whether a request can be to blame for a death. */
export class WorkerDeaths {
  #times: readonly number[] = [];
  #hasSpoken = false;
  #silentDeaths = 0;
  #isBlamed = false;
  #givenUp: string | undefined;

  /** Why nothing is saved any more, if so. */
  get givenUp(): string | undefined {
    return this.#givenUp;
  }

  /** A worker that has opened a database or answered works, except for what it is asked for. */
  get isRequestToBlame(): boolean {
    return this.#hasSpoken;
  }

  noteStart(): void {
    this.#hasSpoken = false;
  }

  /** The worker has said something. */
  noteSign(): void {
    this.#hasSpoken = true;
    this.#silentDeaths = 0;
  }

  /** @param isBlamed whether it is known what request it died of. */
  noteDeath(isBlamed: boolean): void {
    const now = Date.now();
    this.#times = [...this.#times.filter((time) => now - time < DEATH_WINDOW_MS), now];
    this.#isBlamed ||= isBlamed;
    if (!this.#hasSpoken) this.#silentDeaths += 1;
    if (this.#times.length < MAX_DEATHS && this.#silentDeaths < MAX_DEATHS) return;
    this.#givenUp =
      'The storage process failed several times in a row, so nothing more is saved. Nothing already saved is lost. Reload the window; see the log for details.';
  }

  /** Something was saved: what workers died of before has left the queue. */
  noteSaved(): void {
    if (!this.#isBlamed) return;
    this.#isBlamed = false;
    this.#times = [];
  }
}
