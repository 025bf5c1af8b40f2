import assert from 'node:assert/strict';
import { failureOutcome } from '../../../../src/chat/answering/answerOutcome.js';
import { ScoutError } from '../../../../src/core/errors.js';
import { soundMessage } from '../../../../src/storage/api/soundMessage.js';
import type { StoredMessage } from '../../../../src/storage/api/chatHistory.js';

const outcomeOf = (retryAfterMs?: number) =>
  failureOutcome(new ScoutError('rate-limited', 'Slow down.', retryAfterMs === undefined ? {} : { retryAfterMs }), {
    parts: [],
  });

describe('the outcome of an answer that a limit ended', () => {
  it('keeps the time from which it may be asked for again', () => {
    const before = Date.now();
    const { error } = outcomeOf(3_600_000);
    assert.ok(error?.retryAt !== undefined);
    assert.ok(error.retryAt >= before + 3_600_000 && error.retryAt <= Date.now() + 3_600_000);
  });

  it('has no time where the vendor named none', () => {
    assert.deepEqual(outcomeOf().error, { code: 'rate-limited', message: 'Slow down.' });
  });

  it('is read from the history again, without a time that is none', () => {
    const stored = (retryAt: unknown) =>
      soundMessage({
        id: 'm',
        conversationId: 'c',
        parentId: null,
        role: 'assistant',
        parts: [],
        createdAt: 1,
        status: 'failed',
        error: { code: 'rate-limited', message: 'Slow down.', retryAt },
      } as unknown as StoredMessage).error;
    assert.equal(stored(5)?.retryAt, 5);
    for (const wrong of ['5', null, Number.NaN, undefined, {}]) assert.equal(stored(wrong)?.retryAt, undefined);
  });
});
