import type { Durability } from '../api/chatHistory.js';
import type { DatabaseName, NumberedRequest, Request } from '../protocol/workerProtocol.js';
import { countCharacters } from './countCharacters.js';

export interface AppendRequest {
  readonly id: number;
  readonly events: readonly unknown[];
  readonly durability: Durability;
}

export type OtherRequest = Exclude<Request, { readonly kind: 'append' }>;

/** So many appends share a sync, at most: the first of them is not to wait for all others. */
const MAX_GROUP = 32;
/** With as many characters no more appends are added: they are applied in one step. */
const MAX_CHARACTERS = 512 * 1024;

export interface RequestHandlers {
  /** Appends to one database that came one after another. */
  readonly onAppends: (database: DatabaseName, requests: readonly AppendRequest[]) => void;
  readonly onRequest: (id: number, request: OtherRequest) => void;
  /** Nothing is waiting any more. */
  readonly onEmpty: () => void;
}

/**
 * Hands requests over in the order they came. Appends to one database that follow each other are handed over together, so that they can share
 * one sync. When many wait, it is the event loop's turn now and then.
 */
export class RequestQueue {
  readonly #handlers: RequestHandlers;
  readonly #sliceMs: number;
  readonly #waiting: NumberedRequest[] = [];
  #isScheduled = false;
  #lastRequest = performance.now();

  /** @param sliceMs requests are handed over for about so long before the event loop has its turn; at least one, or one group of appends. */
  constructor(handlers: RequestHandlers, sliceMs: number) {
    this.#handlers = handlers;
    this.#sliceMs = sliceMs;
  }

  /** How long nothing has been asked for. Milliseconds. */
  get idleMs(): number {
    return performance.now() - this.#lastRequest;
  }

  /** Whether there are requests that are yet to be handled. */
  get isWaiting(): boolean {
    return this.#waiting.length > 0;
  }

  add(request: NumberedRequest): void {
    // Everything that came while the last group was being synced is delivered before this runs.
    this.#waiting.push(request);
    this.#schedule();
  }

  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    setImmediate(() => this.#handleWaiting());
  }

  #handleWaiting(): void {
    this.#isScheduled = false;
    this.#lastRequest = performance.now();
    const until = this.#lastRequest + this.#sliceMs;
    // What is handed over may add requests.
    let left = this.#waiting.length;
    do left -= this.#handleFirst(left);
    while (left > 0 && performance.now() < until);
    if (this.#waiting.length > 0) this.#schedule();
    else this.#handlers.onEmpty();
  }

  /** @returns how many of the first so many were handed over. */
  #handleFirst(most: number): number {
    const { id, request } = this.#waiting[0]!;
    if (request.kind !== 'append') {
      this.#waiting.shift();
      this.#handlers.onRequest(id, request);
      return 1;
    }
    const { database } = request;
    const appends = this.#waiting.splice(0, this.#groupLength(database, most)).map(appendOf);
    this.#handlers.onAppends(database, appends);
    return appends.length;
  }

  #groupLength(database: DatabaseName, most: number): number {
    let characters = 0;
    let length = 0;
    while (length < Math.min(most, MAX_GROUP) && characters < MAX_CHARACTERS) {
      const { request } = this.#waiting[length]!;
      if (request.kind !== 'append' || request.database !== database) break;
      characters += countCharacters(request.events, MAX_CHARACTERS);
      length++;
    }
    return length;
  }
}

function appendOf({ id, request }: NumberedRequest): AppendRequest {
  const { events, durability } = request as Extract<Request, { readonly kind: 'append' }>;
  return { id, events, durability };
}
