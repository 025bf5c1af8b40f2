import assert from 'node:assert/strict';
import path from 'node:path';
import fc from 'fast-check';
import { Conversations } from '../../../src/chat/conversation/conversations.js';
import { WriteQueue } from '../../../src/chat/writeQueue.js';
import { ScoutError } from '../../../src/core/errors.js';
import { textOf } from '../../../src/core/message.js';
import { TaskRegistry } from '../../../src/core/taskRegistry.js';
import { uuidv7 } from '../../../src/core/uuid.js';
import type { ChatEvent } from '../../../src/providers/provider.js';
import type { HistoryEvent, StoredMessage } from '../../../src/storage/api/chatHistory.js';
import { exported, exportTo } from '../../unit/archives/support/exporting.js';
import { untilIdle } from '../../unit/chat/support/untilIdle.js';
import { closeStorage, openStorage, withFolder, type OpenStorage } from '../../unit/storage/support/openStorage.js';
import { hostileValue } from '../../support/hostileValues.js';
import { lastUsedInMemory } from '../../support/lastUsedInMemory.js';
import { recordingLogger } from '../../support/recordingLogger.js';
import { ScriptedModels, type Script } from '../../support/scriptedModels.js';
import { openPolicy } from '../../support/openGate.js';

const numRuns = 60;

/** Half of the values are of the right type. */
const orHostile = <T>(right: fc.Arbitrary<T>): fc.Arbitrary<unknown> =>
  fc.oneof(right as fc.Arbitrary<unknown>, hostileValue);
const text = orHostile(fc.string({ unit: 'binary', maxLength: 200 }));
const vendor = fc.constantFrom('openai', 'anthropic');

const hostileEvent = fc.oneof(
  fc.record({ type: fc.constantFrom('text-delta', 'reasoning-delta', 'refusal-delta'), text }),
  fc.record({ type: fc.constant('tool-call'), id: text, name: text, input: hostileValue }),
  fc.record({ type: fc.constant('citation'), citation: fc.record({ url: text, title: text }) }),
  fc.record({ type: fc.constant('image'), mediaType: text, data: orHostile(fc.uint8Array()) }),
  fc.record({ type: fc.constant('opaque'), vendor, data: hostileValue }),
  fc.record({
    type: fc.constant('usage'),
    usage: fc.record({ inputTokens: orHostile(fc.nat()), outputTokens: hostileValue, reasoningTokens: hostileValue }),
  }),
  fc.record({ type: fc.constant('finish'), reason: orHostile(fc.constant('stop')), rawReason: text }),
) as fc.Arbitrary<unknown> as fc.Arbitrary<ChatEvent>;

const hostilePart = fc.oneof(
  fc.record({
    type: fc.constantFrom('text', 'reasoning', 'tool-call', 'file', 'citation', 'opaque'),
    text: hostileValue,
  }),
  fc.record({ type: fc.constant('file'), mediaType: text, data: hostileValue }),
  fc.record({ type: fc.constant('tool-call'), id: text, name: text, input: hostileValue }),
  hostileValue,
);

const hostileMessage = fc
  .record({
    parts: fc.oneof(fc.array(hostilePart, { maxLength: 5 }), hostileValue),
    usage: hostileValue,
    error: hostileValue,
  })
  .map(
    (fields) =>
      ({
        id: uuidv7(),
        conversationId: uuidv7(),
        parentId: null,
        role: 'assistant',
        createdAt: 1,
        status: 'complete',
        ...fields,
      }) as unknown as StoredMessage,
  );

/** Says this, and then, whatever that was, that it is at the end. */
const saysAll = (events: readonly ChatEvent[]): Script =>
  async function* () {
    await Promise.resolve();
    yield* events;
    yield { type: 'finish', reason: 'stop' };
  };

function conversationsOf({ storage }: OpenStorage, script: Script): Conversations {
  const logger = recordingLogger();
  return new Conversations({
    lastUsed: lastUsedInMemory(),
    history: storage.history,
    unsavable: storage.unsavable,
    models: new ScriptedModels(script),
    logger,
    tasks: new TaskRegistry(logger),
    workspace: null,
    policy: openPolicy,
    onFirstAnswer: () => undefined,
  });
}

/** Asks a question in a new chat; resolves with the chat's id when all of it is on disk. */
async function ask(open: OpenStorage, question: string, script: Script): Promise<string> {
  const conversations = conversationsOf(open, script);
  const { session } = conversations.create();
  session.send(question);
  await untilIdle(session);
  assert.equal(conversations.writeError, undefined);
  conversations.dispose();
  return session.id;
}

