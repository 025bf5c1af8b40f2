import assert from 'node:assert/strict';
import type { ModelInfo } from '../../../../../src/providers/provider.js';
import { ModelListWindow } from '../../support/modelListWindow.js';

describe('a list of 5,000 models that all have facts', () => {
  it('makes the formats of numbers and days once, not for each row', async () => {
    const window = new ModelListWindow();
    const models = Array.from({ length: 5_000 }, (_, index): ModelInfo => ({
      id: `m-${index}`,
      displayName: `M ${index}`,
      contextTokens: 1_000 + index,
      retiresAt: Date.now() + index,
      price: { currency: 'USD', periods: [{ rates: { input: 1_000_000 * index, output: 1_500_000 } }] },
    }));
    window.lists.set('openai', () => Promise.resolve(models));
    const { NumberFormat, DateTimeFormat } = Intl;
    let made = 0;
    const counting = <T extends object>(constructor: T): T =>
      new Proxy(constructor, {
        construct(target, args, newTarget) {
          made += 1;
          return Reflect.construct(target as new () => object, args, newTarget) as object;
        },
      });
    Intl.NumberFormat = counting(NumberFormat);
    Intl.DateTimeFormat = counting(DateTimeFormat);
    try {
      const { list, end } = await window.open();
      assert.match(
        list.items.find(({ label }) => label === 'M 4999')?.detail ?? '',
        /^retires on .* · 6K context · \$4,999 \/ \$1\.50$/u,
      );
      assert.ok(made <= 4, `${made} formats`);
      list.escape();
      await end;
    } finally {
      Object.assign(Intl, { NumberFormat, DateTimeFormat });
      window.dispose();
    }
  });
});
