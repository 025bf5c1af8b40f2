import assert from 'node:assert/strict';
import { reasoningEfforts, soundParameters } from '../../../src/core/chatParameters.js';

describe('parameters from a file or the settings', () => {
  it('keep what can be sent', () => {
    for (const reasoningEffort of reasoningEfforts) {
      const parameters = { maxOutputTokens: 100, temperature: 0.5, topP: 1, reasoningEffort };
      assert.deepEqual(soundParameters(parameters), parameters);
    }
  });

  it('are taken into their ranges', () => {
    assert.deepEqual(soundParameters({ temperature: 9, topP: -1, maxOutputTokens: 2.6 }), {
      temperature: 2,
      topP: 0,
      maxOutputTokens: 3,
    });
  });

  it('are left out where they are of the wrong type, or unknown', () => {
    assert.deepEqual(
      soundParameters({ temperature: '1', topP: Number.NaN, maxOutputTokens: null, reasoningEffort: 'ultra', seed: 3 }),
      {},
    );
  });
});
