import assert from 'node:assert/strict';
import { readModels as fromCompletions } from '../../../../src/providers/adapter/chatCompletions/models.js';
import { limits } from '../../../../src/providers/adapter/limits.js';
import type { ModelInfo } from '../../../../src/providers/provider.js';
import { readModels as fromMistral } from '../../../../src/providers/vendors/mistral/models.js';
import { readModels as fromOpenai } from '../../../../src/providers/vendors/openai/models.js';

/** Models in no order, all made at the same time, so that only their names tell them apart. */
const many = Array.from({ length: limits.models * 8 }, (_, index) => ({
  id: `gpt-${((index * 7_919) % (limits.models * 8)).toString().padStart(6, '0')}`,
  object: 'model' as const,
  created: 1,
  owned_by: 'a',
}));

const readers: Record<string, () => Promise<readonly ModelInfo[]>> = {
  'OpenAI’s': () => fromOpenai(Response.json({ data: many })),
  'a Chat Completions server’s': () => fromCompletions(Response.json({ data: many })),
  'Mistral’s': () =>
    fromMistral(
      Response.json(many.map(({ id }) => ({ id, capabilities: { completionChat: true }, maxContextLength: 1 }))),
    ),
};

describe('a list of more models than anybody offers', () => {
  for (const [name, read] of Object.entries(readers))
    it(`${name}: is cut before it is sorted`, async () => {
      const compare = Object.getOwnPropertyDescriptor(String.prototype, 'localeCompare')!;
      let comparisons = 0;
      String.prototype.localeCompare = function (this: string, other: string) {
        comparisons += 1;
        return this < other ? -1 : this > other ? 1 : 0;
      };
      try {
        const ids = (await read()).map(({ id }) => id);
        assert.equal(ids.length, limits.models);
        assert.deepEqual(ids, ids.toSorted());
      } finally {
        Object.defineProperty(String.prototype, 'localeCompare', compare);
      }
      assert.ok(comparisons < limits.models * Math.log2(limits.models) * 1.5, `${comparisons} comparisons`);
    });
});
