import assert from 'node:assert/strict';
import { MemoryHistory } from '../../../support/memoryHistory.js';
import { allConversations, importBytes, importJson, outline } from '../support/importing.js';

describe('a conversation of another program', () => {
  const claudeChat = (...messages: object[]) => [
    {
      uuid: 'c',
      name: 'Chat',
      created_at: '2026-01-01T00:00:00Z',
      updated_at: '2026-01-01T00:00:00Z',
      chat_messages: messages,
    },
  ];
  const message = (uuid: string, parent: string | null, more: object = {}) => ({
    uuid,
    sender: 'human',
    text: uuid,
    ...(parent === null ? {} : { parent_message_uuid: parent }),
    created_at: '2026-01-01T00:00:00Z',
    ...more,
  });

  async function readOutline(value: unknown): Promise<{ lines: readonly string[]; notes: object }> {
    const history = new MemoryHistory();
    const report = await importJson(history, value);
    assert.deepEqual([report.outcome, report.problems], ['complete', []]);
    const [conversation] = await allConversations(history);
    return { lines: conversation === undefined ? [] : await outline(history, conversation), notes: report.notes };
  }

  it('with a circle of messages begins a branch somewhere, and keeps them all', async () => {
    const { lines, notes } = await readOutline(claudeChat(message('a', 'c'), message('b', 'a'), message('c', 'b')));
    assert.equal(lines.length, 3);
    assert.deepEqual(notes, { cycle: 1 });
  });

  it('with a message that follows itself keeps it', async () => {
    assert.deepEqual(await readOutline(claudeChat(message('a', 'a'))), { lines: ['user: "a" <'], notes: { cycle: 1 } });
  });

  it('with a message whose predecessor is missing begins a branch with it', async () => {
    assert.deepEqual(await readOutline(claudeChat(message('a', 'lost'), message('b', 'a'))), {
      lines: ['user: "a"', '  user: "b" <'],
      notes: { 'lost-parent': 1 },
    });
  });

  it('with a message that becomes more of them than a chat may have keeps the first', async () => {
    const history = new MemoryHistory();
    const content = Array.from({ length: 10 }, (_, index) => [
      { type: 'tool_use', id: `${index}`, name: 'look', input: {} },
      { type: 'tool_result', tool_use_id: `${index}`, content: 'seen' },
    ]).flat();
    const answer = message('a', null, { sender: 'assistant', content });
    const report = await importJson(history, claudeChat(answer, message('b', 'a')), { messages: 5 });
    const [conversation] = await allConversations(history);
    assert.equal((await history.messages(conversation!.id)).length, 5);
    assert.deepEqual(report.notes, { 'many-messages': 16 });
    assert.ok((await outline(history, conversation!)).at(-1)?.endsWith(' <'), 'the last one is the end');
  });

  it('with two messages of one id keeps the first', async () => {
    assert.deepEqual(await readOutline(claudeChat(message('a', null), message('a', null, { text: 'second' }))), {
      lines: ['user: "a" <'],
      notes: { duplicate: 1 },
    });
  });

  it('with messages that are not built as they must be keeps the others', async () => {
    const { lines, notes } = await readOutline(
      claudeChat(message('a', null), { uuid: 7 }, { uuid: 'x', sender: 'robot' }, message('b', 'a')),
    );
    assert.deepEqual(lines, ['user: "a"', '  user: "b" <']);
    assert.deepEqual(notes, { 'unreadable-message': 2 });
  });

  it('with names from the depths of JavaScript keeps them as names', async () => {
    const mapping = JSON.parse(
      '{"__proto__":{"message":null,"parent":null},"constructor":{"message":{"author":{"role":"user"},"content":{"content_type":"text","parts":["hi"]}},"parent":"__proto__"}}',
    ) as unknown;
    const { lines } = await readOutline([
      { title: '__proto__', mapping, current_node: 'constructor', conversation_id: 'toString' },
    ]);
    assert.deepEqual(lines, ['user: "hi" <']);
    assert.equal(({} as { message?: unknown }).message, undefined);
  });

  it('with half characters in its texts and ids is imported', async () => {
    const { lines } = await readOutline(claudeChat(message('\ud83d', null, { text: 'half \udc00' })));
    assert.deepEqual(lines, [`user: ${JSON.stringify('half \udc00')} <`]);
  });

  for (const [what, value] of [
    ['seconds', 1_767_225_600],
    ['milliseconds', 1_767_225_600_000],
    ['microseconds', 1_767_225_600_000_000],
    ['nanoseconds', 1.7672256e18],
    ['a text of seconds', '1767225600'],
    ['ISO 8601', '2026-01-01T01:00:00+01:00'],
  ] as const) {
    it(`whose dates are ${what} has the right ones`, async () => {
      const history = new MemoryHistory();
      await importJson(history, [{ ...claudeChat(message('a', null))[0], created_at: value }]);
      assert.equal((await allConversations(history))[0]?.createdAt, Date.UTC(2026, 0, 1));
    });
  }

  for (const value of ['yesterday', '', -5, 1e300, null, {}, 'NaN', '+275761-01-01T00:00:00Z']) {
    it(`whose date is ${JSON.stringify(value)} has that of its first message`, async () => {
      const history = new MemoryHistory();
      await importJson(history, [{ ...claudeChat(message('a', null))[0], created_at: value, updated_at: value }]);
      const [conversation] = await allConversations(history);
      assert.deepEqual(
        [conversation?.createdAt, conversation?.updatedAt],
        [Date.UTC(2026, 0, 1), Date.UTC(2026, 0, 1)],
      );
    });
  }

  it('that is ten thousand messages deep is imported', async () => {
    const history = new MemoryHistory();
    const report = await importBytes(
      history,
      `{"conversationId":"c","recursive":true,"messagesTree":[${deepJson(9_000)}]}`,
    );
    assert.deepEqual([report.problems, report.messages], [[], 9_000]);
  });

  it('that is deeper than any is refused', async () => {
    const report = await importBytes(
      new MemoryHistory(),
      `{"conversationId":"c","recursive":true,"messagesTree":[${deepJson(11_000)}]}`,
    );
    assert.deepEqual(
      report.problems.map(({ reason }) => reason),
      ['too-deep'],
    );
  });

  it('whose tool was given something without an end keeps the call', async () => {
    const deep = JSON.parse(`${'{"a":'.repeat(3_000)}1${'}'.repeat(3_000)}`) as unknown;
    const { lines, notes } = await readOutline(
      claudeChat(
        message('a', null),
        message('b', 'a', { sender: 'assistant', content: [{ type: 'tool_use', id: 't', name: 'dig', input: deep }] }),
      ),
    );
    assert.equal(lines[1], '  assistant anthropic: call(dig null) <');
    assert.deepEqual(notes, { 'deep-data': 1 });
  });

  it('cannot bring opaque parts, which only SCOUT’s own archives may', async () => {
    const { lines, notes } = await readOutline(
      claudeChat(
        message('a', null),
        message('b', 'a', {
          sender: 'assistant',
          content: [
            { type: 'opaque', vendor: 'anthropic', data: {} },
            { type: 'text', text: 'B' },
          ],
        }),
      ),
    );
    assert.deepEqual(lines, ['user: "a"', '  assistant anthropic: "B" <']);
    assert.deepEqual(notes, { 'unknown-part': 1 });
  });

  it('whose attachment is not what it says is imported without it', async () => {
    const picture = (data: string) => ({ type: 'image', source: { type: 'base64', media_type: 'image/png', data } });
    const { lines, notes } = await readOutline(
      claudeChat(
        message('a', null, {
          content: [
            { type: 'text', text: 'A' },
            picture(Buffer.from('<svg onload="alert(1)">').toString('base64')),
            picture('not base64!'),
            picture(''),
          ],
        }),
      ),
    );
    assert.deepEqual(lines, ['user: "A" <']);
    assert.deepEqual(notes, { 'attachment-kind': 1, 'attachment-missing': 2 });
  });

  it('folded to slow its reader down does not', async () => {
    const content = '<details type="reasoning">'.repeat(50_000) + `<details ${'a'.repeat(500_000)}`;
    const { lines } = await readOutline([
      {
        id: 'o',
        title: 'O',
        chat: { history: { currentId: 'm', messages: { m: { id: 'm', role: 'assistant', content, parentId: null } } } },
      },
    ]);
    assert.equal(lines.length, 1);
  });
});

/** A question in a question in a question, as text: to write it, a stack would be needed. */
function deepJson(depth: number): string {
  const begin = Array.from(
    { length: depth },
    (_, number) => `{"messageId":"m${number}","isCreatedByUser":true,"text":"x","children":[`,
  ).join('');
  return `${begin}${']}'.repeat(depth)}`;
}
