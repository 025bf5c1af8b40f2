import assert from 'node:assert/strict';
import { blankConversation } from '../../../../../src/chat/conversation/conversationRecord.js';
import type { StoredJob } from '../../../../../src/storage/api/chatHistory.js';
import { detailsView } from '../../../../../src/webview/host/chat/detailsView.js';
import { storedMessage, titleJob } from '../support/storedMessages.js';

describe('the details of a conversation', () => {
  const conversation = { ...blankConversation, id: 'c', title: 'after', createdAt: Date.UTC(2026, 0, 2, 12) };
  const branch = [
    storedMessage('q', { role: 'user' }),
    storedMessage('a', { usage: { inputTokens: 1_000, outputTokens: 20 } }),
    storedMessage('b', { usage: { inputTokens: 1_500, outputTokens: 3 } }),
  ];
  const messages = [...branch, storedMessage('first', { usage: { inputTokens: 100, outputTokens: 7 } })];
  const details = (jobs: readonly StoredJob[] = []) =>
    detailsView(conversation, { branch, messages }, jobs, (id) => `Provider ${id}`);

  it('say when it was begun, and what the answers of all its branches have cost', () => {
    assert.deepEqual(details(), {
      lines: [
        `Started ${new Date(conversation.createdAt).toLocaleString('en')}`,
        'Messages: 3 · tokens in: 2,600, out: 30',
      ],
      actions: [],
    });
  });

  it('say what was read from caches and written to them, once anything was', () => {
    const cached = { inputTokens: 1, outputTokens: 1, cachedInputTokens: 2_000 };
    const all = [...messages, storedMessage('c', { usage: cached }), storedMessage('d', { usage: cached })];
    const { lines } = detailsView(conversation, { branch, messages: all }, [], String);
    assert.equal(lines[2], 'Tokens read from caches: 4,000, written to them: 0');
  });

  it('say that some of it is estimated, once anything is', () => {
    const words = 'The tokens of models in VS Code are estimates; SCOUT does not know what they cost.';
    const estimated = storedMessage('c', { usage: { inputTokens: 1, outputTokens: 1, isEstimate: true } });
    const { lines } = detailsView(conversation, { branch, messages: [...messages, estimated] }, [], String);
    assert.equal(lines[2], words);
    assert.equal(details().lines.includes(words), false);
  });

  it('count what jobs have cost', () => {
    assert.equal(details([titleJob()]).lines[1], 'Messages: 3 · tokens in: 3,800, out: 37');
  });

  it('say what the background provider did, and what that has cost', () => {
    const { usage: _usage, ...withoutUsage } = titleJob();
    assert.deepEqual(
      details([
        titleJob(),
        withoutUsage,
        titleJob({ status: 'failed', error: { code: 'network', message: 'offline' } }),
        titleJob({ status: 'failed' }),
      ]).lines.slice(2),
      [
        'Title by Provider openai · m-small: 1,200 tokens in, 7 out',
        'Title by Provider openai · m-small: tokens unknown',
        'Title by Provider openai · m-small failed: offline',
        'Title by Provider openai · m-small failed: 1,200 tokens in, 7 out',
      ],
    );
  });

  it('offer the title back as long as it is the one that a job gave', () => {
    const actions = (job: StoredJob) => details([job]).actions.map(({ id }) => id);
    const { after: _after, ...failed } = titleJob({ status: 'failed' });
    assert.deepEqual(actions(titleJob()), ['undo-title']);
    assert.deepEqual(actions(titleJob({ after: 'another' })), []);
    assert.deepEqual(actions(failed), []);
  });
});
