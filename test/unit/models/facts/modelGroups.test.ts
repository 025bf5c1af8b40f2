import assert from 'node:assert/strict';
import type { KnownFacts } from '../../../../src/models/facts/modelFacts.js';
import { groupModels, type ModelEntry, type ModelPreferences } from '../../../../src/models/facts/modelGroups.js';
import { retirementNoticeMs, retirementOf } from '../../../../src/models/facts/retirement.js';
import type { ModelRef } from '../../../../src/models/modelSelection.js';
import type { EndpointId } from '../../../../src/providers/endpoint.js';

const now = Date.UTC(2026, 10, 30);
const ref = (endpoint: string, model: string): ModelRef => ({ endpoint: endpoint as EndpointId, model });
const entry = (endpoint: string, model: string, facts: KnownFacts = {}): ModelEntry => ({
  ref: ref(endpoint, model),
  displayName: model,
  facts,
});
const nothing: ModelPreferences = { favourites: [], recent: [], isHidden: () => false };
const groups = (entries: readonly ModelEntry[], preferences: Partial<ModelPreferences> = {}) =>
  groupModels(entries, { ...nothing, ...preferences }, now).map(({ kind, entries: own }) => [
    kind,
    ...own.map(({ ref: { endpoint, model } }) => `${endpoint}/${model}`),
  ]);

describe('the order of models', () => {
  const entries = [entry('a', '1'), entry('a', '2'), entry('b', '1'), entry('b', '3')];

  it('is that of their endpoints’ lists', () => {
    assert.deepEqual(groups(entries), [
      ['endpoint', 'a/1', 'a/2'],
      ['endpoint', 'b/1', 'b/3'],
    ]);
  });

  it('has favourites first, then recent ones, in the user’s order, each model once', () => {
    const preferences = { favourites: [ref('b', '3')], recent: [ref('b', '1'), ref('b', '3'), ref('a', '1')] };
    assert.deepEqual(groups(entries, preferences), [
      ['favourites', 'b/3'],
      ['recent', 'b/1', 'a/1'],
      ['endpoint', 'a/2'],
    ]);
  });

  it('leaves out what is hidden, unless it is a favourite, and what no longer exists', () => {
    const preferences = {
      favourites: [ref('a', '1'), ref('c', '9')],
      recent: [ref('a', '2')],
      isHidden: ({ endpoint, model }: ModelRef) => endpoint === 'a' && ['1', '2'].includes(model),
    };
    assert.deepEqual(groups(entries, preferences), [
      ['favourites', 'a/1'],
      ['endpoint', 'b/1', 'b/3'],
    ]);
  });

  it('has models that go at the end', () => {
    const leaving = [
      entry('a', 'deprecated', { deprecated: { value: true, source: 'vendor' } }),
      entry('a', 'soon', { retiresAt: { value: now + 1, source: 'vendor' } }),
      entry('a', 'stays', { deprecated: { value: false, source: 'vendor' } }),
    ];
    assert.deepEqual(groups(leaving), [['endpoint', 'a/stays', 'a/deprecated', 'a/soon']]);
  });
});

describe('the retirement of a model', () => {
  const of = (retiresAt: number): unknown =>
    retirementOf({ retiresAt: { value: retiresAt, source: 'vendor' } }, now)?.kind;

  it('is announced 60 days before, and remembered afterwards', () => {
    assert.equal(of(now + retirementNoticeMs + 1), undefined);
    assert.equal(of(now + retirementNoticeMs), 'soon');
    assert.equal(of(now + 1), 'soon');
    assert.equal(of(now), 'past');
    assert.equal(retirementOf({}, now), undefined);
  });
});
