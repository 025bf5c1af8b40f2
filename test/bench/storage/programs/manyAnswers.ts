/** A window in which very many questions are answered, in one chat after another, while the process looks at its own size. */
import { setTimeout as pause } from 'node:timers/promises';
import { Conversations } from '../../../../src/chat/conversation/conversations.js';
import { TaskRegistry } from '../../../../src/core/taskRegistry.js';
import { lastUsedInMemory } from '../../../support/lastUsedInMemory.js';
import { MemoryUnsavable } from '../../../support/memoryUnsavable.js';
import { ScriptedModels } from '../../../support/scriptedModels.js';
import { openStorage } from './openStorage.js';
import { answer, readOptions } from './program.js';
import { quietLogger } from './quietLogger.js';
import { openPolicy } from '../../../support/openGate.js';

export interface ManyAnswersOptions {
  readonly folder: string;
  /** After so many answers it looks at itself. */
  readonly stops: readonly number[];
  readonly perConversation: number;
  readonly deltas: number;
  readonly charactersPerDelta: number;
}

/** Bytes, some seconds after the answer. */
export interface AnswersMemory {
  readonly answers: number;
  readonly resident: number;
  /** Of it, what the databases occupy. */
  readonly database: number;
  /** V8's heap of the main thread, and what its objects hold outside of it. */
  readonly heap: number;
  readonly external: number;
  /** How many conversations are in memory. */
  readonly open: number;
}

const { folder, stops, perConversation, deltas, charactersPerDelta } = readOptions<ManyAnswersOptions>();
const storage = openStorage(folder);
let words = 0;
const models = new ScriptedModels(async function* () {
  for (let delta = 0; delta < deltas; delta++) {
    await pause(0);
    // A vocabulary of some thousand words, as people use it.
    const text = Array.from(
      { length: charactersPerDelta / 6 },
      () => `${((words++ * 7919) % 5_000).toString(36).padStart(5, 'e')} `,
    );
    yield { type: 'text-delta', text: text.join('') };
  }
  yield { type: 'finish', reason: 'stop' };
});
const conversations = new Conversations({
  lastUsed: lastUsedInMemory(),
  history: storage.history,
  unsavable: new MemoryUnsavable(),
  models,
  logger: quietLogger,
  tasks: new TaskRegistry(quietLogger),
  workspace: null,
  policy: openPolicy,
  onFirstAnswer: () => undefined,
});
const figures: AnswersMemory[] = [];
let answered = 0;
for (const stop of stops) {
  while (answered < stop) {
    const lease = conversations.create();
    for (let count = 0; count < perConversation && answered < stop; count++, answered++) {
      lease.session.send('What is new?');
      while (!lease.session.isIdle) await pause(1);
    }
    lease.release();
    // They are those of the test’s models, not of SCOUT.
    models.requests.length = 0;
  }
  figures.push(await look());
}
await storage.closeUsers();
await storage.closeHistory();
answer(figures);

async function look(): Promise<AnswersMemory> {
  // Longer than it is idle before it looks after its files.
  await pause(13_000);
  const { rss, heapUsed, external } = process.memoryUsage();
  const database = Object.values(await storage.report()).reduce((sum, { memoryBytes }) => sum + memoryBytes, 0);
  return { answers: answered, resident: rss, database, heap: heapUsed, external, open: conversations.openCount };
}
