import assert from 'node:assert/strict';
import type { RetryWait } from '../../src/providers/provider.js';
import { streamWithRetry } from '../../src/providers/streamWithRetry.js';
import { ask, codeOf, forEachProvider, outcomeOf, shortIdleTimeoutMs } from './support/providersUnderTest.js';

forEachProvider('waits', (subject) => {
  const run = async (model: string, idleTimeoutMs = 600_000) => {
    const provider = await subject.connect({ idleTimeoutMs });
    const before = subject.simulator.requests.length;
    const waits: RetryWait[] = [];
    const { signal } = new AbortController();
    const stream = streamWithRetry(() => provider.streamChat(ask('', { model }), signal), signal, {
      onWait: (wait) => waits.push(wait),
      initialDelayMs: 1,
    });
    const { error } = await outcomeOf(stream);
    return { code: codeOf(error), requests: subject.simulator.requests.length - before, waits };
  };

  it('a server that is slow to begin is asked once', async () => {
    const { code, requests } = await run('scenario-silent', shortIdleTimeoutMs);
    assert.deepEqual([code, requests], ['network', 1]);
  });

  it('a server that falls silent before its first word is asked once', async () => {
    const { code, requests } = await run('scenario-stall-at-once', shortIdleTimeoutMs);
    assert.deepEqual([code, requests], ['network', 1]);
  });

  it('a limit whose sentence names the wait, and links to the billing page, is waited for', async () => {
    const { code, requests, waits } = await run('says-rate-groq-scenario-plain');
    assert.deepEqual([code, requests], ['rate-limited', 4]);
    assert.deepEqual(
      waits.map(({ delayMs }) => delayMs),
      [100, 100, 100],
    );
  });

  it('a limit that lasts longer than SCOUT waits is told at once', async () => {
    const { code, requests, waits } = await run('says-rate-hour-scenario-plain');
    assert.deepEqual([code, requests, waits.length], ['rate-limited', 1, 0]);
  });
});
