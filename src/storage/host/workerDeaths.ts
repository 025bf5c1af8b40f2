/** So many deaths within `DEATH_WINDOW_MS`, or of workers that never sent a message, mean that another start would not help. */
const MAX_DEATHS = 3;
const DEATH_WINDOW_MS = 60_000;

/** Decides when workers are not worth starting any more, and whether a request can be the cause of a death. */
export class WorkerDeaths {
  #times: readonly number[] = [];
  #hasReplied = false;
  #deathsWithoutReply = 0;
  #isCauseKnown = false;
  #givenUp: string | undefined;

  /** Why nothing is saved any more, if so. */
  get givenUp(): string | undefined {
    return this.#givenUp;
  }

  /** A worker that has opened a database or answered works, except for what it is asked for. */
  get isRequestTheCause(): boolean {
    return this.#hasReplied;
  }

  noteStart(): void {
    this.#hasReplied = false;
  }

  /** The worker has sent a message. */
  noteMessage(): void {
    this.#hasReplied = true;
    this.#deathsWithoutReply = 0;
  }

  /** @param isCauseKnown whether it is known what request it died of. */
  noteDeath(isCauseKnown: boolean): void {
    const now = Date.now();
    this.#times = [...this.#times.filter((time) => now - time < DEATH_WINDOW_MS), now];
    this.#isCauseKnown ||= isCauseKnown;
    if (!this.#hasReplied) this.#deathsWithoutReply += 1;
    if (this.#times.length < MAX_DEATHS && this.#deathsWithoutReply < MAX_DEATHS) return;
    this.#givenUp =
      'The storage process failed several times in a row, so nothing more is saved. Nothing already saved is lost. Reload the window; see the log for details.';
  }

  /** Something was saved: what workers died of before has left the queue. */
  noteSaved(): void {
    if (!this.#isCauseKnown) return;
    this.#isCauseKnown = false;
    this.#times = [];
  }
}
