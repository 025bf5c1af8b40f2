import assert from 'node:assert/strict';
import { AnswerBuilder } from '../../../../src/chat/answering/answerBuilder.js';
import { failureOutcome, finishedAnswer, type AnswerOutcome } from '../../../../src/chat/answering/answerOutcome.js';
import { ScoutError } from '../../../../src/core/errors.js';
import type { MessagePart } from '../../../../src/core/message.js';
import type { ChatEvent } from '../../../../src/providers/provider.js';
import { soundMessage } from '../../../../src/storage/api/soundMessage.js';
import type { StoredMessage } from '../../../../src/storage/api/chatHistory.js';

const outcomeOf = (retryAfterMs?: number) =>
  failureOutcome(new ScoutError('rate-limited', 'Slow down.', retryAfterMs === undefined ? {} : { retryAfterMs }), {
    parts: [],
  });

const start: StoredMessage = {
  id: 'm',
  conversationId: 'c',
  parentId: null,
  role: 'assistant',
  parts: [],
  createdAt: 1,
  status: 'streaming',
};

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
        ...start,
        status: 'failed',
        error: { code: 'rate-limited', message: 'Slow down.', retryAt },
      } as unknown as StoredMessage).error;
    assert.equal(stored(5)?.retryAt, 5);
    for (const wrong of ['5', null, Number.NaN, undefined, {}]) assert.equal(stored(wrong)?.retryAt, undefined);
  });
});

describe('a finished answer', () => {
  const partsOf = (events: readonly ChatEvent[], outcome: AnswerOutcome = { status: 'complete' }) => {
    const answer = new AnswerBuilder();
    for (const event of events) answer.add(event);
    return finishedAnswer(start, answer, outcome).parts;
  };
  const text = (given: string): ChatEvent => ({ type: 'text-delta', text: given });
  const thought: MessagePart = { type: 'reasoning', text: 'A thought.' };

  it('has its thought apart, of which only the end is marked, whole or cut off', () => {
    const unopened = [text('A thought.\n</th'), text('ink>\n\nParis.')];
    const apart = [thought, { type: 'text', text: 'Paris.' }];
    assert.deepEqual(partsOf(unopened), apart);
    assert.deepEqual(partsOf(unopened, { status: 'interrupted' }), apart);
    assert.deepEqual(partsOf([text('A thought.</think>')]), [thought]);
    const opaque = { type: 'opaque', vendor: 'google', data: 1 } as const;
    const call = { type: 'tool-call', id: 'c', name: 'f', input: {} } as const;
    assert.deepEqual(partsOf([opaque, ...unopened, call]), [opaque, ...apart, call]);
  });

  it('stays as it came where the server told the thought apart, or there is none', () => {
    const reasoning: ChatEvent = { type: 'reasoning-delta', text: 'A thought.' };
    const said = { type: 'text', text: 'Then\n</think>\nParis.' };
    assert.deepEqual(partsOf([reasoning, text(said.text)]), [thought, said]);
    assert.deepEqual(partsOf([text('Paris.')]), [{ type: 'text', text: 'Paris.' }]);
    assert.deepEqual(partsOf([]), []);
  });
});
