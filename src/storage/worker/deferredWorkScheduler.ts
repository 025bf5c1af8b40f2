/** What was deferred while something was saved waits until no request has come for so long. */
const DELAY_MS = 100;

/** Runs what databases have deferred, in small parts, when there is nothing else to do. */
export class DeferredWorkScheduler {
  readonly #runPart: () => boolean;
  #timer: NodeJS.Timeout | undefined;

  /** @param runPart does a part of the work and returns whether there may be more. */
  constructor(runPart: () => boolean) {
    this.#runPart = runPart;
  }

  /** There may be something to do. Each call puts it off anew. */
  schedule(): void {
    this.#runAfter(DELAY_MS);
  }

  #runAfter(delay: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (this.#runPart()) this.#runAfter(0);
    }, delay).unref();
  }
}
