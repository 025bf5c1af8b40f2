import assert from 'node:assert/strict';
import { classifyVendorFailure } from '../../../../src/providers/transport/failureMeaning.js';
import { readVendorFailure } from '../../../../src/providers/transport/vendorFailure.js';

describe('wordings for a chat that is too long', () => {
  for (const message of [
    'Input tokens exceed the configured limit of 272000 tokens. Your messages resulted in 300000 tokens.',
    'Prompt tokens exceed the limit of this model.',
    "Input length (265330) exceeds model's maximum context length (262144).",
    'Total tokens of image and text exceed max message tokens',
    'length of prompt_tokens (5000) must be less than max_seq_len (4096).',
    'max_prompt_tokens exceeded',
    'Token limit exceeded',
    'The sequence length 5000 exceeds the maximum 4096',
    'Input exceeds maximum length',
    '请求的token数超过模型限制',
  ]) {
    it(message, () => {
      assert.equal(classifyVendorFailure(readVendorFailure({ error: { message } }, 400)), 'context-too-long');
    });
  }
});

describe('wordings for something else', () => {
  for (const [message, means] of Object.entries({
    'max_tokens exceeds the maximum of 8192': 'invalid-request',
    'ThrottlingException: Too many tokens, please wait before trying again.': 'rate-limited',
  })) {
    it(message, () => {
      assert.equal(classifyVendorFailure(readVendorFailure({ error: { message } }, 400)), means);
    });
  }

  it('are what is said of the conversation, whatever words it holds', () => {
    const body = { error: { param: 'messages[0].content', message: "Invalid content: 'our moderation, flagged'" } };
    assert.equal(classifyVendorFailure(readVendorFailure(body, 400)), 'invalid-request');
  });

  it('without a status, of what would never get better', () => {
    const message = "Unsupported parameter: 'seed' is not supported with this model.";
    assert.equal(classifyVendorFailure(readVendorFailure({ error: { message } })), 'invalid-request');
  });
});
