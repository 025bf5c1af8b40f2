import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { uuidv7 } from '../../../../src/core/uuid.js';
import { messageRank } from '../../../../src/storage/api/messageRank.js';
import { MemoryHistory } from '../../../support/memoryHistory.js';
import { exported, inFolder } from '../support/exporting.js';
import {
  allConversations,
  fixture,
  importAll,
  importJson,
  importPaths,
  messagesOf,
  outline,
  titled,
} from '../support/importing.js';

type Node = readonly [id: string, parent: string | null, role: 'user' | 'assistant', text: string, type?: string];

function chatGptExport(...nodes: readonly Node[]): object[] {
  const mapping = Object.fromEntries(
    nodes.map(([id, parent, role, text, type = 'text']) => {
      const content =
        type === 'thoughts'
          ? { content_type: type, thoughts: [{ summary: text, content: '' }] }
          : { content_type: type, parts: [text] };
      return [id, { message: { author: { role }, content }, parent }];
    }),
  );
  return [{ title: 'T', conversation_id: 'c', create_time: 1_700_000_000, mapping, current_node: nodes.at(-1)![0] }];
}

const continueExport = (...history: readonly (readonly [role: string, content: unknown])[]) => ({
  sessionId: 's',
  title: 'T',
  history: history.map(([role, content]) => ({ message: { role, content } })),
});

