import assert from 'node:assert/strict';
import { Conversations } from '../../../../src/chat/conversation/conversations.js';
import type { ConversationSession } from '../../../../src/chat/conversation/conversationSession.js';
import type { PolicedRequest, SendPolicy } from '../../../../src/chat/answering/sendPolicy.js';
import { USER_STOP } from '../../../../src/chat/answering/answerOutcome.js';
import { abortError } from '../../../../src/core/errors.js';
import { TaskRegistry } from '../../../../src/core/taskRegistry.js';
import { lastUsedInMemory } from '../../../support/lastUsedInMemory.js';
import { MemoryHistory } from '../../../support/memoryHistory.js';
import { MemoryUnsavable } from '../../../support/memoryUnsavable.js';
import { openPolicy } from '../../../support/openGate.js';
import { recordingLogger } from '../../../support/recordingLogger.js';
import { says, ScriptedModels } from '../../../support/scriptedModels.js';
import { untilIdle } from '../support/untilIdle.js';

describe('what is sent of a conversation', () => {
  let models: ScriptedModels;
  let requests: PolicedRequest[];
  let sendable: SendPolicy['sendable'];
  let conversations: Conversations;
  let session: ConversationSession;

  beforeEach(() => {
    requests = [];
    sendable = ({ entries }) =>
      Promise.resolve(
        entries.map((entry) =>
          entry.part?.type === 'text'
            ? { ...entry, part: { type: 'text' as const, text: entry.part.text.replaceAll('hunter2!', 'SECRET_1') } }
            : entry,
        ),
      );
    const logger = recordingLogger();
    models = new ScriptedModels(says('Hello.'));
    conversations = new Conversations({
      lastUsed: lastUsedInMemory(),
      unsavable: new MemoryUnsavable(),
      history: new MemoryHistory(),
      models,
      logger,
      tasks: new TaskRegistry(logger),
      workspace: null,
      policy: {
        ...openPolicy,
        sendable: (request, signal) => {
          requests.push(request);
          return sendable(request, signal);
        },
      },
      onFirstAnswer: () => undefined,
    });
    session = conversations.create().session;
  });

  afterEach(() => conversations.dispose());

  const sent = (): string => JSON.stringify(models.requests.at(-1)?.messages);

  it('is what may be sent, whichever button has caused it; what is stored stays as it is', async () => {
    session.send('Is hunter2! safe?');
    await untilIdle(session);
    assert.match(sent(), /Is SECRET_1 safe/u);
    session.retry(session.branch[1]!.id);
    await untilIdle(session);
    assert.match(sent(), /Is SECRET_1 safe/u);
    session.continueAnswer(session.branch[1]!.id);
    await untilIdle(session);
    assert.match(sent(), /Is SECRET_1 safe/u);
    session.send('And now?');
    await untilIdle(session);
    assert.match(sent(), /Is SECRET_1 safe.*And now/u);
    assert.deepEqual(
      requests.map(({ conversationId, entries }) => [conversationId, entries.length > 0]),
      Array.from({ length: 4 }, () => [session.id, true]),
    );
    assert.match(JSON.stringify(session.branch[0]), /hunter2!/u);
  });

  it('is nothing when the user does not want it sent: as if it had been stopped', async () => {
    sendable = () => Promise.reject(abortError());
    session.send('Is hunter2! safe?');
    await untilIdle(session);
    assert.equal(models.requests.length, 0);
    const answer = session.branch[1]!;
    assert.equal(answer.status, 'interrupted');
    assert.equal(answer.rawFinishReason, USER_STOP);
    assert.equal(answer.error, undefined);
  });
});
