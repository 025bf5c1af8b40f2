/** Fills a folder with a history, as SCOUT leaves it after some time: two snapshots, and a log of what came after them. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { HistoryEvent } from '../../../../src/storage/api/chatHistory.js';
import { historyTransactions } from '../../historyData.js';
import { nativeFiles, NativeHistory } from './nativeHistory.js';
import { openHistory } from './openHistory.js';
import { answer, readOptions } from './program.js';

export interface FillOptions {
  readonly folder: string;
  readonly messages: number;
  /** Whether the peer's files are made, too. */
  readonly hasPeers: boolean;
}

const { folder, messages, hasPeers } = readOptions<FillOptions>();
mkdirSync(folder, { recursive: true });
const { database, checkpoint } = await openHistory(folder);
let group: (readonly HistoryEvent[])[] = [];
let written = 0;
for (const events of historyTransactions(messages)) {
  group.push(events);
  written++;
  const isCheckpoint = [0.96, 0.98].some((share) => written === Math.floor(messages * share));
  if (group.length < 500 && !isCheckpoint && written < messages) continue;
  database.append(group.map((each) => ({ events: each, sync: false })));
  group = [];
  while (database.runDeferredWork());
  if (isCheckpoint) checkpoint();
}
const report = database.report()!;
database.close();
for (const [kind, file] of Object.entries(hasPeers ? nativeFiles : {})) {
  const native = new NativeHistory(path.join(folder, file), kind === 'searchable');
  native.fill(historyTransactions(messages));
  native.close();
}
answer(report);