describe('a message that has grown since the last import', () => {
  const half = chatGptExport(['u', null, 'user', 'q'], ['a1', 'u', 'assistant', 'one']);
  const whole = chatGptExport(
    ['u', null, 'user', 'q'],
    ['a1', 'u', 'assistant', 'one'],
    ['a2', 'a1', 'assistant', 'two'],
    ['u2', 'a2', 'user', 'q2'],
    ['a3', 'u2', 'assistant', 'three'],
  );
  const wholeOutline = [
    'user: "q"',
    '  assistant openai: "one\\n\\ntwo"',
    '    user: "q2"',
    '      assistant openai: "three" <',
  ];

  it('is continued in its place, and the conversation goes on where everybody sees it', async () => {
    const history = new MemoryHistory();
    await importJson(history, half);
    const report = await importJson(history, whole);
    assert.deepEqual([report.extended, report.messages], [1, 3]);
    assert.deepEqual(await outline(history, await titled(history, 'T')), wholeOutline);
  });

  it('is not shortened by an older export, and nothing is written then', async () => {
    const history = new MemoryHistory();
    await importJson(history, whole);
    const written = history.appended.length;
    const report = await importJson(history, half);
    assert.deepEqual([report.unchanged, history.appended.length], [1, written]);
    assert.deepEqual(await outline(history, await titled(history, 'T')), wholeOutline);
  });

  it('was exported while the model was thinking', async () => {
    const history = new MemoryHistory();
    await importJson(history, chatGptExport(['u', null, 'user', 'q'], ['t', 'u', 'assistant', 'Hm', 'thoughts']));
    await importJson(
      history,
      chatGptExport(
        ['u', null, 'user', 'q'],
        ['t', 'u', 'assistant', 'Hm', 'thoughts'],
        ['a', 't', 'assistant', 'Yes.'],
      ),
    );
    assert.deepEqual(await outline(history, await titled(history, 'T')), [
      'user: "q"',
      '  assistant openai: reasoning("**Hm**\\n\\n\\n\\n") + "Yes." <',
    ]);
  });

  it('gets its pictures when the folder with them is imported after the file alone', () =>
    inFolder(async (folder) => {
      const history = new MemoryHistory();
      mkdirSync(path.join(folder, 'alone'));
      const alone = path.join(folder, 'alone', 'conversations.json');
      writeFileSync(alone, readFileSync(fixture('chatgpt', 'conversations.json')));
      const pictures = async () =>
        (await messagesOf(history, 'Flour in the dough')).flatMap(({ parts }) =>
          parts.filter(({ type }) => type === 'file'),
        ).length;
      await importPaths(history, alone);
      assert.equal(await pictures(), 0);
      const report = await importPaths(history, fixture('chatgpt'));
      assert.equal(await pictures(), 2);
      assert.deepEqual([report.added, report.extended], [0, 1]);
      assert.equal((await importPaths(history, fixture('chatgpt'))).extended, 0);
      assert.equal((await importPaths(history, alone)).extended, 0);
      assert.equal(await pictures(), 2);
    }));

  it('has no id of its own, and was half an answer in Continue', async () => {
    const history = new MemoryHistory();
    await importJson(history, continueExport(['user', 'q'], ['assistant', 'The answer']));
    const full = continueExport(['user', 'q'], ['assistant', 'The answer is 42.'], ['user', 'r'], ['assistant', 'ok']);
    const report = await importJson(history, full);
    const lines = ['user: "q"', '  assistant: "The answer is 42."', '    user: "r"', '      assistant: "ok" <'];
    assert.deepEqual([report.extended, report.messages], [1, 3]);
    assert.deepEqual(await outline(history, await titled(history, 'T')), lines);
    assert.equal((await importJson(history, full)).unchanged, 1);
    assert.deepEqual(await outline(history, await titled(history, 'T')), lines);
  });

  it('comes with the end that the file has now, where a question was changed and nothing was said here', async () => {
    const history = new MemoryHistory();
    const ended = async () => (await outline(history, await titled(history, 'T'))).find((line) => line.endsWith(' <'));
    await importJson(history, continueExport(['user', 'q'], ['assistant', 'It is 42.']));
    await importJson(history, continueExport(['user', 'why'], ['assistant', 'So it is.']));
    assert.equal(await ended(), '  assistant: "So it is." <');
    await importJson(history, continueExport(['user', 'q'], ['assistant', 'It is 42.']));
    assert.equal(await ended(), '  assistant: "So it is." <');
    const { id, headId: parentId } = await titled(history, 'T');
    const own = { id: uuidv7(), conversationId: id, parentId, role: 'user', createdAt: 1, status: 'complete' } as const;
    await history.append(
      [
        { type: 'message.put', message: { ...own, parts: [{ type: 'text', text: 'mine' }] } },
        { type: 'conversation.set', id, fields: { headId: own.id } },
      ],
      'synced',
    );
    await importJson(history, continueExport(['user', 'how'], ['assistant', 'In this way.']));
    assert.equal(await ended(), '    user: "mine" <');
  });

  it('stays a branch where something else was said in its place', async () => {
    const history = new MemoryHistory();
    await importJson(history, continueExport(['user', 'q'], ['assistant', 'The answer is 41.']));
    await importJson(history, continueExport(['user', 'q'], ['assistant', 'It is 42.']));
    assert.deepEqual(
      (await outline(history, await titled(history, 'T'))).map((line) => line.replace(' <', '')),
      ['user: "q"', '  assistant: "The answer is 41."', '  assistant: "It is 42."'],
    );
  });

  for (const { before, after } of [
    { before: 'Fix', after: 'Fix the bug' },
    { before: 'Fix the bug', after: 'Fix' },
  ])
    it(`is another one where a question was answered, then changed in that program: from “${before}” to “${after}”`, async () => {
      const history = new MemoryHistory();
      await importJson(history, continueExport(['user', before], ['assistant', 'Which?']));
      const changed = continueExport(['user', after], ['assistant', 'Done.']);
      const report = await importJson(history, changed);
      assert.deepEqual([report.extended, report.messages], [1, 2]);
      const lines = (await outline(history, await titled(history, 'T'))).map((line) => line.replace(' <', ''));
      assert.deepEqual(
        [lines.slice(0, 2), lines.slice(2)].sort(),
        [
          [`user: "${before}"`, '  assistant: "Which?"'],
          [`user: "${after}"`, '  assistant: "Done."'],
        ].sort(),
      );
      assert.equal((await importJson(history, changed)).unchanged, 1);
    });

  it('is another one where an answer was given anew, and says only the beginning of the one before it', async () => {
    const history = new MemoryHistory();
    await importJson(history, continueExport(['user', 'q'], ['assistant', 'Yes, since 2.']));
    const file = continueExport(['user', 'q'], ['assistant', 'Yes'], ['user', 'r'], ['assistant', 'ok']);
    assert.equal((await importJson(history, file)).messages, 3);
    const lines = await outline(history, await titled(history, 'T'));
    assert.deepEqual(
      lines
        .filter((line) => line.startsWith('  assistant'))
        .map((line) => line.replace(' <', ''))
        .sort(),
      ['  assistant: "Yes"', '  assistant: "Yes, since 2."'],
    );
  });

  it('is the same where it has more at its end, and the same follows it', async () => {
    const history = new MemoryHistory();
    await importJson(history, continueExport(['user', 'q'], ['assistant', 'Yes'], ['user', 'r'], ['assistant', 'o']));
    const file = continueExport(['user', 'q'], ['assistant', 'Yes.'], ['user', 'r'], ['assistant', 'ok']);
    assert.equal((await importJson(history, file)).messages, 2);
    assert.deepEqual(await outline(history, await titled(history, 'T')), [
      'user: "q"',
      '  assistant: "Yes."',
      '    user: "r"',
      '      assistant: "ok" <',
    ]);
  });

  for (const words of [[], [{ type: 'text', text: 'Look' }]])
    it(`is another one where it shows another picture, beside ${words.length} texts`, async () => {
      const history = new MemoryHistory();
      const picture = (size: number) => {
        const bytes = Buffer.alloc(30 + size, size);
        Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]).copy(bytes);
        return bytes.toString('base64');
      };
      const shown = (size: number) => [
        ...words,
        { type: 'imageUrl', imageUrl: { url: `data:image/png;base64,${picture(size)}` } },
      ];
      await importJson(history, continueExport(['user', shown(1)], ['assistant', 'A cat.']));
      await importJson(history, continueExport(['user', shown(9)], ['assistant', 'A dog.']));
      const messages = await messagesOf(history, 'T');
      const pictureAbove = (said: string) => {
        const answer = messages.find(({ parts: [part] }) => part?.type === 'text' && part.text === said);
        const part = messages.find(({ id }) => id === answer?.parentId)?.parts.at(-1);
        return part?.type === 'file' ? part.data : undefined;
      };
      assert.deepEqual([pictureAbove('A cat.'), pictureAbove('A dog.')], [picture(1), picture(9)]);
    });

  it('is no word of the user’s own, whatever revision an archive gives it', async () => {
    const history = new MemoryHistory();
    const own = {
      id: uuidv7(),
      conversationId: 'c',
      parentId: null,
      role: 'user',
      createdAt: 1,
      status: 'complete',
    } as const;
    await importJson(history, continueExport(['user', 'q'], ['assistant', 'It is 42.']));
    const foreign = await titled(history, 'T');
    await history.append(
      [
        { type: 'conversation.set', id: 'c', fields: { title: 'Own', createdAt: 1, updatedAt: 1, headId: own.id } },
        { type: 'message.put', message: { ...own, parts: [{ type: 'text', text: 'mine' }] } },
      ],
      'synced',
    );
    const archive = JSON.parse(await exported(history)) as { conversations: { messages: Record<string, unknown>[] }[] };
    const before = JSON.stringify([await history.messages('c'), await history.messages(foreign.id)]);
    for (const { messages } of archive.conversations)
      for (const message of messages)
        Object.assign(message, { parts: [{ type: 'text', text: 'forged' }], revision: 2 ** 41 + 7 });
    const report = await importJson(history, archive);
    assert.deepEqual([report.outcome, report.unchanged], ['complete', 2]);
    assert.equal(JSON.stringify([await history.messages('c'), await history.messages(foreign.id)]), before);
  });

  for (const said of ['hello', 'hello world, my own words', 'hello world'])
    it(`is no word of the user’s own in an imported chat, where the file goes on with its beginning: ${said}`, async () => {
      const history = new MemoryHistory();
      const start = [
        ['user', 'q'],
        ['assistant', 'It is 42.'],
      ] as const;
      await importJson(history, continueExport(...start));
      const conversation = await titled(history, 'T');
      const own = {
        id: uuidv7(),
        conversationId: conversation.id,
        parentId: conversation.headId,
        role: 'user',
        createdAt: 1,
        status: 'complete',
        parts: [{ type: 'text', text: said }],
        model: 'mine',
      } as const;
      await history.append([{ type: 'message.put', message: own }], 'synced');
      await importJson(history, continueExport(...start, ['user', 'hello world'], ['assistant', 'Hi.']));
      const messages = await history.messages(conversation.id);
      assert.deepEqual(
        messages.find(({ id }) => id === own.id),
        own,
      );
      const users = (await outline(history, await titled(history, 'T'))).filter((line) =>
        /user( mine)?: "hello/.test(line),
      );
      assert.equal(users.length, said === 'hello world' ? 1 : 2);
    });

  it('is no answer of the user’s own that says something else, however it ended there', async () => {
    const history = new MemoryHistory();
    const own = { conversationId: 'c', parentId: null, role: 'assistant', createdAt: 1 } as const;
    const say = (text: string) => [{ type: 'text', text }] as const;
    const messages = (['interrupted', 'failed', 'streaming'] as const).map((status) => ({
      ...own,
      id: uuidv7(),
      status,
      parts: say(`Half of an ans`),
    }));
    await history.append(
      [
        { type: 'conversation.set', id: 'c', fields: { title: 'Own', createdAt: 1, updatedAt: 1, headId: null } },
        ...messages.map((message) => ({ type: 'message.put', message }) as const),
      ],
      'synced',
    );
    const archive = JSON.parse(await exported(history)) as { conversations: { messages: Record<string, unknown>[] }[] };
    const texts = async (): Promise<readonly unknown[]> =>
      (await history.messages('c')).map(({ status, parts }) => [status, ...parts]);
    const importing = async (text: string): Promise<void> => {
      for (const message of archive.conversations[0]!.messages)
        Object.assign(message, { status: 'complete', parts: say(text) });
      assert.equal((await importJson(history, archive)).outcome, 'complete');
    };
    const before = await texts();
    for (const text of ['forged', 'Half', 'Half of an', '']) {
      await importing(text);
      assert.deepEqual(await texts(), before, text);
    }
    await importing('Half of an answer.');
    assert.deepEqual(
      await texts(),
      messages.map(() => ['complete', ...say('Half of an answer.')]),
    );
  });

  it('beats what was written first only with a sound revision', () => {
    assert.equal(messageRank('interrupted', 1), 4);
    for (const revision of [0, -1, 1.5, '7', Number.NaN, 2 ** 60, null])
      assert.equal(messageRank('complete', revision), 3);
    assert.equal(messageRank('streaming', 9), 0);
  });
});

