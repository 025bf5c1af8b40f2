import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { MemoryHistory } from '../../../support/memoryHistory.js';
import { inFolder } from '../support/exporting.js';
import { importBytes, importPaths } from '../support/importing.js';

const lines = (...records: readonly object[]): string => records.map((record) => JSON.stringify(record)).join('\n');
const json = JSON.stringify;

/** As these programs write, as far as it shows who wrote. */
const files: readonly (readonly [product: string, text: string])[] = [
  [
    'DeepSeek',
    json([
      { id: 'd', title: 'T', inserted_at: '2025-03-30', updated_at: '2025-03-30', mapping: { root: { id: 'root' } } },
    ]),
  ],
  [
    'Grok',
    json({ conversations: [{ conversation: { id: 'g', title: 'T' }, responses: [{ response: { message: 'q' } }] }] }),
  ],
  ['Google AI Studio', json({ runSettings: { model: 'm' }, chunkedPrompt: { chunks: [{ role: 'user', text: 'q' }] } })],
  [
    'Gemini CLI',
    json({ sessionId: 's', projectHash: 'h', startTime: 't', messages: [{ type: 'user', content: 'q' }] }),
  ],
  ['Gemini', json([{ header: 'Gemini Apps', title: 'Prompted q', time: '2025-01-01', products: ['Gemini Apps'] }])],
  [
    'Claude Code',
    lines(
      { type: 'user', uuid: 'u', parentUuid: null, sessionId: 's', cwd: '/', message: { role: 'user', content: 'q' } },
      { type: 'assistant', uuid: 'a', parentUuid: 'u', sessionId: 's', message: { role: 'assistant', content: [] } },
    ),
  ],
  ['Claude Code', lines({ type: 'summary', summary: 'T', leafUuid: 'u' }, { type: 'user', parentUuid: null })],
  [
    'Codex',
    lines(
      { timestamp: 't', type: 'session_meta', payload: { id: 'c', cwd: '/' } },
      { timestamp: 't', type: 'response_item', payload: { type: 'message' } },
    ),
  ],
  ['Cursor', json({ composerId: 'c', conversation: [] })],
  ['Cline (sessions since 2026)', json({ session_id: 's', provider: 'p', model: 'm', cwd: '/', started_at: 't' })],
  ['Le Chat', json([{ chatId: 'c', role: 'user', content: 'q', contentChunks: null }])],
  ['Chatbot UI', json({ version: 4, history: [{ id: 'c', name: 'T', messages: [{ role: 'user', content: 'q' }] }] })],
];

describe('a file of a program that SCOUT cannot read', () => {
  for (const [product, text] of files)
    it(`is named: ${product}, ${text.slice(0, 40)}`, async () => {
      const { problems, added } = await importBytes(new MemoryHistory(), text);
      assert.deepEqual([problems, added], [[{ file: 'chosen.file', reason: 'other-product', detail: product }], 0]);
    });

  it('is named in a folder, too, each, beside what holds no chats', () =>
    inFolder(async (folder) => {
      mkdirSync(path.join(folder, 'project'));
      const [, claudeCode] = files.find(([product]) => product === 'Claude Code')!;
      for (const file of ['a.jsonl', 'b.jsonl']) writeFileSync(path.join(folder, 'project', file), claudeCode);
      writeFileSync(path.join(folder, 'settings.json'), '{"theme":"dark","list":[{"type":"user"}]}');
      const { problems, otherFiles } = await importPaths(new MemoryHistory(), folder);
      assert.deepEqual(
        problems.map(({ file, detail }) => [path.basename(file), detail]),
        [
          ['a.jsonl', 'Claude Code'],
          ['b.jsonl', 'Claude Code'],
        ],
      );
      assert.equal(otherFiles, 1);
    }));

  it('is told apart by its messages, where nothing says whose they are', async () => {
    for (const text of [
      json({
        chat: 'T',
        turns: [
          { role: 'user', content: 'q' },
          { role: 'model', content: 'a' },
        ],
      }),
      json([
        { role: 'user', content: 'q' },
        { role: 'assistant', content: 'a' },
      ]),
      json([
        {
          id: 1,
          entries: [
            { from: 'human', value: 'q' },
            { from: 'gpt', value: 'a' },
          ],
        },
      ]),
    ])
      assert.deepEqual((await importBytes(new MemoryHistory(), text)).problems, [
        { file: 'chosen.file', reason: 'other-product' },
      ]);
  });

  it('is none that only looks a little like it', async () => {
    for (const value of [{ users: [{ type: 'user', name: 'Ada' }] }, [{ role: 'admin', content: 'x' }], { text: 'q' }])
      assert.deepEqual((await importBytes(new MemoryHistory(), json(value))).problems, [
        { file: 'chosen.file', reason: 'unrecognized' },
      ]);
  });

  it('is a database where it begins as SQLite’s do', () =>
    inFolder(async (folder) => {
      const file = path.join(folder, 'state.vscdb');
      writeFileSync(file, Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(100)]));
      const { problems } = await importPaths(new MemoryHistory(), file);
      assert.deepEqual(problems, [{ file: 'state.vscdb', reason: 'database' }]);
    }));

  it('does not hide the chats that a file holds beside it', async () => {
    const chat = { uuid: 'a', name: 'A', chat_messages: [{ uuid: 'm', sender: 'human', text: 'Hi' }] };
    const { added, problems } = await importBytes(new MemoryHistory(), json([{ messages: [] }, chat]));
    assert.deepEqual([added, problems.map(({ reason }) => reason)], [1, ['unrecognized']]);
  });
});
