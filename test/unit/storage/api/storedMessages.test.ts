/**
 * What the port `ChatHistory` promises of messages, jobs and the search, for the real storage and for the double that tests of other
 * layers use. See chatHistory.test.ts.
 */
import assert from 'node:assert/strict';
import { uuidv7 } from '../../../../src/core/uuid.js';
import type { ChatHistory, HistoryEvent, StoredJob, StoredMessage } from '../../../../src/storage/api/chatHistory.js';
import { implementations, type StorageUnderTest } from '../support/storageUnderTest.js';

const put = (stored: StoredMessage): HistoryEvent => ({ type: 'message.put', message: stored });

for (const { name, open } of implementations) {
  describe(`messages, by ${name}`, function () {
    this.timeout(60_000);
    let storage: StorageUnderTest;
    let history: ChatHistory;
    let id: string;
    /** A message's id, which no other test uses: a window remembers what it streams. */
    let m: string;

    const append = (...events: readonly HistoryEvent[]): Promise<void> => history.append(events, 'synced');
    const message = (messageId: string, text: string, more: Partial<StoredMessage> = {}): StoredMessage => ({
      id: messageId,
      conversationId: id,
      parentId: null,
      role: 'assistant',
      parts: [{ type: 'text', text }],
      createdAt: 1,
      status: 'complete',
      ...more,
    });
    const delta = (index: number, text: string, messageId = m): HistoryEvent => ({
      type: 'message.delta',
      conversationId: id,
      messageId,
      index,
      parts: [{ type: 'text', text }],
    });
    /** Status and text of the message. */
    const shown = async (of = history, messageId = m): Promise<string | undefined> => {
      const found = (await of.messages(id)).find((stored) => stored.id === messageId);
      return (
        found &&
        `${found.status}: ${found.parts.map((part) => (part.type === 'text' ? part.text : part.type)).join('|')}`
      );
    };

    before(() => {
      storage = open();
      ({ history } = storage);
    });
    after(() => storage.close());
    beforeEach(() => {
      id = uuidv7();
      m = uuidv7();
    });

    it('come back as they were, of all branches, the oldest first', async () => {
      const stored: readonly StoredMessage[] = [
        message('z', 'question \0 漢字 \ud800', { role: 'user', createdAt: 1 }),
        message('b', 'answer', {
          parentId: 'z',
          createdAt: 2,
          provider: 'openai',
          model: 'm',
          usage: { inputTokens: 1, outputTokens: 2 },
          finishReason: 'stop',
        }),
        message('c', 'other answer', {
          parentId: 'z',
          createdAt: 2,
          status: 'failed',
          error: { code: 'network', message: 'offline' },
        }),
        message('d', '', {
          parentId: 'b',
          role: 'user',
          createdAt: 3,
          parts: [{ type: 'file', mediaType: 'image/png', data: 'A'.repeat(40_000), name: 'x.png' }],
        }),
      ];
      await append(...stored.toReversed().map(put));
      assert.deepEqual(await history.messages(id), stored);
      assert.deepEqual(await history.messages(id, ['c', 'unknown', 'z']), [stored[0], stored[2]]);
      assert.deepEqual(await history.messages(id, []), []);
      assert.deepEqual((await history.messagePages(id)).flat(), stored.map((message) => message.id).toReversed());
      assert.deepEqual(await storage.nextWindow().history.messages(id), stored);
    });

    it('may come before their conversation', async () => {
      await append(put(message(m, 'early')));
      await append({ type: 'conversation.set', id, fields: { title: 'Late', createdAt: 1 } });
      assert.equal(await shown(), 'complete: early');
    });

    it('that are finished never change, and a finished answer beats an interruption', async () => {
      for (const [first, second, expected] of [
        ['streaming', 'complete', 'complete: second'],
        ['streaming', 'interrupted', 'interrupted: second'],
        ['interrupted', 'complete', 'complete: second'],
        ['interrupted', 'failed', 'failed: second'],
        ['complete', 'interrupted', 'complete: first'],
        ['complete', 'failed', 'complete: first'],
        ['complete', 'streaming', 'complete: first'],
        ['complete', 'complete', 'complete: first'],
        ['interrupted', 'interrupted', 'interrupted: first'],
      ] as const) {
        [id, m] = [uuidv7(), uuidv7()];
        await append(put(message(m, 'first', { status: first })));
        await append(put(message(m, 'second', { status: second })));
        assert.equal(await shown(), expected, `${first}, then ${second}`);
      }
    });

    it('of two conversations may have one id', async () => {
      await append(put(message(m, 'one')), put(message(m, 'other', { conversationId: `${id}-2` })));
      assert.equal(await shown(), 'complete: one');
      assert.equal((await history.messages(`${id}-2`)).length, 1);
    });

    describe('that are being written', () => {
      it('grow by their deltas, in the order of the index, each once, also those that come before the message', async () => {
        await append(delta(1, 'b'));
        await append(put(message(m, '>', { status: 'streaming' })));
        await history.append([delta(2, 'c'), delta(0, 'a')], 'written');
        await append(delta(1, 'again'));
        assert.equal(await shown(), 'streaming: >abc');
      });

      it('join a text to a text and a reasoning to a reasoning, and nothing else', async () => {
        await append(put(message(m, '', { status: 'streaming', parts: [] })));
        const parts = [
          { type: 'reasoning', text: 'r1' },
          { type: 'reasoning', text: 'r2' },
          { type: 'text', text: 't1' },
          { type: 'text', text: 't2' },
          { type: 'reasoning', text: 'r3' },
        ] as const;
        await append(...parts.map((part, index) => ({ ...delta(index, ''), parts: [part] }) as HistoryEvent));
        assert.deepEqual((await history.messages(id))[0]?.parts, [
          { type: 'reasoning', text: 'r1r2' },
          { type: 'text', text: 't1t2' },
          { type: 'reasoning', text: 'r3' },
        ]);
      });

      it('forget their deltas when they are finished, also those that come late', async () => {
        await append(put(message(m, 'begun', { status: 'streaming' })), delta(0, ' so'));
        await append(put(message(m, 'whole')));
        await append(delta(1, ' late'));
        assert.equal(await shown(), 'complete: whole');
      });

      it('are interrupted for the next window, with what was said', async () => {
        await append(put(message(m, 'begun', { status: 'streaming' })), delta(0, ' so'));
        assert.equal(await shown(), 'streaming: begun so');
        assert.equal(await shown(storage.nextWindow().history), 'interrupted: begun so');
      });

      it('in another window are seen growing', async () => {
        await storage.changeElsewhere([put(message(m, 'begun', { status: 'streaming' })), delta(0, ' there')]);
        assert.equal(await shown(), 'streaming: begun there');
        await storage.changeElsewhere([put(message(m, 'whole'))]);
        assert.equal(await shown(), 'complete: whole');
      });
    });

    it('have jobs beside them, oldest first, of which the first record counts', async () => {
      const job = (jobId: string, createdAt: number, before = ''): StoredJob => ({
        id: jobId,
        conversationId: id,
        kind: 'title',
        provider: 'p',
        model: 'm',
        createdAt,
        status: 'complete',
        before,
        after: 'New title',
        usage: { inputTokens: 3, outputTokens: 4 },
      });
      await append({ type: 'job.put', job: job('late', 2) }, { type: 'job.put', job: job('early', 1) });
      await append({ type: 'job.put', job: job('late', 2, 'changed') });
      assert.deepEqual(await history.jobs(id), [job('early', 1), job('late', 2)]);
    });

    it('are refused when they are none, with all that came with them', async () => {
      const refused: readonly unknown[] = [
        put(message('', 'x')),
        put(message('x', 'x', { status: 'unknown' as 'complete' })),
        put(message('x', 'x', { createdAt: Number.POSITIVE_INFINITY })),
        put(message('x', 'x', { parts: 'text' as unknown as StoredMessage['parts'] })),
        put(message('x', 'x', { parts: [7 as never] })),
        // Objects here, and texts in the file, where nobody would understand them.
        put(message('x', 'x', { parts: [new Date(0) as never] })),
        put(message('x', 'x', { parts: [Object('text') as never] })),
        put(message('x', 'x', { parentId: 7 as unknown as string })),
        { type: 'message.put', message: {} },
        delta(-1, 'x'),
        delta(0.5, 'x'),
        { ...delta(0, 'x'), messageId: '' },
        { type: 'job.put', job: { id: 'j', conversationId: id } },
      ];
      for (const event of refused) {
        const events = [put(message('kept out', 'x')), event] as readonly HistoryEvent[];
        await assert.rejects(history.append(events, 'synced'), {
          name: 'ScoutError',
          code: 'unsavable',
          retryable: false,
        });
        assert.deepEqual(await history.messages(id), [], JSON.stringify(event));
      }
    });

    describe('are searched for', () => {
      /** A word that occurs in this test only. */
      let word: string;
      beforeEach(async () => {
        word = `w${id.replaceAll('-', '')}`;
        await append(
          { type: 'conversation.set', id, fields: { title: `About ${word}`, createdAt: 5, tags: [word] } },
          put(message('old', `the ${word} of old`, { role: 'user', createdAt: 10 })),
          put(
            message('new', `Another ${word.toUpperCase()}, and more.`, {
              createdAt: 20,
              provider: 'openai',
              model: 'gpt',
            }),
          ),
          put(message('other', 'nothing of that', { createdAt: 30 })),
        );
      });

      it('by a word, upper and lower case alike, also in titles', async () => {
        const { hits, more, ignored } = await history.search({ text: `${word} `, limit: 10 });
        assert.deepEqual(hits.map(({ messageId }) => messageId).sort(), ['new', 'old', null].sort());
        assert.deepEqual([more, ignored], [false, []]);
        const hit = hits.find(({ messageId }) => messageId === 'new')!;
        assert.equal(hit.conversation.title, `About ${word}`);
        assert.deepEqual([hit.role, hit.time, hit.provider, hit.model], ['assistant', 20, 'openai', 'gpt']);
        assert.deepEqual(
          hit.snippet.filter(({ isMatch }) => isMatch).map(({ text }) => text),
          [word.toUpperCase()],
        );
      });

      it('the newest first when there are more than the limit', async () => {
        const { hits, more } = await history.search({ text: `${word} from:me`, limit: 1 });
        assert.deepEqual([hits.map(({ messageId }) => messageId), more], [['old'], false]);
        const limited = await history.search({ text: `${word} `, limit: 1 });
        assert.deepEqual([limited.hits.length, limited.more], [1, true]);
      });

      it('by filters, and what is not understood is named', async () => {
        const { hits, ignored } = await history.search({ text: `tag:${word} before:soon nothing `, limit: 10 });
        assert.deepEqual(
          hits.map(({ messageId }) => messageId),
          ['other'],
        );
        assert.deepEqual(ignored, ['before:soon']);
      });

      it('as a piece of text that occurs as it stands', async () => {
        const { hits } = await history.search({ text: `${word}, AND`, limit: 10, exact: true });
        assert.deepEqual(
          hits.map(({ messageId }) => messageId),
          ['new'],
        );
      });

      it('not in conversations that are deleted, but in archived ones', async () => {
        const find = async () => (await history.search({ text: `${word} `, limit: 10 })).hits.length;
        await append({ type: 'conversation.set', id, fields: { archived: true } });
        assert.equal(await find(), 3);
        await append({ type: 'conversation.set', id, fields: { deletedAt: 1 } });
        assert.equal(await find(), 0);
      });
    });
  });
}
