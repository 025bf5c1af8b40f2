import assert from 'node:assert/strict';
import type { StoredMessage } from '../../../../src/storage/api/chatHistory.js';
import { connectHistory } from '../../../../src/storage/host/connectHistory.js';
import type { Ask } from '../../../../src/storage/protocol/queries.js';
import { historySchema } from '../../../../src/storage/worker/databases/history/historySchema.js';
import { MemoryDatabase } from '../../../support/memoryDatabase.js';

const conversationId = 'c';
const pageBytes = 256 * 1024;

/** A history whose answers are noted down. */
function noted() {
  const database = new MemoryDatabase(historySchema);
  const answers: { readonly query: string; readonly answer: unknown }[] = [];
  const ask = ((query: string, ...parameters: readonly unknown[]) => {
    const answer = database.query(query, parameters);
    answers.push({ query, answer });
    return Promise.resolve(answer);
  }) as Ask<'history'>;
  const history = connectHistory(
    ask,
    (events) => Promise.resolve(database.append(events)).then(() => undefined),
    () => ({ dispose: () => undefined }),
  );
  const add = (id: string, createdAt: number, length: number): Promise<void> => {
    const parts = [{ type: 'text', text: 'x'.repeat(length) }] as const;
    const message: StoredMessage = {
      id,
      conversationId,
      parentId: null,
      role: 'user',
      parts,
      createdAt,
      status: 'complete',
    };
    return history.append([{ type: 'message.put', message }], 'synced');
  };
  return { history, answers, add };
}

describe('the messages of a conversation', () => {
  it('are read in pages of limited size, the newest first, and come in order', async () => {
    const { history, answers, add } = noted();
    for (let index = 0; index < 60; index++) await add(`m${(index * 7) % 60}`, (index * 7) % 60, 20_000);
    const ids = (await history.messages(conversationId)).map(({ id }) => id);
    assert.deepEqual(
      ids,
      Array.from({ length: 60 }, (_, index) => `m${index}`),
    );
    const pages = answers.filter(({ query }) => query === 'messages').map(({ answer }) => answer as StoredMessage[]);
    assert.ok(pages.length >= 5, `${pages.length} pages of 1.2 MB`);
    assert.equal(pages[0]!.at(-1)!.id, 'm59');
    assert.equal(pages.at(-1)![0]!.id, 'm0');
    for (const page of pages) assert.ok(JSON.stringify(page).length <= pageBytes + page.length, 'a page is too large');
    assert.equal(pages.flat().length, 60, 'each message is read once');
  });

  it('are one page each where they are larger than one', async () => {
    const { history, answers, add } = noted();
    await add('small', 1, 10);
    await add('large', 2, 2 * pageBytes);
    await add('last', 3, 10);
    assert.deepEqual(
      (await history.messages(conversationId)).map(({ id }) => id),
      ['small', 'large', 'last'],
    );
    assert.deepEqual(answers.find(({ query }) => query === 'messagePages')?.answer, [['last'], ['large'], ['small']]);
  });

  it('are none, without asking for a page, where there are none', async () => {
    const { history, answers } = noted();
    assert.deepEqual(await history.messages(conversationId), []);
    assert.deepEqual(
      answers.map(({ query }) => query),
      ['messagePages'],
    );
  });
});
