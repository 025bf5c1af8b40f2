import type { Worker } from 'node:worker_threads';
import { abortError, ScoutError } from '../../core/errors.js';
import type { Logger } from '../../core/logger.js';
import type { LongWork } from '../api/maintenance.js';
import type { MaintenanceWork, Reply, Request, WorkerNotice } from '../protocol/workerProtocol.js';
import { WorkerProgress } from '../protocol/workerProgress.js';
import type { PendingRequest } from './pendingRequest.js';
import { ProgressWatch } from './progressWatch.js';
import { errorOf, rejection } from './requestErrors.js';
import { RequestReplay } from './requestReplay.js';
import { WorkerDeaths } from './workerDeaths.js';

/** For how long a worker may do nothing although it has something to do, in milliseconds. */
const defaultHangMs = 30_000;

export interface WorkerClientOptions {
  readonly startWorker: (progress: WorkerProgress) => Worker;
  readonly logger: Logger;
  /** What the worker says without being asked. */
  readonly onNotice: (notice: WorkerNotice) => void;
  /** The worker died. Everything unanswered is on its way to the next one, unless `givenUp` says why not. */
  readonly onDeath: (givenUp: string | undefined) => void;
  readonly hangMs?: number | undefined;
}

/**
 * Keeps one storage worker alive: started by the first request, started again when it dies, and ended and started again when it hangs.
 * Requests it had not answered are sent again once, see `RequestReplay`; a transaction sent twice changes nothing the second time.
 * After three deaths in a row only reads still start a worker, and nothing is sent again.
 */
export class WorkerClient {
  readonly #options: WorkerClientOptions;
  readonly #pending = new Map<number, PendingRequest>();
  readonly #replay = new RequestReplay((pending) => this.#post(pending));
  readonly #deaths = new WorkerDeaths();
  #worker: Worker | undefined;
  #watch: ProgressWatch | undefined;
  #lastId = 0;

  constructor(options: WorkerClientOptions) {
    this.#options = options;
  }

  get isRunning(): boolean {
    return this.#worker !== undefined;
  }

  /** Resolves with the worker's answer. Rejects with `ScoutError('storage')`, or `AbortError` when it was stopped. */
  work(work: MaintenanceWork, { signal, onProgress }: LongWork): Promise<unknown> {
    return this.sendUntil(signal, { kind: 'maintenance', work }, onProgress);
  }

  /** The same for a request that takes long, and whose answer is never `undefined`. */
  async sendUntil(signal: AbortSignal, request: Request, onProgress?: (fraction: number) => void): Promise<unknown> {
    signal.throwIfAborted();
    const answer = this.send(request, onProgress);
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

  /** Resolves with the worker's answer. Rejects with `ScoutError`: see `ChatHistory`. */
  send(request: Request, onProgress?: (fraction: number) => void): Promise<unknown> {
    const { givenUp } = this.#deaths;
    if (givenUp !== undefined && request.kind === 'append') return Promise.reject(new ScoutError('storage', givenUp));
    return new Promise((resolve, reject) => {
      const message = { id: ++this.#lastId, request };
      const pending = { message, resolve, reject, attempts: 0, ...(onProgress === undefined ? {} : { onProgress }) };
      this.#pending.set(message.id, pending);
      this.#replay.send(pending);
    });
  }

  /** Ends the worker; what it has not answered is rejected. */
  async end(): Promise<void> {
    const worker = this.#worker;
    if (worker === undefined) return;
    this.#worker = undefined;
    this.#watch?.dispose();
    await worker.terminate();
    for (const id of [...this.#pending.keys()])
      this.#settle(id)?.reject(new ScoutError('storage', 'Storage is closed.'));
    this.#options.logger.debug('The storage worker exited.');
  }

  #post(pending: PendingRequest): void {
    pending.attempts++;
    const { id, request } = pending.message;
    try {
      this.#worker ??= this.#start();
    } catch (error) {
      const message = 'The storage worker could not be started.';
      this.#settle(id)?.reject(new ScoutError('storage', message, { cause: error }));
      return;
    }
    try {
      this.#worker.postMessage(pending.message);
    } catch (error) {
      // A value that cannot be cloned.
      const code = request.kind === 'append' ? 'unsavable' : 'storage';
      const message = 'The request could not be sent to the storage worker.';
      this.#settle(id)?.reject(new ScoutError(code, message, { cause: error }));
    }
  }

  #start(): Worker {
    const progress = new WorkerProgress();
    const worker = this.#options.startWorker(progress);
    this.#deaths.noteStart();
    let failure: unknown;
    worker.on('message', (reply: Reply) => {
      if (worker === this.#worker) this.#onReply(reply);
    });
    worker.on('error', (error) => {
      failure = error;
    });
    // An answer that cannot be read is lost; the next worker gives it again.
    worker.on('messageerror', () => void worker.terminate());
    worker.on('exit', (code) => {
      if (worker === this.#worker) this.#onDeath(failure ?? new Error(`It exited with code ${code}.`));
    });
    this.#watch = new ProgressWatch(
      progress,
      this.#options.hangMs ?? defaultHangMs,
      () => this.#pending.size > 0,
      () => {
        // The next one starts at once: ending a thread can take as long as the system call it may be in by now.
        if (worker === this.#worker) this.#onDeath(new Error('It stopped responding.'));
        void worker.terminate();
      },
    );
    this.#options.logger.debug('The storage worker started.');
    return worker;
  }

  #onReply(reply: Reply): void {
    this.#deaths.noteMessage();
    switch (reply.kind) {
      case 'done': {
        const pending = this.#settle(reply.id);
        if (pending?.message.request.kind === 'append') this.#deaths.noteSaved();
        pending?.resolve(reply.value);
        break;
      }
      case 'failed':
        this.#settle(reply.id)?.reject(errorOf(reply.failure));
        break;
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
    this.#watch?.dispose();
    const fatalRequest = this.#deaths.isRequestTheCause ? this.#replay.fatalRequest : undefined;
    this.#deaths.noteDeath(fatalRequest !== undefined);
    const { givenUp } = this.#deaths;
    this.#options.logger.error('The storage worker failed.', failure);
    this.#options.onDeath(givenUp);
    for (const pending of [...this.#pending.values()]) {
      const error = rejection(pending, fatalRequest, givenUp, failure);
      if (error !== undefined) this.#pending.delete(pending.message.id);
      if (error !== undefined) pending.reject(error);
    }
    this.#replay.restart([...this.#pending.values()]);
  }

  #settle(id: number): PendingRequest | undefined {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    this.#replay.noteSettled(id);
    return pending;
  }
}
