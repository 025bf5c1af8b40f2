import { Conversations } from '../../../../src/chat/conversation/conversations.js';
import type { ConversationSession } from '../../../../src/chat/conversation/conversationSession.js';
import { abortError, type ScoutError } from '../../../../src/core/errors.js';
import { Emitter } from '../../../../src/core/event.js';
import { TaskRegistry } from '../../../../src/core/taskRegistry.js';
import type { ChatEvent } from '../../../../src/providers/provider.js';
import type { ChatHistory, HistoryEvent, StoredMessage } from '../../../../src/storage/api/chatHistory.js';
import { connectHistory, type HistoryChange } from '../../../../src/storage/host/connectHistory.js';
import { historyQueries } from '../../../../src/storage/worker/databases/history/historyQueries.js';
import { historySchema } from '../../../../src/storage/worker/databases/history/historySchema.js';
import { HybridClock, stampOf } from '../../../../src/storage/worker/log/hybridClock.js';
import { Sql } from '../../../../src/storage/worker/sqlite/sql.js';
import type { Ask } from '../../../../src/storage/protocol/queries.js';
import { lastUsedInMemory } from '../../../support/lastUsedInMemory.js';
import { recordingLogger } from '../../../support/recordingLogger.js';
import { ScriptedModels } from '../../../support/scriptedModels.js';
import { sqlJs } from '../../storage/support/openDatabase.js';
import { MemoryUnsavable } from '../../../support/memoryUnsavable.js';
import { openPolicy } from '../../../support/openGate.js';

/** A transaction in the folder that windows share. */
export interface Frame {
  readonly clock: bigint;
  readonly writer: string;
  readonly events: readonly HistoryEvent[];
}

/**
 * A window on a folder, with the engine's own tables and rules of merging, but without files and threads: it sees what
 * others have written when the test says so.
 */
export class WindowOfFolder {
  readonly conversations: Conversations;
  readonly models: ScriptedModels;
  readonly history: ChatHistory;
  readonly tasks: TaskRegistry;
  /** While set, every append fails with it. */
  failure: ScoutError | undefined;
  /** What was asked of the history so far. */
  readonly asked: string[] = [];
  /** The ids of the messages that it has handed out so far. */
  readonly received: string[] = [];
  /** Milliseconds on the clock by which streams are watched. */
  now = 0;
  readonly #folder: Frame[];
  readonly #name: string;
  readonly #clock = new HybridClock(() => 0);
  readonly #sql = new Sql(sqlJs);
  readonly #changes = new Emitter<HistoryChange>((error) => {
    throw error;
  });
  #read = 0;
  #release: (() => void)[] = [];

  constructor(folder: Frame[], name: string) {
    this.#folder = folder;
    this.#name = name;
    this.#sql.execute(historySchema.definition);
    const ask = (async (query: keyof typeof historyQueries, ...parameters: never[]) => {
      this.asked.push(query);
      await turnOfLoop();
      const result = (historyQueries[query] as (sql: Sql, ...rest: never[]) => unknown)(this.#sql, ...parameters);
      if (query === 'messages') this.received.push(...(result as readonly StoredMessage[]).map(({ id }) => id));
      // An answer is on its way for a while, and may be overtaken by what happens meanwhile.
      for (let turns = 0; turns < 4; turns += 1) await turnOfLoop();
      return result;
    }) as Ask<'history'>;
    const connected = connectHistory(
      ask,
      (events) => this.#append(events),
      (listener) => this.#changes.on(listener),
      () => this.now,
    );
    this.history = {
      ...connected,
      firstConversations: (filter, limit) => connected.conversations(filter, limit),
      notifyChanged: (conversationIds) => this.#changes.fire({ conversationIds, growing: [] }),
    };
    this.models = new ScriptedModels((_request, signal) => this.#answer(signal));
    const logger = recordingLogger();
    this.tasks = new TaskRegistry(logger);
    this.conversations = new Conversations({
      lastUsed: lastUsedInMemory(),
      unsavable: new MemoryUnsavable(),
      history: this.history,
      models: this.models,
      logger,
      tasks: this.tasks,
      workspace: null,
      policy: openPolicy,
      onFirstAnswer: () => undefined,
    });
  }

  /** Lets the answer that has begun go on to its end. */
  finishAnswer(): void {
    for (const release of this.#release.splice(0)) release();
  }

  /**
   * Sees at most so many more of the transactions in the folder, and is notified of them.
   *
   * @param named whether it is notified which conversations they are about.
   */
  receive(count = Number.POSITIVE_INFINITY, named = true): void {
    const frames = this.#folder.slice(this.#read, this.#read + count);
    this.#read += frames.length;
    const events = frames.filter(({ writer }) => writer !== this.#name).flatMap((frame) => this.#apply(frame));
    if (events.length === 0) return;
    const ids = events.flatMap((event) => historySchema.subjectOf(event) ?? []);
    const growing = events.flatMap((event) => historySchema.growingOf(event) ?? []);
    this.#changes.fire({ conversationIds: named ? new Set(ids) : undefined, growing });
  }

  async close(): Promise<void> {
    this.tasks.cancelAll();
    await this.tasks.settle(1_000);
    this.conversations.dispose();
    this.#sql.close();
  }

  async #append(events: readonly HistoryEvent[]): Promise<void> {
    await turnOfLoop();
    if (this.failure !== undefined) throw this.failure;
    const frame: Frame = { clock: this.#clock.tick(), writer: this.#name, events };
    this.#folder.push(frame);
    this.#apply(frame);
    await turnOfLoop();
  }

  #apply({ clock, writer, events }: Frame): readonly HistoryEvent[] {
    this.#clock.observe(clock);
    events.forEach((event, index) => historySchema.apply(this.#sql, event, stampOf(clock, writer, index)));
    return events;
  }

  /** Says its first words at once and the last ones when the test says so. */
  async *#answer(signal: AbortSignal): AsyncGenerator<ChatEvent> {
    yield { type: 'text-delta', text: `${this.#name} answers` };
    await new Promise<void>((resolve, reject) => {
      this.#release.push(resolve);
      signal.addEventListener('abort', () => reject(abortError()));
    });
    yield { type: 'text-delta', text: ', and has finished.' };
    yield { type: 'finish', reason: 'stop' };
  }
}

/**
 * Time for everything that windows do with what they know. What is said afterwards is said in a later millisecond, and so
 * stands after what was said before: ids of the same millisecond are in no order.
 */
export async function settle(): Promise<void> {
  const start = Date.now();
  for (let count = 0; count < 60 || Date.now() <= start; count += 1) await turnOfLoop();
}

/** These windows see everything. */
export async function exchange(windows: readonly WindowOfFolder[]): Promise<void> {
  await settle();
  for (const window of windows) window.receive();
  await settle();
}

/** A conversation with one answered question that both windows have open; @returns it in the first, and in the second. */
export async function openInBoth(
  first: WindowOfFolder,
  second: WindowOfFolder,
): Promise<readonly [ConversationSession, ConversationSession]> {
  const { session } = first.conversations.create();
  session.send('First');
  await settle();
  first.finishAnswer();
  await exchange([first, second]);
  return [session, (await second.conversations.open(session.id))!.session];
}

/** Time for everything that waits for nothing but its turn. */
export function turnOfLoop(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
