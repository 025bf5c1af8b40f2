/** A window that shows a chat of its own and the list, and in which nothing is done. */
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

export interface IdleWindowOptions {
  readonly folder: string;
  /** For so long it does nothing before it looks at itself: it opens its history, and the other window begins. */
  readonly startMs: number;
  readonly measuredMs: number;
}

/** Of the whole process, with its threads. */
export interface IdleFigures {
  /** Milliseconds of CPU for each second. */
  readonly cpuMs: number;
  /** How often in a second a thread of it was waiting and went on. */
  readonly wakeups: number;
  /** How often in all that time the list was told that it has changed. */
  readonly listChanges: number;
}

const { folder, startMs, measuredMs } = readOptions<IdleWindowOptions>();
const { history } = openStorage(folder);
const conversations = new Conversations({
  lastUsed: lastUsedInMemory(),
  history,
  unsavable: new MemoryUnsavable(),
  models: new ScriptedModels(() => {
    throw new Error('Nothing is asked here.');
  }),
  logger: quietLogger,
  tasks: new TaskRegistry(quietLogger),
  workspace: null,
  policy: openPolicy,
  onFirstAnswer: () => undefined,
});
let listChanges = 0;
conversations.list.onChanged((ids) => {
  listChanges += 1;
  // As the view's list does it.
  for (const id of ids ?? []) void conversations.list.entry(id);
});
const shown = (await conversations.list.page({}, 200)).conversations.at(-1);
await conversations.open(shown!.id);
await pause(startMs);
[listChanges] = [0];
const [cpu, usage, start] = [process.cpuUsage(), process.resourceUsage(), performance.now()];
await pause(measuredMs);
const seconds = (performance.now() - start) / 1000;
const { user, system } = process.cpuUsage(cpu);
answer({
  cpuMs: (user + system) / 1000 / seconds,
  wakeups: (process.resourceUsage().voluntaryContextSwitches - usage.voluntaryContextSwitches) / seconds,
  listChanges,
} satisfies IdleFigures);
