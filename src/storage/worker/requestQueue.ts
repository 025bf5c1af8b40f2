import type { Durability } from '../api/chatHistory.js';
import type { DatabaseName, NumberedRequest, Request } from '../protocol/workerProtocol.js';

export interface AppendRequest {
  readonly id: number;
  readonly events: readonly unknown[];
  readonly durability: Durability;
}

export type OtherRequest = Exclude<Request, { readonly kind: 'append' }>;

/** So many appends share a sync, at most: the first of them is not to wait for all others. */
const MAX_GROUP = 32;

export interface RequestHandlers {
  /** Appends to one database that came one after another. */
  readonly onAppends: (database: DatabaseName, requests: readonly AppendRequest[]) => void;
  readonly onRequest: (id: number, request: OtherRequest) => void;
  /** Nothing is waiting any more. */
  readonly onEmpty: () => void;
}

/**
 * Hands requests over in the order they came, those that wait at the same time in one go, so that appends to one database
 * that follow each other can share one sync.
 */
export class RequestQueue {
  readonly #handlers: RequestHandlers;
  #waiting: NumberedRequest[] = [];
  #lastRequest = performance.now();

  constructor(handlers: RequestHandlers) {
    this.#handlers = handlers;
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
    if (this.#waiting.push(request) === 1) setImmediate(() => this.#handleWaiting());
  }

  #handleWaiting(): void {
    const requests = this.#waiting;
    this.#waiting = [];
    this.#lastRequest = performance.now();
    for (const group of groupRequests(requests)) {
      if (group.kind === 'appends') this.#handlers.onAppends(group.database, group.requests);
      else this.#handlers.onRequest(group.id, group.request);
    }
    this.#handlers.onEmpty();
  }
}

type RequestGroup =
  | { readonly kind: 'appends'; readonly database: DatabaseName; readonly requests: AppendRequest[] }
  | { readonly kind: 'other'; readonly id: number; readonly request: OtherRequest };

function groupRequests(requests: readonly NumberedRequest[]): readonly RequestGroup[] {
  const groups: RequestGroup[] = [];
  for (const { id, request } of requests) {
    if (request.kind !== 'append') {
      groups.push({ kind: 'other', id, request });
      continue;
    }
    const { database, events, durability } = request;
    const last = groups.at(-1);
    if (last?.kind === 'appends' && last.database === database && last.requests.length < MAX_GROUP)
      last.requests.push({ id, events, durability });
    else groups.push({ kind: 'appends', database, requests: [{ id, events, durability }] });
  }
  return groups;
}
