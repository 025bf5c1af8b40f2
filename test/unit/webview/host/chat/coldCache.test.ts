import assert from 'node:assert/strict';
import type { Usage } from '../../../../../src/core/message.js';
import type { ModelPrice } from '../../../../../src/core/modelPrice.js';
import type { StoredMessage } from '../../../../../src/storage/api/chatHistory.js';
import { statusView } from '../../../../../src/webview/host/chat/statusView.js';
import { SettableProviderStatus } from '../../../../support/settableProviderStatus.js';
import { until } from '../../../storage/support/until.js';
import { ChatWindow } from '../support/chatWindow.js';
import { storedMessage, thread } from '../support/storedMessages.js';

const minute = 60_000;
/** Reading costs a tenth, writing a quarter more: in millionths for a million tokens. */
const rates = { input: 3_000_000, output: 15_000_000, cacheRead: 300_000, cacheWrite: 3_750_000 };
const price: ModelPrice = { currency: 'USD', periods: [{ rates }] };
const usage: Usage = { inputTokens: 30_000, outputTokens: 500, cachedInputTokens: 28_000, cacheWriteTokens: 2_000 };
const withPrice =
  'The input of your next question costs about $0.11 instead of $0.01: the provider’s cache of this chat has expired.';
const withoutPrice =
  'Your next question pays for about 30,500 tokens of this chat again: the provider’s cache of it has expired.';

const answer = (at: number, fields: Partial<StoredMessage> = {}): StoredMessage =>
  storedMessage(`a${at}`, { provider: 'anthropic', model: 'claude', usage, createdAt: at * minute, ...fields });

describe('what it costs that the vendor’s cache of a chat is gone', () => {
  let provider: SettableProviderStatus;

  beforeEach(() => {
    provider = new SettableProviderStatus();
    provider.change({ providerId: 'anthropic', vendor: 'anthropic', model: 'claude', price });
  });

  /** What is said of a chat with these answers, so many minutes after the beginning. */
  const said = (branch: readonly StoredMessage[], at: number): string | undefined =>
    statusView(provider, { selection: null, branch, turn: undefined }, null, () => false, at * minute).notice?.text;

  it('is said once five minutes are over since the last request, and not before', () => {
    assert.equal(said([answer(0), answer(1)], 5.9), undefined);
    assert.equal(said([answer(0), answer(1)], 6), withPrice);
  });

  it('is said after an hour where the cache was asked for that long', () => {
    const slow = [answer(0), answer(20), answer(40)];
    assert.equal(said(slow, 99), undefined);
    assert.equal(said(slow, 100), withPrice);
  });

  it('is said in tokens where the price is not known', () => {
    provider.change({ price: undefined });
    assert.equal(said([answer(0)], 10), withoutPrice);
  });

  it('is no news where it is next to nothing, or nothing was cached', () => {
    for (const fields of [
      { usage: { inputTokens: 7_000, outputTokens: 1, cachedInputTokens: 6_000 } },
      { usage: { inputTokens: 30_000, outputTokens: 1 } },
      { model: 'another' },
      { provider: 'other' },
      { role: 'user' as const },
    ])
      assert.equal(said([answer(0, fields)], 10), undefined);
    provider.change({ price: { ...price, periods: [{ rates: { ...rates, cacheWrite: 400_000 } }] } });
    assert.equal(said([answer(0)], 10), undefined);
  });

  it('is not known of vendors that keep their caches as long as they like', () => {
    provider.change({ vendor: 'openai' });
    assert.equal(said([answer(0)], 10), undefined);
  });

  it('is not waited for where a clock was wrong', async () => {
    const window = new ChatWindow();
    const messages = thread(2).map((message) => ({
      ...message,
      // Beyond what a timer can wait: it would fire at once, again and again.
      createdAt: Date.now() + 40 * 24 * 60 * minute,
      ...(message.role === 'assistant' ? { provider: 'anthropic', model: 'claude', usage } : {}),
    }));
    await window.store('c', {}, messages);
    window.provider.change(provider.current);
    const { page } = await window.show();
    await page.ask({ type: 'open-conversation', id: 'c', messageId: null, words: [] }, 'snapshot');
    const posted = page.all('status').length;
    await new Promise((resolve) => setTimeout(resolve, 50));
    assert.equal(page.all('status').length, posted);
    await window.dispose();
  });

  it('is said also of a chat that stays on screen', async () => {
    const window = new ChatWindow();
    const expiresSoon = Date.now() - 5 * minute + 500;
    const messages = thread(2).map((message) => ({
      ...message,
      createdAt: expiresSoon,
      ...(message.role === 'assistant' ? { provider: 'anthropic', model: 'claude', usage } : {}),
    }));
    await window.store('c', {}, messages);
    window.provider.change(provider.current);
    const { page } = await window.show();
    await page.ask({ type: 'open-conversation', id: 'c', messageId: null, words: [] }, 'snapshot');
    const isSaid = (): boolean =>
      [page.last('snapshot').state, ...page.all('status')].some(({ status }) => status.notice?.text === withPrice);
    await until(isSaid);
    window.provider.change({ vendor: undefined });
    assert.equal(page.all('status').at(-1)?.status.notice, null);
    await window.dispose();
  });
});
