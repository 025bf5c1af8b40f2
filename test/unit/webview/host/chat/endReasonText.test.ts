import assert from 'node:assert/strict';
import type { StoredMessage } from '../../../../../src/storage/api/chatHistory.js';
import { messageView } from '../../../../../src/webview/host/chat/messageView.js';
import { storedMessage } from '../support/storedMessages.js';

describe('the end of an answer, in words', () => {
  const detail = (fields: Partial<StoredMessage>): string | undefined =>
    messageView(storedMessage('m', { provider: 'p', ...fields }), true, [], ['m'], () => 'Google').problem?.detail;

  it('has the provider’s word behind them', () => {
    const other = { finishReason: 'other' } as const;
    assert.equal(
      detail({ ...other, rawFinishReason: 'LANGUAGE' }),
      'Google ended it for an unusual reason: The language is not supported (LANGUAGE)',
    );
    assert.equal(
      detail({ ...other, rawFinishReason: 'NO_IMAGE', parts: [] }),
      'Google ended it without any text. Reason given: The model made no image (NO_IMAGE)',
    );
    assert.equal(
      detail({ finishReason: 'content-filter', rawFinishReason: 'guardrail_intervened' }),
      'A guardrail stopped it (guardrail_intervened)',
    );
  });

  it('is the word alone where there are none', () => {
    assert.equal(detail({ finishReason: 'content-filter', rawFinishReason: 'SAFETY' }), 'SAFETY');
    assert.match(detail({ finishReason: 'other', rawFinishReason: 'ESCALATION' })!, /unusual reason: ESCALATION$/u);
  });

  it('is no reason at all where the word says nothing', () => {
    for (const rawFinishReason of ['OTHER', 'other', 'FINISH_REASON_UNSPECIFIED'])
      assert.equal(detail({ finishReason: 'other', rawFinishReason }), 'Google ended it and gave no reason.');
  });

  it('never takes a word for the name of something else', () => {
    for (const rawFinishReason of ['constructor', '__proto__', 'toString'])
      assert.match(detail({ finishReason: 'other', rawFinishReason })!, new RegExp(`reason: ${rawFinishReason}$`, 'u'));
  });
});
