import assert from 'node:assert/strict';
import { checkedModels } from '../../../../../src/providers/adapter/answer/checkedEvents.js';
import { listedModels } from '../../../../../src/providers/adapter/modelList/listedModels.js';
import { ModelListCache } from '../../../../../src/models/modelListCache.js';

const models = Array.from({ length: 300 }, (_, index) => ({ id: `m-${index}`, displayName: `M ${index}` }));

describe('a list of models that takes long', () => {
  const now = performance.now.bind(performance);
  let turns = 0;
  let isOver = false;

  beforeEach(() => {
    [turns, isOver] = [0, false];
    // Every look at the clock is 4 ms later than the one before.
    let time = 0;
    performance.now = () => (time += 4);
    const count = (): void => {
      turns += 1;
      if (!isOver) setImmediate(count);
    };
    setImmediate(count);
  });

  afterEach(() => {
    isOver = true;
    performance.now = now;
  });

  it('gives others their turn while it is parsed', async () => {
    const read = await listedModels(new Response(JSON.stringify({ data: models })), ({ id }) => id);
    assert.equal(read.length, models.length);
    assert.ok(turns >= 100, String(turns));
  });

  it('gives others their turn while it is checked', async () => {
    assert.equal((await checkedModels(models)).length, models.length);
    assert.ok(turns >= 100, String(turns));
  });

  it('gives others their turn while it is read from the cache', async () => {
    const cache = new ModelListCache({
      value: () => Promise.resolve({ version: 2, source: '', fetchedAt: 1, models }),
      setValue: () => Promise.resolve(),
      text: () => Promise.resolve(''),
      setText: () => Promise.resolve(),
    });
    assert.deepEqual(await cache.list('openai'), { source: '', fetchedAt: 1, models });
    assert.ok(turns >= 100, String(turns));
  });

  it('is parsed an entry at a time', async () => {
    const { parse } = JSON;
    let longest = 0;
    JSON.parse = (text: string) => {
      longest = Math.max(longest, text.length);
      return parse(text) as unknown;
    };
    try {
      await listedModels(new Response(JSON.stringify({ data: models })), ({ id }) => id);
    } finally {
      JSON.parse = parse;
    }
    assert.equal(longest, JSON.stringify(models.at(-1)).length);
  });
});
