import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  indentedJson,
  isNestedWithin,
  isStorableJson,
  maximumJsonDepth,
  readableJson,
} from '../../../src/core/json.js';
import { hostileValue, nested } from '../../support/hostileValues.js';

describe('JSON that can be stored', () => {
  it('is everything that JSON.parse gives, up to a depth', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        assert.equal(isStorableJson(value), isNestedWithin(value, maximumJsonDepth));
      }),
    );
    assert.equal(isStorableJson(nested(maximumJsonDepth)), true);
    assert.equal(isStorableJson(nested(maximumJsonDepth + 1)), false);
    assert.equal(isStorableJson({ a: undefined }), true, 'a key without a value is dropped');
  });

  it('can be cloned, written as JSON and read again as it was', () => {
    fc.assert(
      fc.property(hostileValue, (value) => {
        if (!isStorableJson(value)) return;
        const json = JSON.stringify(structuredClone(value));
        assert.equal(JSON.stringify(JSON.parse(json)), json);
      }),
    );
  });

  it('is nothing that contains itself, in whatever time', () => {
    const twice: unknown[] = [];
    twice.push(twice, twice);
    assert.equal(isStorableJson(twice), false);
  });
});

describe('readable JSON', () => {
  it('is what JSON.stringify gives where that gives something', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => assert.equal(readableJson(value, 1e9), JSON.stringify(value))));
  });

  it('is JSON of every value, however deep', () => {
    fc.assert(fc.property(hostileValue, (value) => void JSON.parse(readableJson(value, 1e9))));
    assert.equal(readableJson(nested(100_000), 1e9).length, 200_000);
  });

  it('says what JSON cannot hold', () => {
    const cyclic: Record<string, unknown> = { big: 5n, nan: Number.NaN, none: undefined, run: () => 1 };
    cyclic['self'] = cyclic;
    assert.equal(readableJson(cyclic, 1e9), '{"big":5,"nan":null,"run":"[function]","self":"[Circular]"}');
  });

  it('ends at its greatest length', () => {
    assert.equal(readableJson(['abcdef', 1], 5), '["abc…');
    let doubled: unknown = 1;
    for (let depth = 0; depth < 100; depth++) doubled = [doubled, doubled];
    assert.equal(readableJson(doubled, 1_000).length, 1_001);
  });
});

describe('JSON in lines', () => {
  it('is indented, and in one line where indentation would be most of it', () => {
    assert.equal(indentedJson({ a: [1, { b: 2 }] }), JSON.stringify({ a: [1, { b: 2 }] }, undefined, 2));
    assert.equal(indentedJson([]), '[]');
    assert.equal(indentedJson(undefined), '');
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const line = JSON.stringify(value);
        assert.ok(indentedJson(value).length <= 4 * line.length);
      }),
    );
  });
});
