/**
 * The promises of the port `ChatHistory`, for the real storage and for the double that tests of other layers use. Here, and not in
 * test/contract, because it is fast: all tests of an implementation share one storage, each with conversations of its own.
 * What it promises of messages is in storedMessages.test.ts.
 */
import assert from 'node:assert/strict';
import { uuidv7 } from '../../../../src/core/uuid.js';
import type {
  ChatHistory,
  Conversation,
  ConversationFilter,
  HistoryEvent,
} from '../../../../src/storage/api/chatHistory.js';
import { message } from '../support/openDatabase.js';
import { implementations, type StorageUnderTest } from '../support/storageUnderTest.js';

type Fields = Partial<Omit<Conversation, 'id'>>;

const set = (id: string, fields: Fields): HistoryEvent => ({ type: 'conversation.set', id, fields });
const tombstone = (id: string): HistoryEvent => ({ type: 'conversation.tombstone', id });
const idsOf = (conversations: readonly Conversation[]): readonly string[] => conversations.map(({ id }) => id);

for (const { name, open } of implementations) {
  describe(`conversations, by ${name}`, function () {
    this.timeout(60_000);
    let storage: StorageUnderTest;
    let history: ChatHistory;
    let id: string;
    /** Of the present test alone, so that its lists hold nothing else. */
    let workspace: string;

    const append = (...events: readonly HistoryEvent[]): Promise<void> => history.append(events, 'synced');
    /** Conversations of this test, one for each, with ids that sort in this order. */
    const begin = async (...all: readonly Fields[]): Promise<readonly string[]> => {
      const ids = all.map((_, index) => `${id}-${index}`);
      await append(...all.map((fields, index) => set(ids[index]!, { createdAt: 1, workspace, ...fields })));
      return ids;
    };

    before(() => {
      storage = open();
      ({ history } = storage);
    });
    after(() => storage.close());
    beforeEach(() => {
      id = uuidv7();
      workspace = `file:///${id}`;
    });

    describe('one conversation', () => {
      it('has what was set, and defaults for the rest', async () => {
        await append(set(id, { title: 'A title', createdAt: 5 }));
        assert.deepEqual(await history.conversation(id), {
          id,
          title: 'A title',
          createdAt: 5,
          updatedAt: 5,
          workspace: null,
          headId: null,
          persona: null,
          pinned: false,
          archived: false,
          tags: [],
          deletedAt: null,
          selection: null,
        });
        const fields = {
          title: 'nul \0, 漢字 and \ud800 alone',
          createdAt: 6,
          updatedAt: 7.5,
          workspace,
          headId: 'm',
          persona: 'Reviewer',
          pinned: true,
          archived: true,
          tags: ['b', 'a'],
          deletedAt: 8,
          selection: { ref: { endpoint: 'openai', model: 'm' }, parameters: { temperature: 0.5 } },
        };
        await append(set(id, fields));
        assert.deepEqual(await history.conversation(id), { id, ...fields });
      });

      it('keeps the fields that a later change does not name, and of each the last value', async () => {
        await append(set(id, { title: 'First', createdAt: 1, pinned: true }), set(id, { title: 'Second' }));
        await append(set(id, { tags: ['x', 'y', 'x'] }));
        const { title, pinned, tags } = (await history.conversation(id))!;
        assert.deepEqual([title, pinned, tags], ['Second', true, ['x', 'y']]);
      });

      it('is the same when it is said twice', async () => {
        const events = [set(id, { title: 'T', createdAt: 1 }), set(id, { title: 'U' })];
        await append(...events);
        const before = await history.conversation(id);
        await append(...events);
        assert.deepEqual(await history.conversation(id), before);
      });

      it('is undefined when nobody has begun it', async () => {
        assert.equal(await history.conversation(id), undefined);
        assert.deepEqual(await history.messages(id), []);
        assert.deepEqual(await history.jobs(id), []);
        assert.equal(await history.isTombstoned(id), false);
      });
    });

    describe('the list', () => {
      const page = (limit: number, filter: ConversationFilter = {}) =>
        history.conversations({ workspace, ...filter }, limit);

      it('has pinned conversations first, then those that changed last', async () => {
        const [old, recent, pinned, same] = await begin(
          { updatedAt: 10 },
          { updatedAt: 30 },
          { updatedAt: 20, pinned: true },
          { updatedAt: 30 },
        );
        assert.deepEqual(idsOf(await page(10)), [pinned, same, recent, old]);
      });

      it('takes the time of the beginning for one that has not changed', async () => {
        const [a, b] = await begin({ createdAt: 20 }, { createdAt: 1, updatedAt: 10 });
        assert.deepEqual(idsOf(await page(10)), [a, b]);
      });

      it('comes in pages that hold each conversation once', async () => {
        const ids = await begin(
          ...Array.from({ length: 7 }, (_, index) => ({ updatedAt: index >> 1, pinned: index === 3 })),
        );
        const whole = idsOf(await page(100));
        assert.deepEqual([...whole].sort(), [...ids].sort());
        const found: string[] = [];
        for (let after: Conversation | undefined; ;) {
          const part: readonly Conversation[] = await history.conversations({ workspace }, 3, after);
          found.push(...idsOf(part));
          after = part.at(-1);
          if (part.length < 3) break;
        }
        assert.deepEqual(found, whole);
      });

      it('has no conversation for a limit that is none', async () => {
        await begin({}, {});
        for (const limit of [0, -1, Number.NaN, 0.5]) assert.deepEqual(await page(limit), []);
        assert.equal((await page(1.9)).length, 1);
        assert.equal((await page(Number.POSITIVE_INFINITY)).length, 2);
      });

      it('has archived conversations only where they are asked for, and deleted ones nowhere', async () => {
        const [shown, archived] = await begin(
          {},
          { archived: true },
          { deletedAt: 5 },
          { archived: true, deletedAt: 5 },
        );
        assert.deepEqual(idsOf(await page(10)), [shown]);
        assert.deepEqual(idsOf(await page(10, { archived: true })), [archived]);
      });

      it('has those of one folder, or of all', async () => {
        const [here] = await begin({});
        const other = `${id}-other`;
        await append(set(other, { createdAt: 1, workspace: null }));
        assert.deepEqual(idsOf(await page(10)), [here]);
        const all = idsOf(await history.conversations({}, 1_000));
        assert.ok(all.includes(here!) && all.includes(other));
      });

      it('is the same at once, when the history is open', async () => {
        await begin({ updatedAt: 1 }, { updatedAt: 2 });
        assert.deepEqual(await history.firstConversations({ workspace }, 1), await page(1));
      });
    });

    describe('deleting', () => {
      it('hides a conversation, which waits for its tombstone and can come back', async () => {
        const [late, early, shown] = await begin({ deletedAt: 20 }, { deletedAt: 10 }, {});
        const waiting = async () => idsOf(await history.deleted()).filter((found) => found.startsWith(id));
        assert.deepEqual(await waiting(), [early, late]);
        assert.equal((await history.conversation(late!))?.deletedAt, 20);
        await append(set(late!, { deletedAt: null }));
        assert.deepEqual(await waiting(), [early]);
        const listed = idsOf(await history.conversations({ workspace }, 10));
        assert.deepEqual([...listed].sort(), [late, shown]);
      });

      it('for good removes everything about it, and whatever is said later', async () => {
        const events = [
          set(id, { title: 'Secret needle', createdAt: 1, workspace }),
          { type: 'message.put', message: message('m', 'a needle', 'complete', id) },
          {
            type: 'job.put',
            job: {
              id: 'j',
              conversationId: id,
              kind: 'title',
              provider: 'p',
              model: 'm',
              createdAt: 1,
              status: 'complete',
              before: '',
            },
          },
        ] satisfies readonly HistoryEvent[];
        await append(...events);
        await append(tombstone(id));
        await append(...events, {
          type: 'message.delta',
          conversationId: id,
          messageId: 'n',
          index: 0,
          parts: [{ type: 'text', text: 'x' }],
        });
        assert.equal(await history.isTombstoned(id), true);
        assert.equal(await history.conversation(id), undefined);
        assert.deepEqual([await history.messages(id), await history.jobs(id)], [[], []]);
        assert.deepEqual(await history.conversations({ workspace }, 10), []);
        assert.ok(!(await history.labels()).workspaces.includes(workspace));
        const { hits } = await history.search({ text: 'needle', limit: 200 });
        assert.ok(hits.every(({ conversation }) => conversation.id !== id));
      });

      it('for good may come before the conversation itself', async () => {
        await append(tombstone(id));
        await append(set(id, { title: 'Late', createdAt: 1 }));
        assert.equal(await history.conversation(id), undefined);
      });
    });

    it('have labels that are sorted, each once, of those that are not deleted', async () => {
      const tag = (text: string) => `${text} ${id}`;
      await begin(
        { tags: [tag('b'), tag('a')] },
        { tags: [tag('a')], archived: true },
        { tags: [tag('c')], deletedAt: 1 },
      );
      const { tags, workspaces } = await history.labels();
      assert.deepEqual(
        tags.filter((text) => text.endsWith(id)),
        [tag('a'), tag('b')],
      );
      assert.equal(workspaces.filter((found) => found === workspace).length, 1);
      assert.deepEqual(
        tags,
        [...tags].sort((a, b) => a.localeCompare(b)),
      );
    });

    describe('changes', () => {
      it('of another window are announced, and what is asked then shows them', async () => {
        const announced: (ReadonlySet<string> | undefined)[] = [];
        let shown: Promise<Conversation | undefined> | undefined;
        const subscription = history.onChanged((ids) => {
          announced.push(ids);
          shown ??= history.conversation(id);
        });
        await storage.changeElsewhere([set(id, { title: 'From elsewhere', createdAt: 1 })]);
        subscription.dispose();
        assert.ok(announced.every((ids) => ids === undefined || ids.has(id)));
        assert.equal((await shown)?.title, 'From elsewhere');
        await storage.changeElsewhere([set(id, { title: 'Again' })]);
        assert.equal(announced.length, 1, 'the listener is gone');
      });

      it('of this window are announced only by whoever makes them known', async () => {
        const announced: (readonly string[] | undefined)[] = [];
        const subscription = history.onChanged((ids) => announced.push(ids && [...ids]));
        await append(set(id, { createdAt: 1 }));
        assert.deepEqual(announced, []);
        history.notifyChanged(new Set([id]));
        assert.deepEqual(announced, [[id]]);
        subscription.dispose();
      });

      it('are there in the next window', async () => {
        await append(set(id, { title: 'T', createdAt: 1 }));
        assert.equal((await storage.nextWindow().history.conversation(id))?.title, 'T');
      });
    });

    it('refuse what is not understood, with all that came with it', async () => {
      const refused: readonly unknown[] = [
        { type: 'conversation.unknown', id },
        { type: 'conversation.set', id: '', fields: {} },
        { type: 'conversation.set', id: 'nul \0', fields: {} },
        { type: 'conversation.set', id, fields: { title: 7 } },
        { type: 'conversation.set', id, fields: { createdAt: Number.NaN } },
        { type: 'conversation.set', id, fields: { pinned: 'yes' } },
        { type: 'conversation.set', id, fields: { tags: [1] } },
        { type: 'conversation.set', id },
        { type: 'conversation.tombstone' },
        7,
      ];
      for (const event of refused) {
        const events = [set(id, { title: 'kept out', createdAt: 1 }), event] as readonly HistoryEvent[];
        await assert.rejects(history.append(events, 'synced'), {
          name: 'ScoutError',
          code: 'unsavable',
          retryable: false,
        });
        assert.equal(await history.conversation(id), undefined, JSON.stringify(event));
      }
      await assert.rejects(
        history.append([set(id, { title: (() => '') as unknown as string, createdAt: 1 })], 'synced'),
        { name: 'ScoutError', code: 'unsavable' },
      );
      await history.append([], 'synced');
    });
  });
}
