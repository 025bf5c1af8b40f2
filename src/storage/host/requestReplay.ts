import type { PendingRequest } from './pendingRequest.js';

/**
 * Sends requests to the worker in their order; after a death those that were not answered one at a time, and only then what has come since:
 * if the next worker dies as well, it is known of which request.
 */
export class RequestReplay {
  readonly #post: (pending: PendingRequest) => void;
  #waiting: PendingRequest[] = [];
  #alone: number | undefined;

  /** @param post must not throw. */
  constructor(post: (pending: PendingRequest) => void) {
    this.#post = post;
  }

  /** The request that the worker has alone, and that another worker did not survive; `undefined` when there is none. */
  get fatalRequest(): number | undefined {
    return this.#alone;
  }

  send(pending: PendingRequest): void {
    if (this.#alone === undefined) this.#post(pending);
    else this.#waiting.push(pending);
  }

  /** The request is answered, or given up. */
  noteSettled(id: number): void {
    if (id !== this.#alone) return;
    this.#alone = undefined;
    this.#sendNext();
  }

  /** The worker is gone. @param unanswered in their order. */
  restart(unanswered: readonly PendingRequest[]): void {
    this.#waiting = [...unanswered];
    this.#alone = undefined;
    this.#sendNext();
  }

  #sendNext(): void {
    while (this.#alone === undefined) {
      const next = this.#waiting.shift();
      if (next === undefined) return;
      if (next.attempts > 0) this.#alone = next.message.id;
      this.#post(next);
    }
  }
}
