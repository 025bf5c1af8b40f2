import assert from 'node:assert/strict';
import { ScoutError } from '../../../../src/core/errors.js';
import { MemoryHistory } from '../../../support/memoryHistory.js';
import { allConversations, importAll, importJson, outline, titled } from '../support/importing.js';

/** An export of Claude's: conversations of messages that follow each other. */
function claudeExport(...chats: readonly (readonly [name: string, ...messages: string[]])[]): object[] {
  return chats.map(([name, ...messages]) => ({
    uuid: `uuid of ${name}`,
    name,
    created_at: '2026-01-01T00:00:00Z',
    updated_at: `2026-01-01T00:00:${String(messages.length).padStart(2, '0')}Z`,
    chat_messages: messages.map((text, index) => ({
      uuid: `${name} ${text}`,
      sender: index % 2 === 0 ? 'human' : 'assistant',
      text,
      created_at: `2026-01-01T00:00:${String(index).padStart(2, '0')}Z`,
    })),
  }));
}

const many = (count: number, length = 1) =>
  claudeExport(
    ...Array.from(
      { length: count },
      (_, index) => [`chat ${index}`, 'Question'.padEnd(length, '.'), 'Answer'] as const,
    ),
  );
const bytesOf = (value: unknown) =>
  [{ kind: 'bytes', name: 'chosen.file', bytes: Buffer.from(JSON.stringify(value)) }] as const;

