import type { Worker } from 'node:worker_threads';
import { abortError, ScoutError } from '../../core/errors.js';
import type { Logger } from '../../core/logger.js';
import type { LongWork } from '../api/maintenance.js';
import type { MaintenanceWork, NumberedRequest, Reply, Request, WorkerNotice } from '../protocol/workerProtocol.js';

/** So many deaths within `DEATH_WINDOW_MS` mean that another start would not help. */
const MAX_DEATHS = 3;
const DEATH_WINDOW_MS = 60_000;
/** A write is sent again once; then its caller decides. What may have killed the worker by itself is not; all else is until it is answered. */
const maxAttempts: Partial<Readonly<Record<Request['kind'], number>>> = { append: 2, maintenance: 1 };

export interface WorkerClientOptions {
  readonly startWorker: () => Worker;
  readonly logger: Logger;
  /** What the worker says without being asked. */
  readonly onNotice: (notice: WorkerNotice) => void;
  /** The worker died. Everything unanswered is on its way to the next one, unless `givenUp` says why not. */
  readonly onDeath: (givenUp: string | undefined) => void;
}

interface Pending {
  readonly message: NumberedRequest;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
  readonly onProgress?: (fraction: number) => void;
  attempts: number;
}

/**
 * Keeps one storage worker alive: started by the first request, started again when it dies. Requests it had
 * not answered are sent again in their order; a transaction sent twice changes nothing the second time.
 * After three deaths in a minute only reads still start a worker, and nothing is sent again.
 */
export class WorkerClient {
  readonly #options: WorkerClientOptions;
  readonly #pending = new Map<number, Pending>();
  #worker: Worker | undefined;
  #lastId = 0;
  #deaths: readonly number[] = [];
  #givenUp: string | undefined;

  constructor(options: WorkerClientOptions) {
    this.#options = options;
  }

  get isRunning(): boolean {
    return this.#worker !== undefined;
  }

  /** Resolves with the worker's answer. Rejects with `ScoutError('storage')`, or `AbortError` when it was stopped. */
  async work(work: MaintenanceWork, { signal, onProgress }: LongWork): Promise<unknown> {
    signal.throwIfAborted();
    const answer = this.send({ kind: 'maintenance', work }, onProgress);
    const id = this.#lastId;
    const stop = (): void => {
      if (this.#pending.has(id)) void this.send({ kind: 'cancel', of: id }).catch(() => undefined);
    };
    signal.addEventListener('abort', stop);
    try {
      const value = await answer;
      // By whomever it was stopped, also by the end of all.
      if (value === undefined) throw abortError();
      return value;
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }

  /** Resolves with the worker's answer. Rejects with `ScoutError('storage')`. */
  send(request: Request, onProgress?: (fraction: number) => void): Promise<unknown> {
    if (this.#givenUp !== undefined && request.kind === 'append') {
      return Promise.reject(new ScoutError('storage', this.#givenUp));
    }
    return new Promise((resolve, reject) => {
      const message = { id: ++this.#lastId, request };
      const pending = { message, resolve, reject, attempts: 0, ...(onProgress === undefined ? {} : { onProgress }) };
      this.#pending.set(message.id, pending);
      this.#post(pending);
    });
  }

  /** Ends the worker; what it has not answered is rejected. */
  async end(): Promise<void> {
    const worker = this.#worker;
    if (worker === undefined) return;
    this.#worker = undefined;
    await worker.terminate();
    for (const id of [...this.#pending.keys()])
      this.#settle(id)?.reject(new ScoutError('storage', 'Storage is closed.'));
    this.#options.logger.debug('The storage worker exited.');
  }

  #post(pending: Pending): void {
    pending.attempts++;
    try {
      this.#worker ??= this.#start();
      this.#worker.postMessage(pending.message);
    } catch (error) {
      // A value that cannot be cloned, or no thread could be started.
      this.#settle(pending.message.id)?.reject(
        new ScoutError('storage', 'The request could not be sent to the storage worker.', { cause: error }),
      );
    }
  }

  #start(): Worker {
    const worker = this.#options.startWorker();
    let failure: unknown;
    worker.on('message', (reply: Reply) => this.#onReply(reply));
    worker.on('error', (error) => {
      failure = error;
    });
    // An answer that cannot be read is lost; the next worker gives it again.
    worker.on('messageerror', () => void worker.terminate());
    worker.on('exit', (code) => {
      if (worker === this.#worker) this.#onDeath(failure ?? new Error(`It exited with code ${code}.`));
    });
    this.#options.logger.debug('The storage worker started.');
    return worker;
  }

  #onReply(reply: Reply): void {
    switch (reply.kind) {
      case 'done':
        this.#settle(reply.id)?.resolve(reply.value);
        break;
      case 'failed': {
        const { message, retryable, detail } = reply.failure;
        this.#settle(reply.id)?.reject(new ScoutError('storage', message, { retryable, cause: detail }));
        break;
      }
      case 'progress':
        this.#pending.get(reply.id)?.onProgress?.(reply.fraction);
        break;
      default:
        this.#options.onNotice(reply);
        break;
    }
  }

  #onDeath(failure: unknown): void {
    this.#worker = undefined;
    const now = Date.now();
    this.#deaths = [...this.#deaths.filter((time) => now - time < DEATH_WINDOW_MS), now];
    if (this.#deaths.length >= MAX_DEATHS) {
      this.#givenUp =
        'The storage process failed several times within a minute, so nothing more is saved. Nothing already saved is lost. Reload the window; see the log for details.';
    }
    this.#options.logger.error('The storage worker failed.', failure);
    this.#options.onDeath(this.#givenUp);
    const unanswered = [...this.#pending.values()];
    for (const pending of unanswered) {
      const exhausted = pending.attempts >= (maxAttempts[pending.message.request.kind] ?? Number.POSITIVE_INFINITY);
      if (this.#givenUp === undefined && !exhausted) {
        this.#post(pending);
      } else {
        const message =
          this.#givenUp ??
          'The storage process failed while saving. The change may or may not have been saved. Try again.';
        this.#settle(pending.message.id)?.reject(
          new ScoutError('storage', message, { retryable: this.#givenUp === undefined, cause: failure }),
        );
      }
    }
  }

  #settle(id: number): Pending | undefined {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    return pending;
  }
}
