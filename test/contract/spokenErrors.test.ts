import assert from 'node:assert/strict';
import { ScoutError } from '../../src/core/errors.js';
import { spokenErrors } from '../support/simulator/spokenErrors.js';
import { ask, forEachProvider, outcomeOf } from './support/providersUnderTest.js';

forEachProvider('errors in the words of vendors and gateways', (subject) => {
  for (const [name, { means, told }] of Object.entries(spokenErrors)) {
    it(`${name}: ${means}, with the reason`, async () => {
      const provider = await subject.connect();
      const request = ask('plain', { model: `says-${name}-scenario-plain` });
      const { error } = await outcomeOf(provider.streamChat(request, new AbortController().signal));
      assert.ok(error instanceof ScoutError, String(error));
      assert.deepEqual([error.code, error.message.match(told)?.length], [means, 1], error.message);
      assert.equal(error.retryable, means === 'rate-limited' || means === 'provider-unavailable');
      assert.doesNotMatch(error.message, /\[object|undefined/u);
    });
  }
});
