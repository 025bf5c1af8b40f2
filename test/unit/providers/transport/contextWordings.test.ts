import assert from 'node:assert/strict';
import { classifyVendorFailure } from '../../../../src/providers/transport/failureMeaning.js';
import { readVendorFailure } from '../../../../src/providers/transport/vendorFailure.js';

describe('wordings for a chat that is too long', () => {
  for (const message of [
    'Input tokens exceed the configured limit of 272000 tokens. Your messages resulted in 300000 tokens.',
    'Prompt tokens exceed the limit of this model.',
  ]) {
    it(message, () => {
      assert.equal(classifyVendorFailure(readVendorFailure({ error: { message } }, 400)), 'context-too-long');
    });
  }
});
