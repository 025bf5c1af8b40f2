/** The peer in a thread of its own, asked in the same way as SCOUT's. */
import { parentPort, workerData } from 'node:worker_threads';
import type { HistoryEvent } from '../../../../src/storage/chatHistory.js';
import { NativeHistory } from './nativeHistory.js';

export interface NativeWorkerOptions {
  readonly file: string;
  readonly isSearchable: boolean;
}

/** Answered with the conversations, or `undefined` once the events are durable. */
export type NativeRequest = { readonly id: number } & ({ readonly append: readonly HistoryEvent[] } | { readonly conversations: number });

const { file, isSearchable } = workerData as NativeWorkerOptions;
const history = new NativeHistory(file, isSearchable);
parentPort!.on('message', (request: NativeRequest) => {
  const value = 'append' in request ? history.append(request.append) : history.conversations(request.conversations);
  parentPort!.postMessage({ id: request.id, value });
});
