import { parentPort, workerData } from 'node:worker_threads';
import type { DocumentAnswer, DocumentJob } from './protocol.js';

/** The entry of the thread that reads one document and ends. What fails in another way than a document can is the thread's own error. */
async function answerTo(job: DocumentJob): Promise<DocumentAnswer> {
  if (job.kind === 'html') {
    const { htmlText } = await import('./htmlText.js');
    return { kind: 'html', result: htmlText(job.html, job.maximum) };
  }
  const { pdfText, PdfFailure } = await import('./pdfText.js');
  try {
    return { kind: 'pdf', result: await pdfText(job.bytes, job.maximum, job.maximumPages) };
  } catch (error) {
    if (error instanceof PdfFailure) return { kind: 'failed', failure: error.failure };
    throw error;
  }
}

if (parentPort !== null) parentPort.postMessage(await answerTo(workerData as DocumentJob));