describe('an import', () => {
  it('adds nothing the second time, and writes nothing', async () => {
    const history = new MemoryHistory();
    const file = claudeExport(['A', 'one', 'two'], ['B', 'one']);
    const first = await importJson(history, file);
    assert.deepEqual([first.added, first.messages], [2, 3]);
    const written = history.appended.length;
    const second = await importJson(history, file);
    assert.deepEqual([second.added, second.extended, second.unchanged, second.messages], [0, 0, 2, 0]);
    assert.equal(history.appended.length, written);
  });

  it('adds the new messages of a newer export, and shows where it goes on', async () => {
    const history = new MemoryHistory();
    await importJson(history, claudeExport(['A', 'one', 'two']));
    const report = await importJson(history, claudeExport(['A', 'one', 'two', 'three', 'four'], ['B', 'new']));
    assert.deepEqual([report.added, report.extended, report.unchanged, report.messages], [1, 1, 0, 3]);
    const conversation = await titled(history, 'A');
    assert.deepEqual(await outline(history, conversation), [
      'user: "one"',
      '  assistant anthropic: "two"',
      '    user: "three"',
      '      assistant anthropic: "four" <',
    ]);
    assert.equal(conversation.updatedAt, Date.UTC(2026, 0, 1, 0, 0, 4));
  });

  it('overwrites nothing the user has changed since', async () => {
    const history = new MemoryHistory();
    await importJson(history, claudeExport(['A', 'one', 'two']));
    const { id } = await titled(history, 'A');
    const fields = { title: 'My own', tags: ['mine'], pinned: true, archived: true, persona: 'P' };
    await history.append([{ type: 'conversation.set', id, fields }], 'synced');
    await importJson(history, claudeExport(['A', 'one', 'two', 'three']));
    const { title, tags, pinned, archived, persona } = await titled(history, 'My own');
    assert.deepEqual({ title, tags, pinned, archived, persona }, fields);
    assert.equal((await history.messages(id)).length, 3);
  });

  it('takes no conversation back in the list: it stays as new as it was', async () => {
    const history = new MemoryHistory();
    await importJson(history, claudeExport(['A', 'one', 'two']));
    const { id } = await titled(history, 'A');
    const updatedAt = Date.UTC(2027, 0, 1);
    await history.append([{ type: 'conversation.set', id, fields: { updatedAt } }], 'synced');
    const report = await importJson(history, claudeExport(['A', 'one', 'two', 'three']));
    assert.equal(report.extended, 1);
    assert.equal((await titled(history, 'A')).updatedAt, updatedAt);
  });

  it('leaves the user where they went on by themselves', async () => {
    const history = new MemoryHistory();
    await importJson(history, claudeExport(['A', 'one', 'two']));
    const { id, headId } = await titled(history, 'A');
    const own = {
      id: 'own',
      conversationId: id,
      parentId: headId,
      role: 'user',
      parts: [{ type: 'text', text: 'mine' }],
      createdAt: 1_800_000_000_000,
      status: 'complete',
    } as const;
    await history.append(
      [
        { type: 'message.put', message: own },
        { type: 'conversation.set', id, fields: { headId: 'own', updatedAt: 1_800_000_000_000 } },
      ],
      'synced',
    );
    await importJson(history, claudeExport(['A', 'one', 'two', 'three']));
    assert.deepEqual(await outline(history, await titled(history, 'A')), [
      'user: "one"',
      '  assistant anthropic: "two"',
      '    user: "three"',
      '    user: "mine" <',
    ]);
    assert.equal((await titled(history, 'A')).updatedAt, 1_800_000_000_000);
  });

  it('brings back nothing that was deleted, a moment ago or for good, and says how much', async () => {
    const history = new MemoryHistory();
    const file = claudeExport(['A', 'one'], ['B', 'one'], ['C', 'one']);
    await importJson(history, file);
    const [a, b] = [await titled(history, 'A'), await titled(history, 'B')];
    await history.append(
      [
        { type: 'conversation.set', id: a.id, fields: { deletedAt: 5 } },
        { type: 'conversation.tombstone', id: b.id },
      ],
      'synced',
    );
    const written = history.appended.length;
    const report = await importJson(history, file);
    assert.deepEqual([report.deleted, report.unchanged, report.added], [2, 1, 0]);
    assert.equal(history.appended.length, written);
    assert.deepEqual(
      (await allConversations(history)).map(({ title }) => title),
      ['C'],
    );
  });

  it('of the same conversation twice in one file adds it once, with the messages of both', async () => {
    const history = new MemoryHistory();
    const report = await importJson(history, claudeExport(['A', 'one'], ['A', 'one', 'two'], ['A', 'one', 'two']));
    assert.deepEqual([report.added, report.extended, report.unchanged, report.messages], [1, 1, 1, 2]);
    assert.deepEqual(await outline(history, await titled(history, 'A')), [
      'user: "one"',
      '  assistant anthropic: "two" <',
    ]);
  });

  it('makes the same ids anywhere, and others for other programs', async () => {
    const ids = await Promise.all(
      [
        claudeExport(['A', 'one']),
        claudeExport(['A', 'one']),
        [{ id: 'uuid of A', title: 'A', chat: { messages: [{ role: 'user', content: 'one' }] } }],
      ].map(async (file) => {
        const history = new MemoryHistory();
        await importJson(history, file);
        const { id } = await titled(history, 'A');
        return [id, (await history.messages(id))[0]!.id];
      }),
    );
    assert.deepEqual(ids[0], ids[1]);
    assert.notDeepEqual(ids[0], ids[2]);
    for (const id of ids.flat())
      assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u);
  });

  it('writes transactions of a bounded size, the last of them synced', async () => {
    const history = new MemoryHistory();
    await importJson(history, many(30, 500_000));
    const sizes = history.appended.map(({ events }) => JSON.stringify(events).length);
    assert.ok(sizes.length > 5, `${sizes.length} transactions`);
    assert.ok(Math.max(...sizes) < 3_000_000, `${Math.max(...sizes)} characters`);
    assert.deepEqual(
      history.appended.map(({ durability }) => durability),
      [...sizes.slice(1).map(() => 'written'), 'synced'],
    );
    await importJson(history, many(2_000));
    assert.ok(history.appended.every(({ events }) => events.length <= 1_000));
  });

  it('waits for the history: no more than one transaction is under way', async () => {
    class SlowHistory extends MemoryHistory {
      underWay = 0;
      most = 0;
      override async append(...parameters: Parameters<MemoryHistory['append']>): Promise<void> {
        this.underWay += 1;
        this.most = Math.max(this.most, this.underWay);
        await new Promise((resolve) => setTimeout(resolve, 100));
        await super.append(...parameters);
        this.underWay -= 1;
      }
    }
    const history = new SlowHistory();
    const report = await importJson(history, many(10, 500_000));
    assert.deepEqual([report.added, history.most], [10, 1]);
  });

  it('that is cancelled keeps what is imported, synced, and says so', async () => {
    const history = new MemoryHistory();
    const stop = new AbortController();
    let seen = 0;
    const report = await importAll(history, bytesOf(many(5_000)), {}, stop.signal, ({ conversations }) => {
      seen = conversations;
      if (conversations > 0) stop.abort();
    });
    assert.equal(report.outcome, 'cancelled');
    assert.ok(report.added > 0 && report.added < 5_000, `${report.added} of 5000, ${seen} seen`);
    assert.equal((await history.conversations({}, 10_000)).length, report.added);
    assert.equal(history.appended.at(-1)?.durability, 'synced');
  });

  it('that cannot save stops with the reason, and counts nothing it could not', async () => {
    const history = new MemoryHistory();
    history.failure = new ScoutError('storage', 'The disk is full.');
    const report = await importJson(history, many(3));
    assert.deepEqual(
      [report.outcome, report.failure, report.added, report.messages],
      ['stopped', 'The disk is full.', 0, 0],
    );
    assert.deepEqual(await allConversations(history), []);
  });

  it('of a message that can never be saved keeps all others, and counts it', async () => {
    class PickyHistory extends MemoryHistory {
      appends = 0;
      override append(...parameters: Parameters<MemoryHistory['append']>): Promise<void> {
        this.appends += 1;
        const isRefused = JSON.stringify(parameters[0]).includes('refused');
        return isRefused ? Promise.reject(new ScoutError('unsavable', 'Never.')) : super.append(...parameters);
      }
    }
    const history = new PickyHistory();
    const file = claudeExport(['A', 'one', 'two'], ['B', 'one', 'refused', 'three'], ['C', 'one']);
    const report = await importJson(history, file);
    assert.deepEqual([report.outcome, report.added, report.notes], ['complete', 3, { unsavable: 1 }]);
    assert.deepEqual(await outline(history, await titled(history, 'A')), [
      'user: "one"',
      '  assistant anthropic: "two" <',
    ]);
    assert.equal((await history.messages((await titled(history, 'B')).id)).length, 2);
    assert.ok(history.appends < 12, `${history.appends} tries`);
  });

  it('asks the history about many conversations at once', async () => {
    class CountingHistory extends MemoryHistory {
      together = 0;
      most = 0;
      override async isTombstoned(id: string): Promise<boolean> {
        this.together += 1;
        this.most = Math.max(this.most, this.together);
        await Promise.resolve();
        const isTombstoned = await super.isTombstoned(id);
        this.together -= 1;
        return isTombstoned;
      }
    }
    const history = new CountingHistory();
    assert.equal((await importJson(history, many(500))).added, 500);
    assert.equal(history.most, 64);
  });

  it('that can save only a part counts that part', async () => {
    class FullHistory extends MemoryHistory {
      override append(...parameters: Parameters<MemoryHistory['append']>): Promise<void> {
        if (this.appended.length === 8) this.failure = new ScoutError('storage', 'The disk is full.');
        return super.append(...parameters);
      }
    }
    const history = new FullHistory();
    const report = await importJson(history, many(30, 500_000));
    const whole = await Promise.all(
      (await allConversations(history)).map(async ({ id }) => (await history.messages(id)).length === 2),
    );
    assert.equal(report.outcome, 'stopped');
    assert.equal(report.added, whole.filter(Boolean).length);
    assert.ok(report.added > 0);
  });

  it('reports its progress, up to the end', async () => {
    const reported: number[] = [];
    await importAll(
      new MemoryHistory(),
      [...bytesOf(many(5_000)), ...bytesOf(many(10))],
      {},
      undefined,
      ({ fraction }) => reported.push(fraction),
    );
    assert.deepEqual(
      reported,
      [...reported].sort((a, b) => a - b),
    );
    assert.ok(
      reported.some((fraction) => fraction > 0.1 && fraction < 0.4),
      'in the first file',
    );
    assert.equal(reported.at(-1), 1);
  });
});
