/**
 * A window in whose worker a checkpoint runs, while messages are written and searched for: how long its main thread stands still, and how
 * long requests take; then the same without a checkpoint.
 */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import type { ChatHistory } from '../../../../src/storage/api/chatHistory.js';
import { nodeFiles } from '../../../../src/storage/worker/files/files.js';
import { encodeFrame, FRAME_TRANSACTION, FRAME_VERSION } from '../../../../src/storage/worker/log/frame.js';
import { LogWriter } from '../../../../src/storage/worker/log/logWriter.js';
import { historyTransactions } from '../../historyData.js';
import { openStorage } from './openStorage.js';
import { answer, readOptions } from './program.js';

export interface CheckpointWindowOptions {
  /** A copy of a filled folder; it grows. */
  readonly folder: string;
}

/** Milliseconds. */
export interface Busy {
  readonly duration: number;
  /** The longest time in which the main thread's event loop did not turn. */
  readonly stall: number;
  readonly appends: readonly number[];
  readonly searches: readonly number[];
}

export interface CheckpointWindowFigures {
  readonly checkpoint: Busy;
  readonly control: Busy;
}

/** So many segments are worth a checkpoint, however little is in them. */
const segments = 60;
const queries = ['the', 'error mess', '"of the"', 'server', 'zi', 'function value'];

const { folder } = readOptions<CheckpointWindowOptions>();
const historyFolder = path.join(folder, 'history');
leaveSegments();
let ended = false;
const { history } = openStorage(folder, 'storageWorker', (line) => {
  if (line.startsWith('Compaction of the chat history database: a snapshot')) ended = true;
});
await history.conversations({}, 1);
const messages = historyTransactions(1_000_000, 4);
// The worker begins when nothing was asked for some seconds; the first thing it does is to seal the log.
const sealed = (): number => readdirSync(historyFolder).filter((name) => name.endsWith('.sealed')).length;
for (const before = sealed(); sealed() <= before;) await pause(20);
const checkpoint = await keepBusy(history, () => ended);
const until = performance.now() + checkpoint.duration;
const control = await keepBusy(history, () => performance.now() > until);
answer({ checkpoint, control } satisfies CheckpointWindowFigures);

async function keepBusy(chats: ChatHistory, isOver: () => boolean): Promise<Busy> {
  const started = performance.now();
  const appends: number[] = [];
  const searches: number[] = [];
  const loop = monitorEventLoopDelay({ resolution: 1 });
  loop.enable();
  const repeatedly = async (
    times: number[],
    pauseMs: number,
    action: (round: number) => Promise<unknown>,
  ): Promise<void> => {
    for (let round = 0; !isOver(); round++) {
      const begun = performance.now();
      await action(round);
      times.push(performance.now() - begun);
      await pause(pauseMs);
    }
  };
  await Promise.all([
    repeatedly(appends, 20, () => chats.append(messages.next().value ?? [], 'synced')),
    repeatedly(searches, 50, (round) => chats.search({ text: queries[round % queries.length]!, limit: 50 })),
  ]);
  loop.disable();
  return { duration: performance.now() - started, stall: loop.max / 1e6, appends, searches };
}

/** As so many windows leave them that have saved a little. */
function leaveSegments(): void {
  for (let index = 0; index < segments; index++) {
    const writer = new LogWriter(nodeFiles, historyFolder);
    const payload = Buffer.from(
      JSON.stringify([
        { type: 'conversation.set', id: `brief-${index}`, fields: { title: 'A brief one', createdAt: index } },
      ]),
    );
    const clock = BigInt(Date.now()) << 16n;
    writer.append(
      [encodeFrame({ type: FRAME_TRANSACTION, version: FRAME_VERSION, sequence: 1, clock, payload })],
      false,
    );
    writer.close();
  }
}
