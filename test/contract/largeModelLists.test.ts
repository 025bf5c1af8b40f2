import assert from 'node:assert/strict';
import { ScoutError } from '../../src/core/errors.js';
import type { ModelInfo } from '../../src/providers/provider.js';
import { respondJson, startLoopbackServer, type LoopbackServer } from '../support/loopbackServer.js';
import { openRouterModel } from '../support/openRouterModel.js';
import { forEachProvider } from './support/providersUnderTest.js';

/** Lists that take long to parse. */
forEachProvider('a large list of models', (subject) => {
  let server: LoopbackServer;
  let body = '';

  before(async () => {
    server = await startLoopbackServer((response) => respondJson(response, body));
  });

  after(() => server.close());

  const listed = async (text: string): Promise<readonly ModelInfo[]> => {
    body = text;
    const provider = await subject.connect({ baseUrl: server.baseUrl });
    return provider.listModels(new AbortController().signal);
  };
  const many = (count: number): readonly object[] =>
    Array.from({ length: count }, (_, index) => openRouterModel(index));
  const isRefused = (error: unknown): boolean => error instanceof ScoutError && error.code === 'invalid-response';

  for (const [form, wrap] of Object.entries({
    'an object': (models: readonly object[]) => ({ object: 'list', data: models, total: models.length }),
    'a bare array': (models: readonly object[]) => models,
    'the member "models"': (models: readonly object[]) => ({ models, nextPageToken: 'a,[' }),
  }))
    it(`of 5,000 entries like OpenRouter's is read as ${form}`, async () => {
      const models = await listed(JSON.stringify(wrap(many(5_000))));
      assert.equal(models.length, 5_000);
      assert.equal(new Set(models.map(({ id }) => id)).size, 5_000);
      // What is kept of it is little.
      assert.ok(JSON.stringify(models).length < body.length / 4);
    });

  it('of more entries than can be shown is cut', async () => {
    assert.equal((await listed(JSON.stringify({ data: many(6_000) }))).length, 5_000);
  });

  it('with one entry of so many values that parsing it would stop the host is refused', async () => {
    const values = Array.from({ length: 30_000 }, () => 0);
    await assert.rejects(listed(JSON.stringify({ data: [{ id: 'a', values }] })), isRefused);
    await assert.rejects(listed(JSON.stringify({ data: [{ id: 'a' }], other: { values } })), isRefused);
  });

  it('of so many values that reading it would never end is refused', async () => {
    await assert.rejects(listed(`{"data":[${'0,'.repeat(1_100_000)}0]}`), isRefused);
  });

  it('that is cut off or broken is refused', async () => {
    const whole = JSON.stringify({ data: many(20) });
    const places = [whole.length - 1, whole.length - 2, whole.length - 700, whole.indexOf('{', 1_000), 9, 3];
    for (const place of places) await assert.rejects(listed(whole.slice(0, place)), isRefused, String(place));
    for (const broken of [
      `${whole}]`,
      `${whole}{}`,
      '{"data":[{"id":"a"},]}',
      '{"data":[,{"id":"a"}]}',
      '{"data":[{"id":"a"}}',
    ])
      await assert.rejects(listed(broken), isRefused, broken.slice(0, 40));
  });
});
