import { Worker } from 'node:worker_threads';
import type { DatabaseName } from '../../protocol/workerProtocol.js';
import type { Step } from '../step.js';
import type { CheckedImage, ImageWork } from './imageWork.js';

/** What such a thread is given: what it is to do, and with what. */
export interface ImageThreadData {
  readonly work: keyof ImageWork;
  readonly database: DatabaseName;
  /** Of the image, whose memory is handed over. */
  readonly memory: ArrayBuffer;
  readonly length: number;
  readonly sqlJsDirectory: string;
}

/** What it answers, once. */
export type ImageThreadAnswer =
  { readonly done: Uint8Array | CheckedImage } | { readonly failed: string; readonly stack: string };

/**
 * Does each piece of work in a thread of its own, which ends with it, and is ended when the work is given up.
 * @param file the thread's program.
 */
export function imageWorkInThreads(file: URL, sqlJsDirectory: string): ImageWork {
  function* work(name: keyof ImageWork, database: DatabaseName, image: Uint8Array): Generator<Step, unknown> {
    const memory = image.buffer as ArrayBuffer;
    const workerData: ImageThreadData = { work: name, database, memory, length: image.length, sqlJsDirectory };
    const thread = new Worker(file, { workerData, transferList: [memory], name: 'SCOUT storage: image' });
    const answered = Promise.withResolvers<ImageThreadAnswer>();
    thread.once('message', answered.resolve);
    thread.once('error', (error: unknown) => answered.resolve(failureOf(error)));
    thread.once('exit', () => answered.resolve({ failed: 'The thread ended.', stack: '' }));
    let answer: ImageThreadAnswer | undefined;
    try {
      yield answered.promise.then((value) => void (answer = value));
    } finally {
      void thread.terminate();
    }
    if (answer === undefined || 'failed' in answer) throw errorOf(name, answer);
    return answer.done;
  }
  return {
    *scrub(database, image) {
      return (yield* work('scrub', database, image)) as Uint8Array;
    },
    *check(database, image) {
      return (yield* work('check', database, image)) as CheckedImage;
    },
  };
}

export function failureOf(error: unknown): ImageThreadAnswer {
  return error instanceof Error
    ? { failed: error.message, stack: error.stack ?? '' }
    : { failed: String(error), stack: '' };
}

/** Whoever asked for the work treats it as what the system refused: the database itself is as it was. */
function errorOf(name: string, answer: Extract<ImageThreadAnswer, { readonly failed: string }> | undefined): Error {
  return Object.assign(new Error(answer?.failed ?? 'It was not carried out.'), {
    code: 'EIO',
    syscall: name,
    stack: answer?.stack ?? '',
  });
}
