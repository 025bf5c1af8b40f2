/** A window in which answers arrive at the pace of a model, one after another in one chat. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Conversations } from '../../../../src/chat/conversation/conversations.js';
import { TaskRegistry } from '../../../../src/core/taskRegistry.js';
import { ScriptedModels } from '../../../support/scriptedModels.js';
import type { DiskCounts } from './countingWorker.js';
import { openStorage } from './openStorage.js';
import { answer, readOptions } from './program.js';
import { quietLogger } from './quietLogger.js';
import { lastUsedInMemory } from '../../../support/lastUsedInMemory.js';
import { openPolicy } from '../../../support/openGate.js';

export interface StreamAnswersOptions {
  readonly folder: string;
  readonly answers: number;
  /** Of each answer. */
  readonly deltas: number;
  readonly charactersPerDelta: number;
  readonly pauseMs: number;
}

const { folder, answers, deltas, charactersPerDelta, pauseMs } = readOptions<StreamAnswersOptions>();
const storage = openStorage(folder, 'countingWorker');
const models = new ScriptedModels(async function* () {
  for (let delta = 0; delta < deltas; delta++) {
    await pause(pauseMs);
    yield { type: 'text-delta', text: 'words '.repeat(charactersPerDelta).slice(0, charactersPerDelta) };
  }
  yield { type: 'usage', usage: { inputTokens: 100, outputTokens: 500 } };
  yield { type: 'finish', reason: 'stop', rawReason: 'end_turn' };
});
const conversations = new Conversations({
  lastUsed: lastUsedInMemory(),
  history: storage.history,
  unsavable: storage.unsavable,
  models,
  logger: quietLogger,
  tasks: new TaskRegistry(quietLogger),
  workspace: null,
  policy: openPolicy,
  onFirstAnswer: () => undefined,
});
const { session } = conversations.create();
const disk = (): DiskCounts => JSON.parse(readFileSync(path.join(folder, 'disk.json'), 'utf8')) as DiskCounts;

async function ask(): Promise<void> {
  session.send('What is new?');
  while (!session.isIdle) await pause(20);
}

// The first one begins files.
await ask();
const before = disk();
for (let count = 0; count < answers; count++) await ask();
const after = disk();
await storage.closeUsers();
await storage.closeHistory();
answer({ syncs: after.syncs - before.syncs, bytes: after.bytes - before.bytes } satisfies DiskCounts);
