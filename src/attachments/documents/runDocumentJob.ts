import { Worker } from 'node:worker_threads';
import { abortError } from '../../core/errors.js';
import { Semaphore } from '../../core/semaphore.js';
import type { DocumentAnswer, DocumentFailure, DocumentJob, HtmlText, PdfText } from './protocol.js';

/** Megabytes: room for a page of 5 MB as a tree, or for the fonts of a PDF. */
const heapLimit = 768;
/** A document that takes longer is made to. In milliseconds. */
const timeLimitMs = 30_000;

/** How many are read at once: each may take all of its heap. */
const documentsAtATime = 2;
const slots = new Semaphore(documentsAtATime);

/** Why a document could not be read: what the document is, or what it takes. */
export class DocumentError extends Error {
  override readonly name = 'DocumentError';
  readonly failure: DocumentFailure | 'too-much';

  constructor(failure: DocumentFailure | 'too-much') {
    super(failure);
    this.failure = failure;
  }
}

type Result<Kind extends DocumentJob['kind']> = Kind extends 'html' ? HtmlText : PdfText;

/**
 * Reads a document in a thread of its own, which ends with it: a large page takes seconds, and a hostile one all memory it is given.
 * Two are read at once; the others wait, which does not count as reading.
 * @param workerFile the built `documentWorker.js` @param limitMs how long it may take, in milliseconds
 * @throws DocumentError, `AbortError`
 */
export function runDocumentJob<Kind extends DocumentJob['kind']>(
  job: DocumentJob & { readonly kind: Kind },
  workerFile: string | URL,
  signal: AbortSignal,
  limitMs = timeLimitMs,
): Promise<Result<Kind>> {
  return slots.run(signal, async () => {
    const answer = await answerOf(job, workerFile, signal, limitMs);
    if (answer.kind === 'failed') throw new DocumentError(answer.failure);
    return answer.result as Result<Kind>;
  });
}

async function answerOf(
  job: DocumentJob,
  workerFile: string | URL,
  signal: AbortSignal,
  limitMs: number,
): Promise<DocumentAnswer> {
  const { promise, resolve, reject } = Promise.withResolvers<DocumentAnswer>();
  const worker = new Worker(workerFile, {
    name: 'SCOUT documents',
    workerData: job,
    resourceLimits: { maxOldGenerationSizeMb: heapLimit },
    // What libraries say of a document is nobody's business.
    stdout: true,
    stderr: true,
  });
  const stop = (): void => reject(abortError());
  signal.addEventListener('abort', stop, { once: true });
  const timer = setTimeout(() => reject(new DocumentError('too-much')), limitMs);
  worker.once('message', resolve);
  worker.once('error', () => reject(new DocumentError('too-much')));
  worker.once('exit', () => reject(new DocumentError('too-much')));
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
    await worker.terminate();
  }
}
