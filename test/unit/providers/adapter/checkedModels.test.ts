import assert from 'node:assert/strict';
import { checkedModels } from '../../../../src/providers/adapter/answer/checkedEvents.js';
import { limits } from '../../../../src/providers/adapter/limits.js';
import type { ModelInfo } from '../../../../src/providers/provider.js';

const check = async (model: object): Promise<ModelInfo | undefined> =>
  (await checkedModels([{ id: 'm', displayName: 'M', ...model }]))[0];

describe('the check of a list of models', () => {
  it('keeps facts, and those of the companies behind a router', async () => {
    const facts = {
      contextTokens: 9,
      tools: false,
      efforts: ['low'],
      hosts: [{ name: 'fireworks-ai', pdfInput: true }],
    };
    assert.deepEqual(await check(facts), { id: 'm', displayName: 'M', ...facts });
  });

  it('leaves facts out that are none, whatever an adapter has let through', async () => {
    const facts = { contextTokens: -1, tools: 'yes', efforts: 'low', retiresAt: 'soon', price: 3, extra: 'a' };
    assert.deepEqual(await check(facts), { id: 'm', displayName: 'M' });
    assert.deepEqual((await check({ hosts: [{ name: 'groq', ...facts }] }))?.hosts, [{ name: 'groq' }]);
  });

  it('leaves companies out that could not be asked by their name', async () => {
    const hosts = ['', 'a b', 'a:b', '$(zap)', 'a\nb', 'x'.repeat(100), 7].map((name) => ({ name }));
    assert.deepEqual((await check({ hosts }))?.hosts, []);
  });

  it('keeps no more companies than any router has', async () => {
    const hosts = Array.from({ length: 10_000 }, (_, index) => ({ name: `h${index}` }));
    assert.equal((await check({ hosts }))?.hosts?.length, limits.modelHosts);
  });
});
