import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { Conversations } from '../../../../src/chat/conversation/conversations.js';
import type { ConversationSession } from '../../../../src/chat/conversation/conversationSession.js';
import type { SessionEvent } from '../../../../src/chat/conversation/sessionEvent.js';
import { ScoutError } from '../../../../src/core/errors.js';
import { textOf } from '../../../../src/core/message.js';
import { TaskRegistry } from '../../../../src/core/taskRegistry.js';
import type { ChatEvent } from '../../../../src/providers/provider.js';
import type { StoredMessage } from '../../../../src/storage/api/chatHistory.js';
import { lastUsedInMemory } from '../../../support/lastUsedInMemory.js';
import { MemoryHistory } from '../../../support/memoryHistory.js';
import { MemoryUnsavable } from '../../../support/memoryUnsavable.js';
import { recordingLogger } from '../../../support/recordingLogger.js';
import { says, ScriptedModels } from '../../../support/scriptedModels.js';
import { untilIdle } from '../support/untilIdle.js';
import { openPolicy } from '../../../support/openGate.js';

describe('what is kept of an answer', () => {
  let history: MemoryHistory;
  let models: ScriptedModels;
  let conversations: Conversations;
  let session: ConversationSession;
  let events: SessionEvent[];

  beforeEach(() => {
    history = new MemoryHistory();
    models = new ScriptedModels(says('Hello ', 'there.'));
    const logger = recordingLogger();
    conversations = new Conversations({
      lastUsed: lastUsedInMemory(),
      unsavable: new MemoryUnsavable(),
      history,
      models,
      logger,
      tasks: new TaskRegistry(logger),
      workspace: null,
      policy: openPolicy,
      onFirstAnswer: () => undefined,
    });
    session = conversations.create().session;
    events = [];
    session.onEvent((event) => events.push(event));
  });

  afterEach(() => conversations.dispose());

  it('interrupts an answer of more parts than there is room for, says why, and closes the stream', async () => {
    let isClosed = false;
    models.script = async function* (): AsyncGenerator<ChatEvent> {
      try {
        for (;;) {
          await Promise.resolve();
          yield { type: 'tool-call', id: 'a', name: 'b', input: {} };
        }
      } finally {
        isClosed = true;
      }
    };
    session.send('q');
    await untilIdle(session);
    const answer = session.branch[1]!;
    assert.deepEqual(
      [answer.status, answer.error?.code, answer.parts.length, isClosed, models.released],
      ['interrupted', 'answer-too-long', 10_000, true, 1],
    );
    assert.match(answer.error!.message, /32,000,000 characters and 10,000 parts of an answer/u);
    assert.deepEqual((await history.messages(session.id))[1], answer);
  });

  it('can be stopped while a provider yields without a pause', async () => {
    models.script = async function* (): AsyncGenerator<ChatEvent> {
      for (;;) {
        await Promise.resolve();
        yield { type: 'text-delta', text: '' };
      }
    };
    session.send('q');
    await delay(1);
    await session.stop();
    assert.equal(session.branch[1]?.status, 'interrupted');
  });

  it('writes a question and the beginning of its answer at once: two syncs for an answer', async () => {
    session.send('q');
    await untilIdle(session);
    const synced = history.appended.filter(({ durability }) => durability === 'synced');
    assert.deepEqual(
      synced.map(({ events }) => events.map(({ type }) => type)),
      [
        ['message.put', 'message.put', 'conversation.set'],
        ['message.put', 'conversation.set'],
      ],
    );
  });

  for (const [what, isRefused, parts] of [
    ['an answer', (message: StoredMessage) => message.parts.length > 0 && message.role === 'assistant', 0],
    ['an answer in any form', (message: StoredMessage) => message.status === 'interrupted', 1],
  ] as const) {
    it(`shows that ${what} could not be saved, and goes on`, async () => {
      const append = history.append.bind(history);
      history.append = (changes, durability) =>
        changes.some((event) => event.type === 'message.put' && isRefused(event.message))
          ? Promise.reject(new ScoutError('unsavable', 'rejected'))
          : append(changes, durability);
      models.script = async function* (): AsyncGenerator<ChatEvent> {
        await Promise.resolve();
        yield { type: 'text-delta', text: 'half' };
        throw new ScoutError('network', 'No connection.');
      };
      session.send('q');
      await untilIdle(session);
      const answer = session.branch[1]!;
      assert.deepEqual([answer.parts.length, answer.error?.code], [parts, 'unsavable']);
      assert.match(answer.error!.message, /^No connection\. What is missing here/u);
      const shown = events.findLast((event) => event.type === 'message');
      assert.equal(shown?.type === 'message' && shown.message, answer);
      models.script = says('ok');
      history.append = append;
      session.send('more');
      await untilIdle(session);
      assert.equal((await history.messages(session.id)).at(-1)?.status, 'complete');
    });
  }

  it('takes over what has grown in another window, which is news for nobody else', async () => {
    const answer: StoredMessage = {
      id: 'answer',
      conversationId: session.id,
      parentId: null,
      role: 'assistant',
      parts: [],
      createdAt: Date.now(),
      status: 'streaming',
    };
    session.send('q');
    await untilIdle(session);
    const ids = new Set([session.id]);
    history.changeElsewhere([{ type: 'message.put', message: { ...answer, parentId: session.branch[1]!.id } }], ids);
    await delay(20);
    let listed = 0;
    conversations.list.onChanged(() => (listed += 1));
    const other = conversations.create().session;
    let otherEvents = 0;
    other.onEvent(() => (otherEvents += 1));
    const parts = [{ type: 'text', text: 'more' }] as const;
    const delta = { type: 'message.delta', conversationId: session.id, messageId: 'answer', index: 0, parts } as const;
    history.changeElsewhere([delta], new Set());
    await delay(20);
    assert.equal(textOf(session.branch.at(-1)!.parts), 'more');
    assert.deepEqual([listed, otherEvents], [0, 0]);
  });

  it('is forgotten when its answer has ended, if it was left before', async () => {
    const answer = Promise.withResolvers<void>();
    models.script = async function* (): AsyncGenerator<ChatEvent> {
      await answer.promise;
      yield { type: 'finish', reason: 'stop' };
    };
    const lease = conversations.create();
    lease.session.send('q');
    const before = conversations.openCount;
    lease.release();
    assert.equal(conversations.openCount, before, 'not while it is answered');
    answer.resolve();
    await untilIdle(lease.session);
    assert.equal(conversations.openCount, before - 1);
  });
});
