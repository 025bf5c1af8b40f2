import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { mock } from 'node:test';
import fc from 'fast-check';
import { fileNameOf, UniqueNames } from '../../../../src/archives/export/fileNames.js';
import { ExportFailure } from '../../../../src/archives/export/exportFailure.js';
import { ScoutError } from '../../../../src/core/errors.js';
import { eventsOf, OrderedHistory, sample, type Whole } from '../support/conversations.js';
import { exported, exportTo, inFolder } from '../support/exporting.js';

function called(title: string, number: number, more: Partial<Whole['conversation']> = {}): Whole {
  const id = `id-${number}`;
  return {
    conversation: {
      ...sample.conversation,
      id,
      title,
      updatedAt: number,
      headId: `${id}-m`,
      pinned: false,
      tags: [],
      ...more,
    },
    messages: [
      {
        id: `${id}-m`,
        conversationId: id,
        parentId: null,
        role: 'user',
        parts: [{ type: 'text', text: title }],
        createdAt: number,
        status: 'complete',
      },
    ],
    jobs: [],
  };
}

async function holding(...all: readonly Whole[]): Promise<OrderedHistory> {
  const history = new OrderedHistory();
  for (const whole of all) await history.append(eventsOf(whole), 'synced');
  return history;
}

describe('an export', () => {
  it('of everything has the archived ones, too, and none that is deleted', async () => {
    const history = await holding(
      called('A', 1),
      called('B', 2, { archived: true }),
      called('C', 3),
      called('D', 4, { deletedAt: 5 }),
    );
    const { conversations } = JSON.parse(await exported(history)) as { conversations: { title: string }[] };
    assert.deepEqual(
      conversations.map(({ title }) => title),
      ['C', 'A', 'B'],
    );
  });

  it('leaves out what is deleted while it runs', () =>
    inFolder(async (folder) => {
      const history = await holding(called('A', 1), called('B', 2), called('C', 3));
      const target = path.join(folder, 'chats.json');
      const count = await exportTo(history, target, {}, undefined, ({ done }) => {
        if (done === 0)
          void history.append(
            [
              { type: 'conversation.tombstone', id: 'id-2' },
              { type: 'conversation.set', id: 'id-1', fields: { deletedAt: 5 } },
            ],
            'synced',
          );
      });
      const { conversations } = JSON.parse(readFileSync(target, 'utf8')) as { conversations: { title: string }[] };
      assert.deepEqual([count, conversations.map(({ title }) => title)], [1, ['C']]);
    }));

  it('of more than a page of the list has them all, once', async () => {
    const history = await holding(...Array.from({ length: 450 }, (_, number) => called(`chat ${number}`, number)));
    const { conversations } = JSON.parse(await exported(history)) as { conversations: { id: string }[] };
    assert.equal(new Set(conversations.map(({ id }) => id)).size, 450);
    assert.equal(conversations.length, 450);
  });

  for (const [what, fields] of [
    ['goes on', { updatedAt: 1_000 }],
    ['is no longer archived', { archived: false }],
  ] as const)
    it(`of everything has a chat that ${what} while the list is read`, async () => {
      const history = await holding(
        ...Array.from({ length: 450 }, (_, number) =>
          called(`chat ${number}`, number, { archived: number === 3 && 'archived' in fields }),
        ),
      );
      const page = history.conversations.bind(history);
      let asked = 0;
      history.conversations = async (...parameters) => {
        asked += 1;
        if (asked === ('archived' in fields ? 4 : 3))
          await history.append([{ type: 'conversation.set', id: 'id-3', fields }], 'synced');
        return page(...parameters);
      };
      const { conversations } = JSON.parse(await exported(history)) as { conversations: { id: string }[] };
      assert.equal(new Set(conversations.map(({ id }) => id)).size, 450);
      assert.equal(conversations.length, 450);
    });

  it('of some has those that exist, in the order given, once', async () => {
    const history = await holding(called('A', 1), called('B', 2), called('C', 3));
    const { conversations } = JSON.parse(await exported(history, 'json', ['id-3', 'gone', 'id-1', 'id-3'])) as {
      conversations: { title: string }[];
    };
    assert.deepEqual(
      conversations.map(({ title }) => title),
      ['C', 'A'],
    );
  });

  it('replaces the file, which is its owner’s alone, and leaves nothing beside it', () =>
    inFolder(async (folder) => {
      const target = path.join(folder, 'chats.json');
      writeFileSync(target, 'old');
      assert.equal(await exportTo(await holding(called('A', 1)), target), 1);
      assert.deepEqual(readdirSync(folder), ['chats.json']);
      assert.match(readFileSync(target, 'utf8'), /"title":"A"/u);
      if (process.platform !== 'win32') assert.equal(statSync(target).mode & 0o077, 0);
    }));

  for (const format of ['json', 'html', 'markdown-folder'] as const) {
    it(`that is cancelled leaves nothing of ${format}, and what was there stays`, () =>
      inFolder(async (folder) => {
        const target = path.join(folder, 'chats');
        if (format !== 'markdown-folder') writeFileSync(target, 'old');
        const before = readdirSync(folder);
        const stop = new AbortController();
        const history = await holding(...Array.from({ length: 10 }, (_, number) => called(`chat ${number}`, number)));
        const seen: string[] = [];
        const exporting = exportTo(history, target, { format }, stop.signal, ({ done }) => {
          if (done < 5) return;
          seen.push(...readdirSync(folder));
          stop.abort();
        });
        await assert.rejects(exporting, { name: 'AbortError' });
        assert.ok(
          seen.some((name) => name.endsWith('.partial')),
          'it had begun',
        );
        assert.deepEqual(readdirSync(folder), before);
        if (format !== 'markdown-folder') assert.equal(readFileSync(target, 'utf8'), 'old');
      }));
  }

  it('that fails in the middle leaves nothing', () =>
    inFolder(async (folder) => {
      const history = await holding(called('A', 1), called('B', 2));
      history.messages = (id) =>
        id === 'id-1' ? Promise.reject(new ScoutError('storage', 'unreadable')) : Promise.resolve([]);
      await assert.rejects(exportTo(history, path.join(folder, 'chats.json')), { code: 'storage' });
      assert.deepEqual(readdirSync(folder), []);
    }));

  it('into a folder that does not exist says so', () =>
    inFolder(async (folder) => {
      await assert.rejects(
        exportTo(await holding(called('A', 1)), path.join(folder, 'missing', 'chats.json')),
        (error: unknown) => error instanceof ExportFailure && error.reason === 'missing-folder',
      );
    }));

  it('as Markdown is a folder with a file for each, whatever the titles are', () =>
    inFolder(async (folder) => {
      const titles = [
        'Bread',
        'bread',
        '../../escape',
        'CON',
        'a/b\\c:d',
        '.hidden',
        '',
        '\u202egnp.exe',
        'x'.repeat(400),
        'Ä\u0308 ẞ 日本 😀',
      ];
      const history = await holding(
        ...titles.map((title, number) => called(title, number + 1, { createdAt: Date.UTC(2026, 2, 1) })),
      );
      const target = path.join(folder, 'chats');
      assert.equal(await exportTo(history, target, { format: 'markdown-folder' }), titles.length);
      assert.deepEqual(readdirSync(folder), ['chats']);
      const names = readdirSync(target);
      assert.equal(names.length, titles.length);
      for (const name of [
        '2026-03-01 bread.md',
        '2026-03-01 Bread (2).md',
        '2026-03-01 escape.md',
        '2026-03-01 _CON.md',
        '2026-03-01 a b c d.md',
        '2026-03-01 hidden.md',
        '2026-03-01 Untitled.md',
        '2026-03-01 gnp.exe.md',
      ]) {
        assert.ok(names.includes(name), `${name} is among ${names.join(', ')}`);
      }
    }));
});

