import assert from 'node:assert/strict';
import { promptCache } from '../../../../src/chat/answering/promptCache.js';
import type { SendablePart } from '../../../../src/core/message.js';
import type { ChatMessage } from '../../../../src/providers/provider.js';
import type { StoredMessage } from '../../../../src/storage/api/chatHistory.js';

const minute = 60_000;
const id = '0196a1b2-0000-7000-8000-000000000000';
const text = (value: string): SendablePart => ({ type: 'text', text: value });
const user = (...parts: SendablePart[]): ChatMessage => ({ role: 'user', parts });
const assistant: ChatMessage = { role: 'assistant', parts: [text('a')] };
const file: SendablePart = { type: 'file', mediaType: 'image/png', data: 'AAAA' };
const large = 'x'.repeat(40_000);

/** A branch with an answer at each of these minutes. */
const answersAt = (...minutes: number[]): StoredMessage[] =>
  minutes.flatMap((at): StoredMessage[] => [
    // A question may have waited: what counts is when its answer began.
    message('user', 0),
    message('assistant', at * minute),
  ]);

const message = (role: 'user' | 'assistant', createdAt: number): StoredMessage => ({
  id: `${role}${createdAt}`,
  conversationId: id,
  parentId: null,
  role,
  parts: [],
  createdAt,
  status: 'complete',
});

describe('how the cache is used for a request', () => {
  const ttl = (prompt: readonly ChatMessage[], branch: readonly StoredMessage[] = [], now = 0): string | undefined =>
    promptCache(id, branch, prompt, now * minute).ttl;

  it('has the same key in every request of a conversation, another one in another, and the id in none', () => {
    const { key } = promptCache(id, [], [user(text('q'))], 0);
    assert.match(key, /^[\da-f]{32}$/u);
    assert.equal(promptCache(id, answersAt(1), [user(text('q')), assistant, user(text('r'))], 5).key, key);
    assert.notEqual(promptCache(`${id}1`, [], [user(text('q'))], 0).key, key);
    assert.ok(!key.includes(id.slice(0, 8)));
  });

  it('writes nothing for a first question, unless something is attached to it', () => {
    assert.equal(ttl([user(text(large))]), undefined);
    assert.equal(ttl([user(text('q'), file)]), '5m');
    assert.equal(ttl([user(text('q')), assistant, user(text('r'))]), '5m');
  });

  for (const [minutes, now, expected] of [
    [[0], 1, '5m'],
    [[0], 5, '5m'],
    [[0], 6, '1h'],
    [[0], 60, '1h'],
    [[0], 61, '5m'],
    [[0, 1, 2], 30, '5m'],
    [[0, 20, 45], 46, '1h'],
    [[0, 120, 240], 250, '5m'],
    // Clocks are set back.
    [[50], 10, '5m'],
  ] as const)
    it(`keeps a large prompt for ${expected} when answers began at minutes ${minutes.join(', ')} and ${now}`, () => {
      const prompt = [user(text(large)), assistant, user(text('r'))];
      assert.equal(ttl(prompt, answersAt(...minutes), now), expected);
    });

  it('keeps a small prompt for five minutes, whatever the pauses', () => {
    const parts = (count: number): SendablePart[] => Array.from({ length: count }, () => file);
    const prompt = (count: number): ChatMessage[] => [user(text('q'), ...parts(count)), assistant, user(text('r'))];
    assert.equal(ttl(prompt(0), answersAt(0), 20), '5m');
    assert.equal(ttl(prompt(1), answersAt(0), 20), '5m');
    assert.equal(ttl(prompt(8), answersAt(0), 20), '1h');
  });
});
