import assert from 'node:assert/strict';
import { hiddenBy, hiddenEntries, hiddenEntryOf } from '../../../src/models/hiddenModels.js';
import type { ModelRef } from '../../../src/models/modelSelection.js';
import type { EndpointId } from '../../../src/providers/endpoint.js';

const ref = (endpoint: string, model: string): ModelRef => ({ endpoint: endpoint as EndpointId, model });

describe('hidden models', () => {
  for (const [entry, hides, leaves] of [
    [
      'openai/gpt-4o',
      [ref('openai', 'gpt-4o'), ref('openai', 'GPT-4o')],
      [ref('openai', 'gpt-4o-mini'), ref('azure', 'gpt-4o')],
    ],
    ['openai/*', [ref('openai', 'a'), ref('openai', 'b/c')], [ref('openai-2', 'a')]],
    ['*/*-preview', [ref('google', 'gemini-preview'), ref('or', 'google/x-preview')], [ref('google', 'preview-1')]],
    ['or/*:free*', [ref('or', 'a/b:free'), ref('or', 'a:free-2')], [ref('or', 'a/b'), ref('or', ':fre')]],
    ['or/a*b*b', [ref('or', 'abb'), ref('or', 'a1b2b')], [ref('or', 'ab'), ref('or', 'a-b-c')]],
    ['or/a.c', [ref('or', 'a.c')], [ref('or', 'abc')]],
  ] as const) {
    it(`are those that “${entry}” names, and no others`, () => {
      const isHidden = hiddenBy([entry]);
      assert.deepEqual([hides.map(isHidden), leaves.map(isHidden)], [hides.map(() => true), leaves.map(() => false)]);
    });
  }

  it('are named as the setting names them', () => {
    assert.equal(hiddenEntryOf(ref('or', 'a/b')), 'or/a/b');
    assert.equal(hiddenBy([hiddenEntryOf(ref('or', 'a/b'))])(ref('or', 'a/b')), true);
  });

  it('are read from whatever the setting holds', () => {
    assert.deepEqual(hiddenEntries(['a/b', 3, null, '', { a: 1 }]), ['a/b']);
    assert.deepEqual(hiddenEntries('a/b'), []);
    assert.equal(hiddenBy([])(ref('a', 'b')), false);
  });

  it('are found in time however many stars there are', () => {
    const isHidden = hiddenBy([`or/${'*a'.repeat(200)}b`]);
    assert.equal(isHidden(ref('or', 'a'.repeat(256))), false);
  });
});