describe('answers of hostile servers', function () {
  this.timeout(240_000);

  it('are saved, as is every other chat meanwhile, and every export works', () =>
    withFolder(async (folder) => {
      const open = openStorage(path.join(folder, 'storage'));
      const asked: { readonly hostile: string; readonly plain: string }[] = [];
      await fc.assert(
        fc.asyncProperty(fc.array(hostileEvent, { maxLength: 20 }), async (events) => {
          const [hostile, plain] = await Promise.all([
            ask(open, 'hostile?', saysAll(events)),
            ask(open, 'plain?', saysAll([{ type: 'text-delta', text: 'plain.' }])),
          ]);
          asked.push({ hostile, plain });
        }),
        { numRuns },
      );
      assert.equal(open.workers.length, 1, 'no thread has died');
      await closeStorage(open);

      const again = openStorage(path.join(folder, 'storage'));
      const { history, unsavable } = again.storage;
      for (const { hostile, plain } of asked) {
        assert.deepEqual(
          (await history.messages(plain)).map(({ parts }) => textOf(parts)),
          ['plain?', 'plain.'],
        );
        const [, answer] = await history.messages(hostile);
        assert.equal(answer?.status, 'complete');
        assert.equal(await unsavable.fileOf(hostile, answer.id), undefined, 'nothing had to be left out');
      }
      for (const format of ['json', 'html', 'markdown'] as const)
        assert.ok((await exported(history, format)).length > 0);
      const everything = { format: 'markdown-folder', conversations: 'all' } as const;
      assert.equal(await exportTo(history, path.join(folder, 'export'), everything), 2 * asked.length);
      await closeStorage(again);
    }));

  it('that no check has seen are saved as far as they can be, and whole beside the history, and others are saved', () =>
    withFolder(async (folder) => {
      const open = openStorage(folder);
      const { history, unsavable } = open.storage;
      const logger = recordingLogger();
      const queue = new WriteQueue({ history, unsavable, logger, onWriteError: (error) => assert.fail(error) });
      await fc.assert(
        fc.asyncProperty(fc.array(hostileMessage, { minLength: 1, maxLength: 5 }), async (messages) => {
          const written = new Map<string, readonly HistoryEvent[]>();
          for (const message of messages)
            queue.enqueue([{ type: 'message.put', message }], (events) => written.set(message.id, events));
          const plain = { ...messages[0]!, id: uuidv7(), parts: [] };
          delete (plain as Record<string, unknown>)['usage'];
          delete (plain as Record<string, unknown>)['error'];
          await queue.writeOnce([{ type: 'message.put', message: plain }]);
          for (const { id, conversationId } of messages) {
            const [event] = written.get(id)!;
            assert.equal(event?.type, 'message.put');
            const stored = await history.messages(conversationId);
            assert.ok(stored.some((message) => message.id === id));
            const isReduced = stored.find((message) => message.id === id)?.error?.code === 'unsavable';
            assert.equal((await unsavable.fileOf(conversationId, id)) !== undefined, isReduced);
          }
          assert.ok((await history.messages(plain.conversationId)).some(({ id }) => id === plain.id));
        }),
        { numRuns },
      );
      assert.equal(open.workers.length, 1, 'no thread has died');
      await closeStorage(open);
    }));

  it('reach a storage that takes or refuses them, and survives', () =>
    withFolder(async (folder) => {
      const open = openStorage(folder);
      const { history } = open.storage;
      const event = fc.oneof(
        hostileMessage.map((message) => ({ type: 'message.put', message })),
        fc.record({
          type: fc.constant('message.delta'),
          conversationId: text,
          messageId: text,
          index: orHostile(fc.nat()),
          parts: fc.oneof(fc.array(hostilePart), hostileValue),
        }),
        fc.record({ type: fc.constant('conversation.set'), id: text, fields: hostileValue }),
        fc.record({ type: fc.constant('job.put'), job: hostileValue }),
        hostileValue.filter((value) => value !== null && value !== undefined),
      ) as fc.Arbitrary<HistoryEvent>;
      await fc.assert(
        fc.asyncProperty(fc.array(event, { minLength: 1, maxLength: 4 }), async (events) => {
          await history.append(events, 'written').catch((error: unknown) => {
            assert.ok(error instanceof ScoutError);
            assert.equal(error.code, 'unsavable', error.message);
          });
        }),
        { numRuns: 5 * numRuns },
      );
      assert.equal(open.workers.length, 1, 'no thread has died');
      assert.equal(open.storage.health.state, 'ok');
      await closeStorage(open);
      const again = openStorage(folder);
      assert.ok(Array.isArray(await again.storage.history.conversations({}, 10)));
      assert.deepEqual(again.storage.health, { state: 'ok', warnings: [] });
      await closeStorage(again);
    }));
});