describe('the name of a file', () => {
  it('is one that every system takes, whatever the title', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (title) => {
        const name = fileNameOf(title, 'chat');
        assert.equal(name, name.toWellFormed());
        assert.ok(name !== '' && Buffer.byteLength(name) <= 121);
        assert.doesNotMatch(name, /[\p{Cc}<>:"/\\|?*]|^\.|^\s|[\s.]$/u);
        assert.equal(path.basename(name), name);
        assert.equal(path.win32.basename(name), name);
      }),
    ));

  it('is never that of a device', () => {
    for (const title of ['con', 'Aux.txt', 'COM1', 'lpt9.md', 'NUL']) assert.match(fileNameOf(title, 'chat'), /^_/u);
    assert.equal(fileNameOf('Console', 'chat'), 'Console');
  });

  it('is given once, also where letter case makes no difference', () => {
    const names = new UniqueNames();
    assert.deepEqual(
      ['a', 'A', 'a (2)', 'b', 'é', 'e\u0301'].map((name) => names.take(name)),
      ['a', 'A (2)', 'a (2) (2)', 'b', 'é', 'e\u0301 (2)'],
    );
  });

  it('is found at once, however many chats have the same title', () => {
    const names = new UniqueNames();
    const normalized = mock.method(String.prototype, 'normalize');
    for (let chat = 0; chat < 500; chat += 1) names.take('New chat');
    const calls = normalized.mock.callCount();
    normalized.mock.restore();
    assert.equal(names.take('New chat'), 'New chat (501)');
    assert.ok(calls <= 500 * 5, `${calls} names were looked at`);
  });
});

