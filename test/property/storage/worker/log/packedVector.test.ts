import assert from 'node:assert/strict';
import fc from 'fast-check';
import { packVector, unpackVector } from '../../../../../src/storage/worker/log/packedVector.js';
import { VersionVector } from '../../../../../src/storage/worker/log/versionVector.js';

/** What windows have written: most have all their frames there, some lack a few, and a file of somebody else's may have any name. */
const windows = fc.uniqueArray(
  fc.record({
    writer: fc.oneof(
      { weight: 20, arbitrary: fc.stringMatching(/^[0-9a-f]{16}$/) },
      fc.constantFrom('', 'g', '0123456789ABCDEF', '0123456789abcdef0'),
    ),
    ranges: fc.oneof(
      {
        weight: 5,
        arbitrary: fc
          .oneof(
            fc.integer({ min: 1, max: 500 }),
            fc.maxSafeNat().map((last) => last % 2 ** 43),
          )
          .map((last) => [[1, Math.max(1, last)]]),
      },
      fc.array(
        fc.tuple(fc.integer({ min: 1, max: 500 }), fc.nat(20)).map(([first, more]) => [first, first + more]),
        { minLength: 1, maxLength: 4 },
      ),
    ),
  }),
  { selector: ({ writer }) => writer, maxLength: 300 },
);

function vectorOf(all: readonly { readonly writer: string; readonly ranges: readonly (readonly number[])[] }[]) {
  const vector = new VersionVector();
  for (const { writer, ranges } of all) for (const [first, last] of ranges) vector.addRange(writer, first!, last!);
  return vector;
}

/** As it comes out of a snapshot. */
function reread(vector: VersionVector): VersionVector | undefined {
  const { writers, vector: others } = JSON.parse(JSON.stringify(packVector(vector))) as Record<string, unknown>;
  return unpackVector(writers, others);
}

describe('a packed vector', () => {
  it('says of any number of windows exactly what they have written', () => {
    fc.assert(
      fc.property(windows, windows, (mine, theirs) => {
        const [here, there] = [vectorOf(mine), vectorOf(theirs)];
        const [packedHere, packedThere] = [reread(here)!, reread(there)!];
        assert.deepEqual(packedHere.toJSON(), here.toJSON());
        assert.deepEqual([packedHere.count, packedHere.holes().toJSON()], [here.count, here.holes().toJSON()]);
        assert.equal(packedHere.covers(packedThere), here.covers(there));
        packedHere.addAll(packedThere);
        here.addAll(there);
        assert.deepEqual(packedHere.toJSON(), here.toJSON());
        assert.equal(packedHere.count, here.count);
      }),
    );
  });

  it('goes on by itself when it was copied', () => {
    fc.assert(
      fc.property(windows, windows, (first, later) => {
        const before = vectorOf(first);
        const said = JSON.stringify(before);
        const copy = before.clone();
        copy.addAll(vectorOf(later));
        for (const { writer } of first) copy.add(writer, 7);
        assert.equal(JSON.stringify(before), said);
        const both = vectorOf([...first, ...later]);
        for (const { writer } of first) both.add(writer, 7);
        assert.ok(copy.covers(both) && both.covers(copy));
        assert.equal(copy.count, both.count);
      }),
    );
  });

  it('is no vector when a part of it is missing, or is something else', () => {
    fc.assert(
      fc.property(windows, fc.nat(), (all, at) => {
        const { writers, vector } = packVector(vectorOf(all));
        const bytes = Buffer.from(writers, 'base64');
        const cut = bytes.subarray(0, at % (bytes.length + 1)).toString('base64');
        const found = unpackVector(cut, vector.toJSON());
        // Whole entries only; nothing that was not there.
        assert.ok(found === undefined || vectorOf(all).covers(found));
      }),
    );
    for (const writers of [null, 5, [], {}, Buffer.alloc(8).toString('base64'), Buffer.alloc(9).toString('base64')])
      assert.equal(unpackVector(writers, {}), undefined, JSON.stringify(writers));
    assert.equal(unpackVector(Buffer.alloc(40, 0xff).toString('base64'), {}), undefined);
    assert.equal(unpackVector('', { a: [2, 1] }), undefined);
  });

  it('takes half the room of its ranges', () => {
    const vector = new VersionVector();
    for (let index = 0; index < 20_000; index++)
      vector.addRange(
        ((BigInt(index) * 0x9e37_79b9_7f4a_7c15n) & 0xffff_ffff_ffff_ffffn).toString(16).padStart(16, '0'),
        1,
        1 + (index % 300),
      );
    const size = JSON.stringify(packVector(vector)).length;
    assert.ok(size < JSON.stringify(vector).length / 2, `${size}`);
    assert.ok(size < 13 * 20_000, `${size}`);
  });
});
