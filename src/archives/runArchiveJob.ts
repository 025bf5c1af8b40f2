import { Worker } from 'node:worker_threads';
import { abortError, ScoutError } from '../core/errors.js';
import type { ArchiveHistory } from './import/historyImporter.js';
import { toError, toFailure } from './thread/threadFailure.js';
import { MessageGroups } from './thread/messageGroups.js';
import type { ArchiveJob, ArchiveJobs, FromThread, HistoryMethod, ToThread } from './thread/protocol.js';

export interface ArchiveThreadOptions {
  /** The built `archiveWorker.js`. */
  readonly workerFile: string | URL;
  readonly history: ArchiveHistory;
  /** The thread's heap, in megabytes. */
  readonly heapLimit?: number;
  /** How long a thread that was asked to stop may take until it answers, and from then until it has ended, in milliseconds. */
  readonly answerTimeoutMs?: number;
  readonly stopTimeoutMs?: number;
}

/** Room for the largest single conversation that is read, several times over. */
const HEAP_LIMIT = 2_048;
/** What is read of a conversation is soon forgotten; more room for it makes no import faster. */
const YOUNG_LIMIT = 8;
/** A thread that has not answered so long after it was asked to stop is in the middle of one huge conversation. */
const ANSWER_TIMEOUT_MS = 2_000;
/** One that has not ended so long after its answer waits for a history that does not answer. */
const STOP_TIMEOUT_MS = 10_000;
const methods: ReadonlySet<unknown> = new Set<HistoryMethod>([
  'append',
  'conversations',
  'conversation',
  'isTombstoned',
  'messages',
  'messagePages',
  'messageRanks',
  'jobs',
]);

/**
 * Imports or exports in a thread of its own, which ends with the job. The thread asks for the history through this process. Rejects as
 * `importArchives` and `exportConversations` do, and with `ScoutError('internal')` when the thread dies.
 */
export function runArchiveJob<Kind extends keyof ArchiveJobs>(
  kind: Kind,
  request: ArchiveJobs[Kind]['request'],
  options: ArchiveThreadOptions,
  signal: AbortSignal,
  onProgress: (progress: ArchiveJobs[Kind]['progress']) => void,
): Promise<ArchiveJobs[Kind]['result']> {
  if (signal.aborted) return Promise.reject(abortError());
  const { workerFile, history, heapLimit = HEAP_LIMIT } = options;
  const { answerTimeoutMs = ANSWER_TIMEOUT_MS, stopTimeoutMs = STOP_TIMEOUT_MS } = options;
  const { promise, resolve, reject } = Promise.withResolvers<ArchiveJobs[Kind]['result']>();
  const worker = new Worker(workerFile, {
    name: 'SCOUT archives',
    workerData: { kind, request } as ArchiveJob,
    resourceLimits: { maxOldGenerationSizeMb: heapLimit, maxYoungGenerationSizeMb: YOUNG_LIMIT },
  });
  const messages = new MessageGroups<ToThread>((group) => worker.postMessage(group), setImmediate);
  let timer: NodeJS.Timeout | undefined;
  const endAfter = (milliseconds: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      reject(abortError());
      void worker.terminate();
    }, milliseconds);
  };
  const stop = (): void => {
    messages.post({ kind: 'cancel' });
    endAfter(answerTimeoutMs);
  };
  signal.addEventListener('abort', stop, { once: true });
  const receive = (message: FromThread): void => {
    switch (message.kind) {
      case 'ask':
        void answer(history, message).then((reply) => messages.post(reply));
        break;
      case 'progress':
        onProgress(message.progress as ArchiveJobs[Kind]['progress']);
        break;
      case 'stopping':
        endAfter(stopTimeoutMs);
        break;
      case 'done':
        resolve(message.result as ArchiveJobs[Kind]['result']);
        break;
      case 'failed':
        reject(toError(message.failure));
        break;
    }
  };
  worker.on('message', (group: readonly FromThread[]) => group.forEach(receive));
  worker.on('error', (error) => reject(threadFailure(error)));
  worker.on('exit', (code) => reject(new ScoutError('internal', `The archive worker exited with code ${code}.`)));
  return promise.finally(() => {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  });
}

async function answer(
  history: ArchiveHistory,
  { id, method, parameters }: FromThread & { kind: 'ask' },
): Promise<ToThread> {
  try {
    if (!methods.has(method)) throw new RangeError(`The history has no method for archives called ${String(method)}.`);
    const value = await (history[method] as (...all: readonly unknown[]) => Promise<unknown>)(...parameters);
    return { kind: 'answer', id, value };
  } catch (error) {
    return { kind: 'refusal', id, failure: toFailure(error) };
  }
}

function threadFailure(error: unknown): Error {
  if (error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY') {
    return new ScoutError('internal', 'There is not enough memory for this archive: one of its chats is too large.', {
      cause: error,
    });
  }
  return new ScoutError('internal', 'The archive worker failed.', { cause: error });
}
