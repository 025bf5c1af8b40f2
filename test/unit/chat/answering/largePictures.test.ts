import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { Conversations } from '../../../../src/chat/conversation/conversations.js';
import type { ConversationSession } from '../../../../src/chat/conversation/conversationSession.js';
import { picturesOf } from '../../../../src/core/picture.js';
import { TaskRegistry } from '../../../../src/core/taskRegistry.js';
import type { ChatEvent } from '../../../../src/providers/provider.js';
import type { StoredMessage } from '../../../../src/storage/api/chatHistory.js';
import { lastUsedInMemory } from '../../../support/lastUsedInMemory.js';
import { recordingLogger } from '../../../support/recordingLogger.js';
import { ScriptedModels } from '../../../support/scriptedModels.js';
import { closeStorage, openStorage, withFolder, type OpenStorage } from '../../storage/support/openStorage.js';
import { openPolicy } from '../../../support/openGate.js';

function picture(bytes: number): ChatEvent {
  const data = Buffer.alloc(bytes);
  for (let index = 0; index < bytes; index += 4_093) data.writeUInt8(index % 251, index);
  return { type: 'image', mediaType: 'image/png', data };
}

const digest = (data: Uint8Array): string => createHash('sha256').update(data).digest('hex');

/** An answer with these events, as its conversation has it in the end. */
async function answerWith({ storage }: OpenStorage, events: readonly ChatEvent[]): Promise<ConversationSession> {
  const logger = recordingLogger();
  const conversations = new Conversations({
    lastUsed: lastUsedInMemory(),
    unsavable: storage.unsavable,
    history: storage.history,
    models: new ScriptedModels(async function* () {
      yield* events;
      await Promise.resolve();
    }),
    logger,
    tasks: new TaskRegistry(logger),
    workspace: null,
    policy: openPolicy,
    onFirstAnswer: () => undefined,
  });
  const { session } = conversations.create();
  const ended = new Promise<void>((resolve) => {
    session.onEvent(({ type }) => {
      if (type === 'turn' && session.turn === undefined) resolve();
    });
  });
  session.send('Draw.');
  await ended;
  await conversations.flush();
  conversations.dispose();
  return session;
}

describe('large pictures in answers', function () {
  this.timeout(120_000);

  /** What another start of SCOUT reads of the answer. */
  async function stored(events: readonly ChatEvent[]): Promise<StoredMessage> {
    let answer: StoredMessage | undefined;
    await withFolder(async (folder) => {
      const first = openStorage(folder);
      const session = await answerWith(first, events);
      await closeStorage(first);
      const second = openStorage(folder);
      try {
        const messages = await second.storage.history.messages(session.id);
        answer = messages.find(({ role }) => role === 'assistant');
      } finally {
        await closeStorage(second);
      }
    });
    return answer!;
  }

  for (const [name, bytes] of [
    ['of 2.6 million characters', 1_950_000],
    ['of 12 MB', 12 * 1024 * 1024],
  ] as const)
    it(`are kept, ${name}, between the texts`, async () => {
      const image = picture(bytes);
      const answer = await stored([
        { type: 'text-delta', text: 'Here:' },
        image,
        { type: 'text-delta', text: 'Done.' },
        { type: 'finish', reason: 'stop' },
      ]);
      assert.deepEqual([answer.status, answer.error], ['complete', undefined]);
      assert.deepEqual(
        answer.parts.map(({ type }) => type),
        ['text', 'file', 'text'],
      );
      const [kept] = picturesOf(answer.parts);
      assert.equal(digest(Buffer.from(kept!.data, 'base64')), digest((image as { readonly data: Uint8Array }).data));
    });

  it('end an answer that has no room for them, which is told; what came before is kept', async () => {
    const answer = await stored([
      { type: 'text-delta', text: 'Here:' },
      picture(25 * 1024 * 1024),
      { type: 'finish', reason: 'stop' },
    ]);
    assert.deepEqual([answer.status, answer.error?.code], ['interrupted', 'answer-too-long']);
    assert.match(answer.error!.message, /32,000,000 characters/u);
    assert.deepEqual(answer.parts, [{ type: 'text', text: 'Here:' }]);
  });
});