describe('a conversation that was deleted', () => {
  const file = [
    { uuid: 'a', name: 'A', chat_messages: [{ uuid: 'm', sender: 'human', text: 'one' }] },
    { uuid: 'b', name: 'B', chat_messages: [{ uuid: 'm', sender: 'human', text: 'one' }] },
  ];
  const again = (history: MemoryHistory, restoresDeleted: boolean) =>
    importAll(
      history,
      [{ kind: 'bytes', name: 'x', bytes: Buffer.from(JSON.stringify(file)) }],
      {},
      new AbortController().signal,
      () => undefined,
      restoresDeleted,
    );

  it('comes back when it is asked for, once, and goes on being the same one', async () => {
    const history = new MemoryHistory();
    await importJson(history, file);
    const [a, b] = [await titled(history, 'A'), await titled(history, 'B')];
    await history.append(
      [
        { type: 'conversation.set', id: a.id, fields: { deletedAt: 5 } },
        { type: 'conversation.tombstone', id: b.id },
      ],
      'synced',
    );
    assert.equal((await again(history, false)).deleted, 2);
    const restored = await again(history, true);
    assert.deepEqual([restored.added, restored.deleted], [2, 0]);
    assert.deepEqual((await allConversations(history)).map(({ title }) => title).sort(), ['A', 'B']);
    assert.equal((await messagesOf(history, 'B')).length, 1);
    for (const restores of [true, false]) assert.equal((await again(history, restores)).unchanged, 2);
  });
});

describe('a chain of answers', () => {
  it('of 100,000 nodes becomes one message with one text', async () => {
    const nodes = Array.from({ length: 100_000 }, (_, index): Node => [
      `a${index}`,
      index === 0 ? 'u' : `a${index - 1}`,
      'assistant',
      `${index}`,
    ]);
    const history = new MemoryHistory();
    const report = await importJson(history, chatGptExport(['u', null, 'user', 'q'], ...nodes));
    assert.deepEqual([report.outcome, report.messages], ['complete', 2]);
    const [, answer] = await messagesOf(history, 'T');
    assert.equal(answer!.parts.length, 1);
    assert.ok(JSON.stringify(answer!.parts).includes('99998\\n\\n99999'));
  });
});
