/** Appends messages to a history and to the peer's, in turns, each durably; through their threads, then without any. */
import path from 'node:path';
import type { HistoryEvent } from '../../../../src/storage/api/chatHistory.js';
import { historyTransactions } from '../../historyData.js';
import { NativeClient } from './nativeClient.js';
import { nativeFiles, NativeHistory } from './nativeHistory.js';
import { openHistory } from './openHistory.js';
import { openStorage } from './openStorage.js';
import { answer, readOptions } from './program.js';

export interface WriteOptions {
  /** A copy of a filled folder; it grows. */
  readonly folder: string;
  readonly rounds: number;
}

/** Milliseconds of each append. */
export type WriteTimes = Readonly<Record<'scout' | 'plain' | 'searchable', readonly number[]>>;

export interface WriteMeasurement {
  readonly throughThread: WriteTimes;
  readonly alone: WriteTimes;
}

const { folder, rounds } = readOptions<WriteOptions>();
const warmUp = 50;
const transactions = [...historyTransactions(2 * (rounds + warmUp), 2)];
const fileOf = (kind: keyof typeof nativeFiles): string => path.join(folder, nativeFiles[kind]);

answer({
  throughThread: await throughThread(transactions.slice(0, rounds + warmUp)),
  alone: await alone(transactions.slice(rounds + warmUp)),
} satisfies WriteMeasurement);

async function throughThread(each: readonly (readonly HistoryEvent[])[]): Promise<WriteTimes> {
  const storage = openStorage(folder);
  const plain = new NativeClient({ file: fileOf('plain'), isSearchable: false });
  const searchable = new NativeClient({ file: fileOf('searchable'), isSearchable: true });
  const times = await inTurns(each, {
    scout: (events) => storage.history.append(events, 'synced'),
    plain: (events) => plain.append(events),
    searchable: (events) => searchable.append(events),
  });
  await Promise.all([storage.closeHistory(), plain.close(), searchable.close()]);
  await storage.closeUsers();
  return times;
}

async function alone(each: readonly (readonly HistoryEvent[])[]): Promise<WriteTimes> {
  const { database } = await openHistory(folder);
  const plain = new NativeHistory(fileOf('plain'), false);
  const searchable = new NativeHistory(fileOf('searchable'), true);
  return inTurns(each, {
    scout(events) {
      const [failure] = database.append([{ events, sync: true }]);
      if (failure !== undefined) throw new Error(failure.message);
    },
    plain: (events) => plain.append(events),
    searchable: (events) => searchable.append(events),
  });
}

async function inTurns(
  each: readonly (readonly HistoryEvent[])[],
  subjects: Readonly<Record<keyof WriteTimes, (events: readonly HistoryEvent[]) => Promise<void> | void>>,
): Promise<WriteTimes> {
  const times = { scout: [] as number[], plain: [] as number[], searchable: [] as number[] };
  for (const [index, events] of each.entries()) {
    for (const name of ['scout', 'plain', 'searchable'] as const) {
      const started = performance.now();
      await subjects[name](events);
      // The first ones warm the compiler, and open what is opened on first use.
      if (index >= warmUp) times[name].push(performance.now() - started);
    }
  }
  return times;
}
