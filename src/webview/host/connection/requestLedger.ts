/** How a request ended: done, or not and never. */
export type RequestOutcome = 'acknowledged' | 'refused';

/** How many requests are remembered after their end. A view repeats only what it has no answer to. */
const rememberedRequests = 1_000;

/** Carries out each request of one view once, however often it arrives. */
export class RequestLedger {
  readonly #outcomes = new Map<string, Promise<RequestOutcome>>();
  readonly #ended = new Set<string>();

  /**
   * @param handle rejects when the request is refused.
   * @param mayTryAgain whether one that was refused is tried when it comes again; otherwise it is refused again.
   * @returns how the request ended, when it arrived first. Never rejects.
   */
  run(id: string, handle: () => Promise<void>, mayTryAgain = true): Promise<RequestOutcome> {
    const known = this.#outcomes.get(id);
    if (known !== undefined) return known;
    const outcome = handle().then(
      () => this.#end(id, 'acknowledged'),
      (): RequestOutcome => {
        if (!mayTryAgain) return this.#end(id, 'refused');
        this.#outcomes.delete(id);
        return 'refused';
      },
    );
    this.#outcomes.set(id, outcome);
    return outcome;
  }

  #end(id: string, outcome: RequestOutcome): RequestOutcome {
    this.#ended.add(id);
    const [oldest] = this.#ended;
    if (this.#ended.size > rememberedRequests && oldest !== undefined) {
      this.#ended.delete(oldest);
      this.#outcomes.delete(oldest);
    }
    return outcome;
  }
}
