import assert from 'node:assert/strict';
import { finishReasonOf, isCutOff } from '../../../../../src/providers/adapter/answer/finishReason.js';
import { createUnknownEventLog } from '../../../../../src/providers/adapter/unknownEventLog.js';
import { recordingLogger } from '../../../../support/recordingLogger.js';

describe('the word for the end of an answer', () => {
  const read = (word: string, called = false) => {
    const logger = recordingLogger();
    const notes = createUnknownEventLog('Vendor', logger)();
    return { reason: finishReasonOf(word, { called }, notes, 'finish_reason'), lines: logger.lines };
  };

  for (const word of ['guardrail_intervened', 'GUARDRAIL_INTERVENED', 'content_filtered', 'SPII', 'IMAGE_SAFETY'])
    it(`${word} says that a filter stopped it, and a call with it`, () => {
      assert.deepEqual(read(word), { reason: 'content-filter', lines: [] });
      assert.equal(read(word, true).reason, 'content-filter');
      assert.ok(isCutOff(word));
    });

  for (const word of [
    'LANGUAGE',
    'OTHER',
    'FINISH_REASON_UNSPECIFIED',
    'MALFORMED_FUNCTION_CALL',
    'UNEXPECTED_TOOL_CALL',
    'TOO_MANY_TOOL_CALLS',
    'MALFORMED_RESPONSE',
    'MISSING_THOUGHT_SIGNATURE',
    'NO_IMAGE',
    'IMAGE_OTHER',
    'malformed_model_output',
    'malformed_tool_use',
  ])
    it(`${word} is known: no note of it in the log`, () => {
      assert.deepEqual(read(word), { reason: 'other', lines: [] });
      assert.ok(!isCutOff(word));
    });

  it('is noted in the log where nobody knows it', () => {
    const { reason, lines } = read('escalation');
    assert.equal(reason, 'other');
    assert.deepEqual(lines, ['debug: Vendor sent unknown data, which is ignored: finish_reason escalation']);
  });
});