describe('a chat as Markdown', () => {
  it('has what is known of it in front, the branch on screen, and a word on the others', async () => {
    const text = await exported(await holding(sample), 'markdown', ['0196-a']);
    assert.equal(
      text,
      `---
title: "Bread"
id: "0196-a"
created: "2026-01-02T03:04:00.000Z"
updated: "2026-01-02T04:00:00.000Z"
workspace: "file:///home/me/bakery"
persona: "Baker"
tags: ["food","wheat & rye"]
pinned: true
---

# Bread

## You · 2 Jan 2026, 03:04

How do I bake **bread**?

*Attachment: loaf.png (image/png)*

## Assistant (anthropic · claude) · 2 Jan 2026, 03:06

> **Reasoning**
>
> Flour, water, salt.

Mix:

\`\`\`js
const dough = { flour: 500 };
\`\`\`

**Tool: \`oven\`**

\`\`\`json
{
  "degrees": 230,
  "fan": false
}
\`\`\`

**Sources**

- [Bread \\[1\\]](<https://example.org/bread>)

---

*In other branches: 1*
`,
    );
  });

  it('lets no title or output out of its place', async () => {
    const { conversation, messages } = sample;
    const [question] = messages;
    const hostile: Whole = {
      conversation: { ...conversation, title: 'x"\n---\n# Forged <b>', headId: 'a' },
      messages: [
        {
          ...question!,
          id: 'a',
          role: 'tool',
          parts: [{ type: 'tool-result', callId: 'c', output: '```\n# Forged\n```', isError: true }],
          status: 'complete',
        },
      ],
      jobs: [],
    };
    const text = await exported(await holding(hostile), 'markdown', ['0196-a']);
    assert.match(text, /^title: "x\\"\\n---\\n# Forged <b>"$/mu);
    assert.match(text, /^# x" --- \\# Forged \\<b\\>$/mu);
    assert.match(text, /^\*\*Tool failed\*\*\n\n````\n```\n# Forged\n```\n````$/mu);
  });

  it('has front matter without what YAML refuses, or what nobody sees', async () => {
    const hidden = '\u007f\u0085\u009b\u2028\u202e\ufeff\uffff';
    const whole = { ...sample, conversation: { ...sample.conversation, title: `a${hidden}b` } };
    const text = await exported(await holding(whole), 'markdown', ['0196-a']);
    assert.match(text, /^title: "a\\u007f\\u0085\\u009b\\u2028\\u202e\\ufeff\\uffffb"$/mu);
  });

  it('keeps the indentation a text begins with, and quotes what follows any kind of line break', async () => {
    const { conversation, messages } = sample;
    const parts = [
      { type: 'reasoning', text: 'a\r# b\r\nc' },
      { type: 'text', text: '\n  \n    indented\n' },
    ] as const;
    const whole = {
      conversation: { ...conversation, headId: 'a' },
      messages: [{ ...messages[0]!, id: 'a', parts }],
      jobs: [],
    };
    const text = await exported(await holding(whole), 'markdown', ['0196-a']);
    assert.match(text, /\n> a\n> # b\n> c\n\n {4}indented\n$/u);
  });

  it('ends a block of code in which an answer was cut off before what follows it', async () => {
    const { conversation, messages } = sample;
    const [question] = messages;
    const parts = [{ type: 'text', text: 'Look:\n```js\nconst a = 1;\n' }] as const;
    const whole = {
      conversation: { ...conversation, headId: 'b' },
      messages: [
        { ...question!, id: 'a', role: 'assistant', parts, status: 'interrupted' },
        { ...question!, id: 'b', parentId: 'a', parts: [{ type: 'text', text: 'Go on.' }] },
      ] as const,
      jobs: [],
    };
    const text = await exported(await holding(whole), 'markdown', ['0196-a']);
    assert.match(text, /```js\nconst a = 1;\n```\n\n\*Interrupted\.\*\n\n## You/u);
  });

  it('says that an answer was interrupted', async () => {
    const text = await exported(
      await holding({ ...sample, conversation: { ...sample.conversation, headId: '0196-a2' } }),
      'markdown',
      ['0196-a'],
    );
    assert.match(text, /With flou\n\n\*Interrupted\.\*/u);
  });
});
