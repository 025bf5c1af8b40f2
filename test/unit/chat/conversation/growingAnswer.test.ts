import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { Conversations } from '../../../../src/chat/conversation/conversations.js';
import type { ConversationSession } from '../../../../src/chat/conversation/conversationSession.js';
import type { SessionEvent } from '../../../../src/chat/conversation/sessionEvent.js';
import { textOf } from '../../../../src/core/message.js';
import { TaskRegistry } from '../../../../src/core/taskRegistry.js';
import type { ChatEvent } from '../../../../src/providers/provider.js';
import { lastUsedInMemory } from '../../../support/lastUsedInMemory.js';
import { MemoryHistory } from '../../../support/memoryHistory.js';
import { MemoryUnsavable } from '../../../support/memoryUnsavable.js';
import { recordingLogger } from '../../../support/recordingLogger.js';
import { says, saysThenHangs, ScriptedModels } from '../../../support/scriptedModels.js';
import { untilIdle } from '../support/untilIdle.js';
import { openPolicy } from '../../../support/openGate.js';

describe('a conversation with a growing answer', () => {
  let models: ScriptedModels;
  let tasks: TaskRegistry;
  let logger: ReturnType<typeof recordingLogger>;
  let conversations: Conversations;
  let session: ConversationSession;
  let events: SessionEvent[];
  let onFirstAnswer: () => void;

  beforeEach(() => {
    models = new ScriptedModels(says('Hello ', 'there.'));
    logger = recordingLogger();
    tasks = new TaskRegistry(logger);
    onFirstAnswer = () => undefined;
    conversations = new Conversations({
      lastUsed: lastUsedInMemory(),
      unsavable: new MemoryUnsavable(),
      history: new MemoryHistory(),
      models,
      logger,
      tasks,
      workspace: null,
      policy: openPolicy,
      onFirstAnswer: () => onFirstAnswer(),
    });
    session = conversations.create().session;
    events = [];
    session.onEvent((event) => events.push(event));
  });

  afterEach(() => conversations.dispose());

  it('is the same however often it is looked at, and notifies nobody of that', async () => {
    models.script = saysThenHangs('one', ' two', ' three');
    session.send('q');
    await delay(5);
    const before = events.length;
    const { branch } = session;
    const nextSeq = session.turn?.nextSeq;
    for (let count = 0; count < 3; count += 1) assert.deepEqual(session.branch, branch);
    assert.deepEqual(session.messages.map(({ id }) => id).sort(), branch.map(({ id }) => id).sort());
    assert.equal(session.turn?.nextSeq, nextSeq);
    assert.equal(events.length, before);
    await session.stop();
  });

  it('can be shown from any moment on: every later delta continues what is there, and none comes twice', async () => {
    const snapshots: { readonly text: string; readonly nextSeq: number }[] = [];
    const snapshot = (): void => {
      const { turn, branch } = session;
      if (turn !== undefined) snapshots.push({ text: textOf(branch.at(-1)!.parts), nextSeq: turn.nextSeq });
    };
    // Also in the moment in which a delta is reported.
    session.onEvent(snapshot);
    const pieces = ['one ', 'two ', 'three ', 'four ', 'five'];
    models.script = async function* (): AsyncGenerator<ChatEvent> {
      for (const piece of pieces) {
        yield { type: 'text-delta', text: piece };
        snapshot();
        await delay(10);
        snapshot();
      }
      yield { type: 'finish', reason: 'stop' };
    };
    session.send('q');
    await untilIdle(session);
    const deltas = events.flatMap((event) => (event.type === 'delta' ? [event.delta] : []));
    assert.ok(snapshots.length > 2 * pieces.length);
    for (const { text, nextSeq } of snapshots) {
      const rest = deltas.filter(({ seq }) => seq >= nextSeq).map((delta) => delta.text);
      assert.equal(text + rest.join(''), pieces.join(''));
    }
  });

  it('keeps its first answer when a listener to it fails', async () => {
    onFirstAnswer = () => {
      throw new Error('no title');
    };
    session.send('q');
    await untilIdle(session);
    await tasks.settle(1_000);
    assert.equal(textOf(session.branch.at(-1)!.parts), 'Hello there.');
    assert.equal(session.branch.at(-1)?.status, 'complete');
    assert.ok(
      logger.lines.some((line) => line.includes('no title')),
      'the failure is in the log',
    );
  });
});
