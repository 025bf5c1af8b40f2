/** What an answer costs: what is asked of the disk for it, and how its cost grows with what a server decides. */
import { Conversations } from '../../src/chat/conversation/conversations.js';
import { TaskRegistry } from '../../src/core/taskRegistry.js';
import type { ChatEvent } from '../../src/providers/provider.js';
import { lastUsedInMemory } from '../support/lastUsedInMemory.js';
import { MemoryUnsavable } from '../support/memoryUnsavable.js';
import { ScriptedModels } from '../support/scriptedModels.js';
import { median } from './median.js';
import type { DiskCounts } from './storage/programs/countingWorker.js';
import { quietLogger } from './storage/programs/quietLogger.js';
import type { StreamAnswersOptions } from './storage/programs/streamAnswers.js';
import { freshFolder, runProgram } from './storage/runProgram.js';
import { openPolicy } from '../support/openGate.js';

export interface AnswerCostReport {
  /** Of one answer's text. */
  readonly textBytes: number;
  /** Of one answer, with its question. */
  readonly disk: DiskCounts;
  readonly growth: readonly AnswerGrowth[];
}

/** An answer that is doubled twice. */
export interface AnswerGrowth {
  readonly what: string;
  readonly sizes: readonly number[];
  /** From question to end, median. */
  readonly milliseconds: readonly number[];
}

/** One event of an answer, by its number. */
const subjects: readonly {
  readonly what: string;
  readonly largest: number;
  readonly event: (at: number) => ChatEvent;
}[] = [
  { what: 'pieces of text', largest: 400_000, event: () => ({ type: 'text-delta', text: 'word ' }) },
  {
    what: 'turns between text and reasoning',
    largest: 10_000,
    event: (at) => ({ type: at % 2 === 0 ? 'text-delta' : 'reasoning-delta', text: 'word ' }),
  },
  {
    what: 'tool calls',
    largest: 10_000,
    event: (at) => ({ type: 'tool-call', id: String(at), name: 'tool', input: { at } }),
  },
  {
    what: 'sources',
    largest: 10_000,
    event: (at) => ({ type: 'citation', citation: { url: `https://example.com/${at}` } }),
  },
];

export async function measureAnswerCost(rounds: number): Promise<AnswerCostReport> {
  const growth: AnswerGrowth[] = [];
  for (const { what, largest, event } of subjects) {
    const sizes = [largest / 4, largest / 2, largest];
    const times = sizes.map((): number[] => []);
    for (let round = -1; round < rounds; round++) {
      for (const [index, size] of sizes.entries()) {
        const time = await timeOf(size, event);
        // The first round warms the compiler.
        if (round >= 0) times[index]!.push(time);
      }
    }
    growth.push({ what, sizes, milliseconds: times.map(median) });
  }
  return { ...(await diskCost(3)), growth };
}

/** An answer of 2 KB in ten seconds, as a model writes it. */
async function diskCost(answers: number): Promise<Pick<AnswerCostReport, 'textBytes' | 'disk'>> {
  const [deltas, charactersPerDelta] = [200, 10];
  const folder = await freshFolder('answers');
  const options: StreamAnswersOptions = { folder, answers, deltas, charactersPerDelta, pauseMs: 50 };
  const { syncs, bytes } = await runProgram<DiskCounts>('streamAnswers', options);
  return { textBytes: deltas * charactersPerDelta, disk: { syncs: syncs / answers, bytes: bytes / answers } };
}

async function timeOf(size: number, event: (at: number) => ChatEvent): Promise<number> {
  const conversations = new Conversations({
    lastUsed: lastUsedInMemory(),
    history: {
      append: () => Promise.resolve(),
      onChanged: () => ({ dispose: () => undefined }),
      onGrown: () => ({ dispose: () => undefined }),
    } as never,
    unsavable: new MemoryUnsavable(),
    models: new ScriptedModels(async function* () {
      await Promise.resolve();
      for (let at = 0; at < size; at++) yield event(at);
      yield { type: 'finish', reason: 'stop' };
    }),
    logger: quietLogger,
    tasks: new TaskRegistry(quietLogger),
    workspace: null,
    policy: openPolicy,
    onFirstAnswer: () => undefined,
  });
  const { session } = conversations.create();
  const start = performance.now();
  session.send('?');
  while (session.turn !== undefined) await new Promise((resolve) => setImmediate(resolve));
  const time = performance.now() - start;
  if (session.branch[1]?.status !== 'complete') throw new Error('The answer was not taken whole.');
  conversations.dispose();
  return time;
}
