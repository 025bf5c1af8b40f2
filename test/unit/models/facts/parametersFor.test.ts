import assert from 'node:assert/strict';
import { parametersFor } from '../../../../src/models/facts/parametersFor.js';

const source = 'vendor';

describe('the parameters of a chat with another model', () => {
  const parameters = { reasoningEffort: 'max', maxOutputTokens: 64_000, temperature: 0.3, topP: 0.9 } as const;

  it('stay as they are where nobody knows what it takes', () => {
    assert.deepEqual(parametersFor(parameters, {}), parameters);
    assert.deepEqual(parametersFor({}, { efforts: { value: ['low'], source } }), {});
  });

  it('lose an effort that it does not have', () => {
    const { reasoningEffort: _, ...others } = parameters;
    assert.deepEqual(parametersFor(parameters, { efforts: { value: ['low', 'high'], source } }), others);
    assert.deepEqual(parametersFor(parameters, { efforts: { value: [], source } }), others);
    assert.deepEqual(parametersFor(parameters, { efforts: { value: ['high', 'max'], source } }), parameters);
  });

  it('ask for no longer answer than it can give', () => {
    const facts = (value: number) => ({ maxOutputTokens: { value, source } }) as const;
    assert.equal(parametersFor(parameters, facts(32_000)).maxOutputTokens, 32_000);
    assert.equal(parametersFor(parameters, facts(128_000)).maxOutputTokens, 64_000);
  });
});
