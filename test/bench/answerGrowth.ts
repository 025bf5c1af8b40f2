/** What an answer costs the extension host, by what a server sends: from its first event to the finished message. */
import { setImmediate as immediate } from 'node:timers/promises';
import { Turn } from '../../src/chat/answering/turn.js';
import { uuidv7 } from '../../src/core/uuid.js';
import type { ChatEvent } from '../../src/providers/provider.js';
import type { StoredMessage } from '../../src/storage/api/chatHistory.js';
import { MemoryHistory } from '../support/memoryHistory.js';
import { recordingLogger } from '../support/recordingLogger.js';
import { ScriptedModels } from '../support/scriptedModels.js';

/** By what the answer is made of: so many events of it. */
export const answerKinds: Readonly<Record<string, (index: number) => ChatEvent>> = {
  deltas: () => ({ type: 'text-delta', text: 'word ' }),
  'parts in turns': (index) => ({ type: index % 2 === 0 ? 'text-delta' : 'reasoning-delta', text: 'word ' }),
  'tool calls': (index) => ({ type: 'tool-call', id: `call_${index}`, name: 'look', input: { index } }),
  sources: (index) => ({ type: 'citation', citation: { url: `https://a.test/${index}`, title: `Page ${index}` } }),
};

/** Milliseconds of CPU of one answer with so many events. */
export async function answerCpu(event: (index: number) => ChatEvent, count: number): Promise<number> {
  const events = Array.from({ length: count }, (_, index) => event(index));
  const models = new ScriptedModels(async function* () {
    yield* events;
    // So that an answer is also handed on while it grows.
    await immediate();
    yield { type: 'finish', reason: 'stop' } satisfies ChatEvent;
  });
  const start: StoredMessage = {
    id: uuidv7(),
    conversationId: uuidv7(),
    parentId: null,
    role: 'assistant',
    parts: [],
    createdAt: 0,
    status: 'streaming',
  };
  const observer = { onGrown: () => undefined, onFile: () => undefined, onWaiting: () => undefined };
  const dependencies = { history: new MemoryHistory(), models, logger: recordingLogger() };
  const turn = new Turn(dependencies, models.resolve(null), () => Promise.resolve({ messages: [] }), start, observer);
  const before = process.cpuUsage();
  const { status } = await turn.run(new AbortController().signal);
  const { user, system } = process.cpuUsage(before);
  if (status !== 'complete') throw new Error(`The answer is ${status}.`);
  return (user + system) / 1000;
}
