import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { Conversations } from '../../../../src/chat/conversation/conversations.js';
import { conversationUsage } from '../../../../src/chat/conversation/conversationUsage.js';
import type { ConversationSession } from '../../../../src/chat/conversation/conversationSession.js';
import type { Usage } from '../../../../src/core/message.js';
import { TaskRegistry } from '../../../../src/core/taskRegistry.js';
import type { StoredJob } from '../../../../src/storage/api/chatHistory.js';
import { lastUsedInMemory } from '../../../support/lastUsedInMemory.js';
import { MemoryHistory } from '../../../support/memoryHistory.js';
import { MemoryUnsavable } from '../../../support/memoryUnsavable.js';
import { recordingLogger } from '../../../support/recordingLogger.js';
import { says, saysThenHangs, ScriptedModels } from '../../../support/scriptedModels.js';
import { untilIdle } from '../support/untilIdle.js';
import { openPolicy } from '../../../support/openGate.js';

describe('what a conversation has used', () => {
  let history: MemoryHistory;
  let models: ScriptedModels;
  let conversations: Conversations;
  let session: ConversationSession;

  beforeEach(async () => {
    history = new MemoryHistory();
    // Every answer counts 3 tokens in and 5 out.
    models = new ScriptedModels(says('Hello.'));
    const logger = recordingLogger();
    const tasks = new TaskRegistry(logger);
    const dependencies = {
      unsavable: new MemoryUnsavable(),
      history,
      models,
      logger,
      tasks,
      workspace: null,
      lastUsed: lastUsedInMemory(),
      policy: openPolicy,
      onFirstAnswer: () => undefined,
    };
    conversations = new Conversations(dependencies);
    session = conversations.create().session;
    session.send('q');
    await untilIdle(session);
  });

  afterEach(() => conversations.dispose());

  const used = async (): Promise<Usage> => conversationUsage(session.messages, await history.jobs(session.id));

  const job = (id: string, usage: StoredJob['usage']): StoredJob => ({
    id,
    conversationId: session.id,
    kind: 'title',
    provider: 'mistral',
    model: 'small',
    createdAt: 1,
    status: usage === undefined ? 'failed' : 'complete',
    before: 'q',
    ...(usage === undefined ? {} : { usage }),
  });

  it('holds an answer that was asked for again, and the one that came instead', async () => {
    assert.deepEqual(await used(), { inputTokens: 3, outputTokens: 5 });
    session.retry(session.branch[1]!.id);
    await untilIdle(session);
    assert.equal(session.branch.length, 2);
    assert.equal(session.messages.length, 3);
    assert.deepEqual(await used(), { inputTokens: 6, outputTokens: 10 });
  });

  it('holds the jobs; one without a count adds nothing', async () => {
    const jobs = [job('j1', { inputTokens: 100, outputTokens: 20 }), job('j2', undefined)];
    await history.append(
      jobs.map((entry) => ({ type: 'job.put', job: entry })),
      'synced',
    );
    assert.deepEqual(await used(), { inputTokens: 103, outputTokens: 25 });
  });

  it('stays while an answer grows whose tokens are not counted yet', async () => {
    models.script = saysThenHangs('half');
    session.send('more');
    await delay(5);
    assert.deepEqual(await used(), { inputTokens: 3, outputTokens: 5 });
    await session.stop();
  });
});
