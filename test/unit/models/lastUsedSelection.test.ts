import assert from 'node:assert/strict';
import type { StoredSelection } from '../../../src/storage/api/chatHistory.js';
import { lastUsedInMemory } from '../../support/lastUsedInMemory.js';

const one: StoredSelection = { ref: { endpoint: 'openai', model: 'm-1' }, parameters: {} };
const other: StoredSelection = { ref: { endpoint: 'mistral', model: 'm-2' }, parameters: { topP: 0.5 } };

describe('what was used last in a window', () => {
  it('is nothing in a new window: the settings decide', () => {
    assert.equal(lastUsedInMemory().selection, null);
  });

  it('is what was chosen last, also after a reload', () => {
    const window = lastUsedInMemory();
    window.select(one);
    window.select(other);
    const stored: unknown = JSON.parse(JSON.stringify(window.selection));
    assert.deepEqual(window.selection, other);
    assert.deepEqual(lastUsedInMemory(stored).selection, other);
  });

  it('is what was asked last, unless that is what the settings say anyway', () => {
    let settings = one;
    const window = lastUsedInMemory(undefined, () => settings);
    window.noteUsed(one);
    settings = { ...one, ref: { endpoint: 'openai', model: 'newer' } };
    assert.equal(window.selection, null, 'the settings go on deciding');
    window.noteUsed(other);
    assert.deepEqual(window.selection, other);
    settings = other;
    window.noteUsed(one);
    assert.deepEqual(window.selection, one);
  });

  for (const [what, hostile] of [
    ['a text', 'openai'],
    ['no reference', { parameters: {} }],
    ['a list', [one]],
  ] as const)
    it(`is nothing where ${what} is stored`, () => assert.equal(lastUsedInMemory(hostile).selection, null));

  it('is nothing while its endpoint is gone', () => {
    const endpoints = new Set(['openai']);
    const window = lastUsedInMemory(
      other,
      () => null,
      (id) => endpoints.has(id),
    );
    assert.equal(window.selection, null);
    endpoints.add('mistral');
    assert.deepEqual(window.selection, other);
  });
});
