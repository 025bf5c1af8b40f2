/** A window that does long work while small requests come: how long each of these waits. */
import { copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { HistoryEvent } from '../../../../src/storage/api/chatHistory.js';
import type { LongWork } from '../../../../src/storage/api/maintenance.js';
import { formatBackupName } from '../../../../src/storage/worker/maintenance/backupName.js';
import { historyTransactions } from '../../historyData.js';
import { HistoryText } from '../../historyText.js';
import { randomNumbers } from '../../../support/randomNumbers.js';
import type { StepTask } from '../stepTasks.js';
import { openStorage } from './openStorage.js';
import { otherLog, otherSnapshot, readAll } from './otherHistory.js';
import { longestTurn } from './turns.js';
import { answer, readOptions } from './program.js';

export interface StepsOptions {
  /** A copy of a filled folder; it grows. */
  readonly folder: string;
  readonly task: StepTask;
  /** Whether the window is closed in the midst of the work, and only that is measured. */
  readonly isClosedMeanwhile: boolean;
}

/** Milliseconds. */
export interface StepsFigures {
  readonly duration: number;
  /** Of each small request. */
  readonly waits: readonly number[];
  readonly control: readonly number[];
  readonly closing: number;
  /** CPU of the worker's longest turn during the work. */
  readonly longestTurn: number;
}

const controlMs = 3_000;
const huge = 'a-huge-conversation';
const { folder, task, isClosedMeanwhile } = readOptions<StepsOptions>();
const storage = openStorage(folder, 'meteredWorker');
const { history, maintenance, users } = storage;
const uninterrupted: LongWork = { signal: new AbortController().signal, onProgress: () => undefined };
const small = historyTransactions(1_000_000, 4);
await history.conversations({}, 1);
await users.users();
const work = await prepare();
const control = isClosedMeanwhile ? [] : await ask(pause(controlMs).then(() => undefined));
const started = performance.now();
const begun = Date.now();
const running = work();
if (isClosedMeanwhile) {
  running.catch(() => undefined);
  await pause(500);
  const closed = performance.now();
  await Promise.all([storage.closeUsers(), storage.closeHistory()]);
  answer({
    duration: 0,
    waits: [],
    control,
    closing: performance.now() - closed,
    longestTurn: 0,
  } satisfies StepsFigures);
} else {
  const waits = await ask(running);
  answer({
    duration: performance.now() - started,
    waits,
    control,
    closing: 0,
    longestTurn: longestTurn(folder, begun),
  } satisfies StepsFigures);
}

/** Gets everything ready that is no part of the work. */
async function prepare(): Promise<() => Promise<unknown>> {
  switch (task) {
    case 'import':
      return () => importMessages(5_000);
    case 'index after an import':
      await importMessages(5_000);
      return untilIndexed;
    case 'a huge chat deleted for good':
      await fillHuge(5_000);
      return async () => {
        await history.append([{ type: 'conversation.tombstone', id: huge }], 'synced');
        await pause(3_000);
      };
    case 'erase':
      await fillHuge(200);
      await history.append([{ type: 'conversation.tombstone', id: huge }], 'synced');
      return () => maintenance.eraseDeleted(uninterrupted);
    case 'check':
      return () => maintenance.check(uninterrupted);
    case 'backup restored':
      return deleteAndRestore();
    case 'recovery':
      return () => maintenance.recover(uninterrupted);
    case "another window's import": {
      const log = otherLog(folder, 5_000);
      return () => readAll(history, log);
    }
    case 'another snapshot merged': {
      const snapshot = await otherSnapshot(folder, 5_000);
      return () => readAll(history, snapshot);
    }
    case 'exact search':
      return async () => {
        for (let round = 0; round < 5; round++) await history.search({ text: 'zzyzx &&', exact: true, limit: 50 });
      };
    case 'many messages saved at once':
      return () => Promise.all([...historyTransactions(2_000, 7)].map((events) => history.append(events, 'synced')));
    case 'a message of 10 MB indexed':
      await saveLarge();
      return untilIndexed;
    case 'a message of 10 MB deleted for good':
      await saveLarge();
      await untilIndexed();
      return async () => {
        await history.append([{ type: 'conversation.tombstone', id: huge }], 'synced');
        await pause(5_000);
      };
  }
}

async function untilIndexed(): Promise<void> {
  while ((await history.search({ text: 'zzyzx', limit: 1 })).pending > 0) await pause(300);
}

async function saveLarge(): Promise<void> {
  await untilIndexed();
  const source = new HistoryText(randomNumbers(10));
  let text = '';
  while (text.length < 10_000_000) text += `${source.message(20_000, true)}\n\n`;
  const place = { id: 'large', conversationId: huge, parentId: null, createdAt: Date.now() };
  await history.append(
    [
      { type: 'message.put', message: { ...place, role: 'user', parts: [{ type: 'text', text }], status: 'complete' } },
      { type: 'conversation.set', id: huge, fields: { title: 'A huge one', createdAt: 1 } },
    ],
    'synced',
  );
}

/** From a snapshot of all there was, after a tenth of it was deleted for good. */
async function deleteAndRestore(): Promise<() => Promise<unknown>> {
  const [newest] = readdirSync(path.join(folder, 'history'))
    .filter((name) => name.endsWith('.db'))
    .sort()
    .reverse();
  const backup = formatBackupName({ database: 'history', createdAt: Date.now() });
  mkdirSync(path.join(folder, 'backups'), { recursive: true });
  copyFileSync(path.join(folder, 'history', newest!), path.join(folder, 'backups', backup));
  const conversations = await history.conversations({}, 500);
  for (const { id } of conversations) await history.append([{ type: 'conversation.tombstone', id }], 'synced');
  return () => maintenance.restore(backup, uninterrupted);
}

/** As the importer does: a conversation or part of one at a time. */
async function importMessages(messages: number): Promise<void> {
  let group: HistoryEvent[] = [];
  for (const events of historyTransactions(messages, 5)) {
    group.push(...events);
    if (group.length < 100) continue;
    await history.append(group, 'synced');
    group = [];
  }
  await history.append(group, 'synced');
}

async function fillHuge(messages: number): Promise<void> {
  let group: HistoryEvent[] = [{ type: 'conversation.set', id: huge, fields: { title: 'A huge one', createdAt: 1 } }];
  for (const events of historyTransactions(messages, 6)) {
    for (const event of events)
      if (event.type === 'message.put') group.push({ ...event, message: { ...event.message, conversationId: huge } });
    if (group.length < 200) continue;
    await history.append(group, 'synced');
    group = [];
  }
  await history.append(group, 'synced');
  await untilIndexed();
}

/** Small requests, one after another, until the work has ended. */
async function ask(until: Promise<unknown>): Promise<readonly number[]> {
  let isOver = false;
  const over = until.finally(() => (isOver = true));
  const waits: number[] = [];
  const requests = [
    () => history.append(small.next().value ?? [], 'synced'),
    () => history.search({ text: 'error mess', limit: 50 }),
    () => history.conversations({}, 50),
  ];
  for (let round = 0; !isOver; round++) {
    const begun = performance.now();
    await requests[round % requests.length]!();
    waits.push(performance.now() - begun);
    await pause(15);
  }
  await over;
  return waits;
}
