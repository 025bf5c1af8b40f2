import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { abortError } from '../../core/errors.js';
import { exportConversations } from '../export/exportConversations.js';
import { importArchives } from '../import/importArchives.js';
import { toFailure } from './threadFailure.js';
import { MessageGroups } from './messageGroups.js';
import type { ArchiveJob, FromThread, ToThread } from './protocol.js';
import { RemoteHistory } from './remoteHistory.js';

/** The shortest time between two reports of the progress, in milliseconds. */
const PROGRESS_INTERVAL_MS = 100;

/** The entry of the thread that imports or exports: one job, then it ends. */
async function run(port: MessagePort, job: ArchiveJob): Promise<void> {
  const messages = new MessageGroups<FromThread>((group) => port.postMessage(group), queueMicrotask);
  const post = (message: FromThread): void => messages.post(message);
  const stop = new AbortController();
  const history = new RemoteHistory(post);
  port.on('message', (group: readonly ToThread[]) => {
    for (const message of group) {
      if (message.kind === 'cancel') {
        stop.abort(abortError());
        post({ kind: 'stopping' });
      } else history.receiveReply(message);
    }
  });
  let reportedAt = 0;
  const onProgress = (progress: unknown): void => {
    const now = performance.now();
    if (now - reportedAt < PROGRESS_INTERVAL_MS) return;
    reportedAt = now;
    post({ kind: 'progress', progress });
  };
  try {
    const result =
      job.kind === 'import'
        ? await importArchives(job.request, history, stop.signal, onProgress)
        : await exportConversations(job.request, history, stop.signal, onProgress);
    post({ kind: 'done', result });
  } catch (error) {
    post({ kind: 'failed', failure: toFailure(error) });
  } finally {
    messages.flush();
    port.close();
  }
}

if (parentPort !== null) void run(parentPort, workerData as ArchiveJob);
