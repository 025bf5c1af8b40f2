import assert from 'node:assert/strict';
import {
  lastBefore,
  normalizeWithOrigins,
} from '../../../../../../../src/storage/worker/databases/history/search/normalizeForSearch.js';

/** The same list, and how often something was read from it. */
function counted<T extends object>(list: T[]): { readonly list: readonly T[]; readonly reads: () => number } {
  let reads = 0;
  const proxy = new Proxy(list, {
    get(target, key, receiver) {
      if (typeof key === 'string' && /^\d+$/.test(key)) reads++;
      return Reflect.get(target, key, receiver) as unknown;
    },
  });
  return { list: proxy, reads: () => reads };
}

describe('the places of folded text', () => {
  it('are those of the original where pieces become longer or shorter', () => {
    const text = 'ﬁ a Straße e\u0301 Ⅷ b';
    const { text: folded, original } = normalizeWithOrigins(text);
    assert.equal(folded, 'fi a strasse e viii b');
    const slices = Array.from(folded.matchAll(/\w+/g), ({ 0: word, index }) =>
      text.slice(...original(index, index + word.length)),
    );
    assert.deepEqual(slices, ['ﬁ', 'a', 'Straße', 'e\u0301', 'Ⅷ', 'b']);
  });

  it('are looked up among a hundred thousand of those with few looks', () => {
    const pieces = counted(Array.from({ length: 100_000 }, (_, index) => ({ start: 3 * index })));
    for (const place of [0, 1, 3, 4, 150_000, 299_997, 299_998, 1_000_000]) {
      const expected = place === 0 ? undefined : { start: Math.min(3 * Math.floor((place - 1) / 3), 299_997) };
      assert.deepEqual(lastBefore(pieces.list, place), expected, String(place));
    }
    assert.ok(pieces.reads() <= 8 * 20, `${pieces.reads()} reads`);
  });
});
