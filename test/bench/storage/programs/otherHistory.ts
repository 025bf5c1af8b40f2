/** What other windows leave in a folder, made beforehand and put there in an instant. */
import { mkdirSync, readdirSync, renameSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { ChatHistory, HistoryEvent } from '../../../../src/storage/api/chatHistory.js';
import { nodeFiles } from '../../../../src/storage/worker/files/files.js';
import { encodeFrame, FRAME_TRANSACTION, FRAME_VERSION } from '../../../../src/storage/worker/log/frame.js';
import { LogWriter } from '../../../../src/storage/worker/log/logWriter.js';
import { formatSnapshotName, parseSnapshotName } from '../../../../src/storage/worker/snapshot/snapshotName.js';
import { historyTransactions } from '../../historyData.js';
import { openHistory } from './openHistory.js';

/** The last message of what another window has written, and how to put that into the folder. */
export interface Elsewhere {
  readonly conversationId: string;
  readonly messageId: string;
  readonly give: () => void;
}

/** A log of so many messages. */
export function otherLog(folder: string, messages: number): Elsewhere {
  const aside = path.join(folder, 'aside');
  mkdirSync(aside);
  const writer = new LogWriter(nodeFiles, aside);
  const transactions = [...historyTransactions(messages, 8)];
  for (const events of transactions) {
    const payload = Buffer.from(JSON.stringify(events));
    const clock = BigInt(Date.now()) << 16n;
    const sequence = writer.nextSequence;
    writer.append([encodeFrame({ type: FRAME_TRANSACTION, version: FRAME_VERSION, sequence, clock, payload })], false);
  }
  writer.close();
  return { ...lastOf(transactions), give: () => moveAll(aside, path.join(folder, 'history'), (name) => name) };
}

/** A snapshot of another history of so many messages. */
export async function otherSnapshot(folder: string, messages: number): Promise<Elsewhere> {
  const aside = path.join(folder, 'aside');
  const { database, checkpoint } = await openHistory(aside);
  const transactions = [...historyTransactions(messages, 9)];
  database.append(transactions.map((events) => ({ events, sync: false })));
  checkpoint();
  database.close();
  const renamed = (name: string): string | undefined => {
    const parsed = parseSnapshotName(name);
    return parsed && formatSnapshotName({ ...parsed, number: 9_000 });
  };
  return {
    ...lastOf(transactions),
    give: () => moveAll(path.join(aside, 'history'), path.join(folder, 'history'), renamed),
  };
}

/** Puts it there, and waits until all of it shows. */
export async function readAll(history: ChatHistory, { conversationId, messageId, give }: Elsewhere): Promise<void> {
  give();
  while (!(await history.messageRanks(conversationId)).some(([id]) => id === messageId)) await pause(100);
}

function lastOf(transactions: readonly (readonly HistoryEvent[])[]): Pick<Elsewhere, 'conversationId' | 'messageId'> {
  const put = transactions.at(-1)!.find((event) => event.type === 'message.put')!;
  return { conversationId: put.message.conversationId, messageId: put.message.id };
}

function moveAll(from: string, to: string, nameOf: (name: string) => string | undefined): void {
  for (const name of readdirSync(from)) {
    const target = nameOf(name);
    if (target !== undefined) renameSync(path.join(from, name), path.join(to, target));
  }
}
