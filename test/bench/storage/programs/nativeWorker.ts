/** The peer in a thread of its own, asked in the same way as SCOUT's. */
import { parentPort, workerData } from 'node:worker_threads';
import { NativeHistory } from './nativeHistory.js';

export interface NativeWorkerOptions {
  readonly file: string;
  readonly isSearchable: boolean;
}

/** A call of one of the peer's methods, with its one argument; answered with what it returns. */
export interface NativeRequest {
  readonly id: number;
  readonly name: 'append' | 'conversations' | 'messages';
  readonly argument: unknown;
}

const { file, isSearchable } = workerData as NativeWorkerOptions;
const history = new NativeHistory(file, isSearchable);
parentPort!.on('message', ({ id, name, argument }: NativeRequest) => {
  parentPort!.postMessage({ id, value: history[name](argument as never) });
});
