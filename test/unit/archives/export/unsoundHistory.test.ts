import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { exportConversations } from '../../../../src/archives/export/exportConversations.js';
import type { ExportFormat } from '../../../../src/archives/export/conversationWriters.js';
import type { HistoryEvent } from '../../../../src/storage/api/chatHistory.js';
import { readableParts } from '../../../../src/webview/host/chat/readableParts.js';
import { soundParts, soundUsage } from '../../../../src/core/soundParts.js';
import { MemoryHistory } from '../../../support/memoryHistory.js';
import { inFolder, request } from '../support/exporting.js';
import { importBytes, messagesOf } from '../support/importing.js';

const nested = (depth: number): unknown => JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`) as unknown;
/** What servers sent and earlier versions stored. */
const unsoundParts: readonly object[] = [
  { type: 'tool-call', id: 'c', name: { first: 'a', last: 'b' }, input: {} },
  { type: 'tool-call', id: 7, name: 'n' },
  { type: 'tool-call', id: 'c', name: 'deep', input: nested(600) },
  { type: 'tool-result', callId: 'c', output: { a: 1 }, isError: 'yes' },
  { type: 'reasoning', text: { a: 'thought' } },
  { type: 'text', text: null },
  { type: 'refusal' },
  { type: 'file', mediaType: 5, data: 'AAAA' },
  { type: 'citation', citation: { url: 'https://example.org', title: { a: 1 } } },
  { type: 'citation', citation: null },
  { type: 'opaque', vendor: {}, data: 1 },
  { type: 'invented', text: 'words' },
  { type: {} },
];

async function unsoundHistory(): Promise<MemoryHistory> {
  const history = new MemoryHistory();
  const message = (id: string, parts: readonly object[], more: object = {}) => ({
    type: 'message.put',
    message: {
      id,
      conversationId: 'c',
      parentId: null,
      role: 'assistant',
      parts,
      createdAt: 1,
      status: 'complete',
      ...more,
    },
  });
  const events: readonly unknown[] = [
    { type: 'conversation.set', id: 'c', fields: { title: 'T', createdAt: 1, updatedAt: 1, headId: 'last' } },
    ...unsoundParts.map((part, index) => message(`m${index}`, [part])),
    message('usage', [], { usage: { inputTokens: -5, outputTokens: 1.5, reasoningTokens: 'x' } }),
    message('reason', [], {
      finishReason: {},
      rawFinishReason: 7,
      provider: {},
      model: 3,
      error: { code: 'x', message: {} },
    }),
    message('last', [...unsoundParts, { type: 'text', text: 'The last words.' }]),
  ];
  await history.append(events as readonly HistoryEvent[], 'synced');
  return history;
}

const write = (
  history: MemoryHistory,
  format: ExportFormat,
  target: string,
  conversations: 'all' | readonly string[] = 'all',
) =>
  exportConversations(
    { ...request, format, target, conversations },
    history,
    new AbortController().signal,
    () => undefined,
  );

describe('a history in which earlier versions stored what servers sent', () => {
  it('is exported in every form, and its JSON is imported again', () =>
    inFolder(async (folder) => {
      const history = await unsoundHistory();
      for (const format of ['json', 'html', 'markdown'] as const) {
        const target = path.join(folder, format);
        assert.equal(await write(history, format, target), 1, format);
        assert.ok(readFileSync(target, 'utf8').includes('The last words.'), format);
      }
      const again = new MemoryHistory();
      const report = await importBytes(again, readFileSync(path.join(folder, 'json')));
      assert.deepEqual([report.added, report.problems], [1, []]);
      assert.equal((await messagesOf(again, 'T')).length, unsoundParts.length + 3);
    }));

  it('is shown, part by part', () => {
    const words = { toolCall: 'Tool: {0}', toolResult: 'Result', toolFailed: 'Failed', attachment: 'File: {0}' };
    for (const part of unsoundParts) assert.equal(typeof readableParts(soundParts([part]), words).text, 'string');
    assert.ok(readableParts(soundParts(unsoundParts), words).text.includes('words'));
  });

  it('has no counts that are none', () => {
    assert.equal(soundUsage({ inputTokens: -5, outputTokens: 1 }), undefined);
    assert.deepEqual(soundUsage({ inputTokens: 5, outputTokens: 1, reasoningTokens: 0.5 }), {
      inputTokens: 5,
      outputTokens: 1,
    });
    const sound = { inputTokens: 5, outputTokens: 1 };
    assert.equal(soundUsage(sound), sound);
  });
});

describe('an export of chats that were deleted elsewhere', () => {
  it('names none in the table of contents that was deleted while it was written', () =>
    inFolder(async (folder) => {
      const history = new MemoryHistory();
      const set = (id: string, title: string): HistoryEvent => ({
        type: 'conversation.set',
        id,
        fields: { title, createdAt: 1, updatedAt: id === 'a' ? 3 : 2 },
      });
      await history.append([set('a', 'Stays'), set('b', 'Goes'), set('c', 'Stays, too')], 'synced');
      const jobs = history.jobs.bind(history);
      history.jobs = async (id) => {
        if (id === 'a') await history.append([{ type: 'conversation.tombstone', id: 'b' }], 'synced');
        return jobs(id);
      };
      const target = path.join(folder, 'html');
      assert.equal(await write(history, 'html', target), 2);
      const text = readFileSync(target, 'utf8');
      assert.doesNotMatch(text, /Goes/u);
      for (const [, anchor] of text.matchAll(/href="#(.*?)"/gu)) assert.ok(text.includes(`id="${anchor}"`));
      assert.deepEqual(readdirSync(folder), ['html']);
    }));

  it('writes nothing and says so', () =>
    inFolder(async (folder) => {
      const history = await unsoundHistory();
      await history.append([{ type: 'conversation.tombstone', id: 'c' }], 'synced');
      for (const format of ['json', 'html', 'markdown', 'markdown-folder'] as const) {
        assert.equal(await write(history, format, path.join(folder, format), ['c']), 0);
        assert.equal(existsSync(path.join(folder, format)), false);
      }
      assert.deepEqual(readdirSync(folder), []);
    }));
});
