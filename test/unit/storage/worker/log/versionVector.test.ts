import assert from 'node:assert/strict';
import fc from 'fast-check';
import { VersionVector } from '../../../../../src/storage/worker/log/versionVector.js';

const frames = fc.array(fc.tuple(fc.constantFrom('a', 'b'), fc.integer({ min: 1, max: 30 })), { maxLength: 40 });

function vectorOf(pairs: readonly (readonly [string, number])[]): VersionVector {
  const vector = new VersionVector();
  for (const [writer, sequence] of pairs) vector.add(writer, sequence);
  return vector;
}

const keysOf = (pairs: readonly (readonly [string, number])[]): Set<string> =>
  new Set(pairs.map(([writer, sequence]) => `${writer}${sequence}`));

describe('a vector', () => {
  it('has exactly the frames that were added, in whatever order', () => {
    fc.assert(
      fc.property(frames, (pairs) => {
        const vector = vectorOf(pairs);
        const expected = keysOf(pairs);
        for (const writer of ['a', 'b', 'c']) {
          for (let sequence = 1; sequence <= 31; sequence++)
            assert.equal(vector.has(writer, sequence), expected.has(`${writer}${sequence}`));
        }
        assert.equal(vector.count, expected.size);
      }),
    );
  });

  it('joins with another to the union of both', () => {
    fc.assert(
      fc.property(frames, frames, (one, other) => {
        const joined = vectorOf(one);
        joined.addAll(vectorOf(other));
        assert.deepEqual(
          joined.toJSON(),
          vectorOf([...one, ...other].sort(([, a], [, b]) => b - a))
            .clone()
            .toJSON(),
        );
      }),
    );
  });

  it('has holes where a frame before the last one of its writer is missing, and counts them, in whatever order they are filled', () => {
    fc.assert(
      fc.property(frames, frames, (one, other) => {
        const vector = vectorOf(one);
        vector.addAll(vectorOf(other));
        const added = keysOf([...one, ...other]);
        const expected = new VersionVector();
        for (const writer of ['a', 'b']) {
          const sequences = [...one, ...other].filter(([name]) => name === writer).map(([, sequence]) => sequence);
          for (let sequence = 1; sequence < Math.max(0, ...sequences); sequence++)
            if (!added.has(`${writer}${sequence}`)) expected.add(writer, sequence);
        }
        assert.deepEqual(vector.holes().toJSON(), expected.toJSON());
        assert.equal(vector.count, added.size);
      }),
    );
  });

  it('is not read from ranges that end before they begin', () => {
    assert.equal(VersionVector.parse({ a: [5, 3] }), undefined);
  });

  it('covers another exactly if it has every frame of it', () => {
    fc.assert(
      fc.property(frames, frames, (one, other) => {
        const mine = keysOf(one);
        assert.equal(
          vectorOf(one).covers(vectorOf(other)),
          [...keysOf(other)].every((key) => mine.has(key)),
        );
      }),
    );
  });

  it('keeps ranges, so that a writer without holes costs two numbers', () => {
    const vector = new VersionVector();
    for (let sequence = 1; sequence <= 1_000; sequence++) vector.add('a', sequence);
    assert.deepEqual(vector.toJSON(), { a: [1, 1_000] });
    assert.equal(vector.holes().count, 0);
    vector.add('a', 1_002);
    vector.add('b', 2);
    assert.deepEqual(vector.toJSON(), { a: [1, 1_000, 1_002, 1_002], b: [2, 2] });
    assert.deepEqual(vector.holes().toJSON(), { a: [1_001, 1_001], b: [1, 1] });
  });

  it('is read from its JSON, and from nothing else', () => {
    const vector = vectorOf([
      ['a', 1],
      ['a', 2],
      ['a', 9],
      ['__proto__', 1],
    ]);
    assert.deepEqual(VersionVector.parse(JSON.parse(JSON.stringify(vector)))?.toJSON(), vector.toJSON());
    for (const wrong of [
      null,
      1,
      'a',
      { a: 1 },
      { a: [1] },
      { a: [0, 1] },
      { a: [1, Number.NaN] },
      { a: ['1', '2'] },
      { a: [1.5, 2] },
    ]) {
      assert.equal(VersionVector.parse(wrong), undefined, JSON.stringify(wrong));
    }
  });
});
