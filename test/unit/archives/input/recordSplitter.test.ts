import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readJsonRecords, type JsonPiece } from '../../../../src/archives/input/jsonRecords.js';
import { archiveLimits, type ArchiveLimits } from '../../../../src/archives/limits.js';

/** What is found in a text that arrives in pieces of this size. */
async function pieces(text: string | Buffer, size = 7, limits: Partial<ArchiveLimits> = {}): Promise<JsonPiece[]> {
  const bytes = Buffer.from(text as string);
  async function* chunks(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
  }
  const all: JsonPiece[] = [];
  for await (const piece of readJsonRecords(chunks(), { ...archiveLimits, ...limits })) all.push(piece);
  return all;
}

/** The same in short: values, and reasons with their places. */
async function found(...parameters: Parameters<typeof pieces>): Promise<unknown[]> {
  return (await pieces(...parameters)).map((piece) => {
    if (piece.kind === 'bad') return `${piece.problem.reason} ${piece.position.number}@${piece.position.offset}`;
    return piece.kind === 'header' ? { header: piece.value } : piece.value;
  });
}

const spaces = fc.constantFrom(0, 1, 2, '\t');
const json = fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.parse(JSON.stringify(value)) as unknown);

describe('the records of a JSON text', () => {
  it('are the elements of a list, in whatever pieces it arrives', () =>
    fc.assert(
      fc.asyncProperty(fc.array(json), spaces, fc.integer({ min: 1, max: 40 }), async (values, indentation, size) => {
        const text = JSON.stringify(values, undefined, indentation);
        const all = await pieces(text, size);
        assert.deepEqual(
          all.map((piece) => (piece.kind === 'record' ? piece.value : piece)),
          values,
        );
        for (const piece of all) {
          if (piece.kind !== 'record') continue;
          const place = Buffer.from(text).subarray(piece.position.offset).toString();
          assert.ok(place.startsWith(JSON.stringify(piece.value, undefined, indentation).slice(0, 1)));
        }
      }),
    ));

  it('are those of the list of conversations in an object, behind its header', () =>
    fc.assert(
      fc.asyncProperty(
        fc.dictionary(fc.string(), json),
        fc.array(json),
        json,
        spaces,
        fc.integer({ min: 1, max: 40 }),
        async (header, values, rest, indentation, size) => {
          delete header['conversations'];
          const { __proto__: _, ...before } = header;
          const text = JSON.stringify({ ...before, format: 'x', conversations: values, rest }, undefined, indentation);
          const [first, ...records] = await pieces(text, size);
          assert.deepEqual(first, { kind: 'header', value: { ...before, format: 'x' } });
          assert.deepEqual(
            records.map((piece) => (piece.kind === 'record' ? piece.value : piece)),
            values,
          );
        },
      ),
    ));

  it('are the whole object where there is no such list', () =>
    fc.assert(
      fc.asyncProperty(
        fc.dictionary(fc.string(), json),
        spaces,
        fc.integer({ min: 1, max: 40 }),
        async (value, indentation, size) => {
          fc.pre(!Array.isArray(value['conversations']));
          const all = await pieces(JSON.stringify(value, undefined, indentation), size);
          assert.deepEqual(
            all.map((piece) => (piece.kind === 'record' ? JSON.stringify(piece.value) : piece)),
            [JSON.stringify(value)],
          );
        },
      ),
    ));

  it('are found behind one that is no JSON', async () => {
    assert.deepEqual(await found('[{"a": nonsense}, {"b": 1}]'), ['syntax 1@1', { b: 1 }]);
  });

  it('are found behind one that is too large, or too deep', async () => {
    const limits = { recordBytes: 30, depth: 4 };
    assert.deepEqual(await found(`[{"a": "${'x'.repeat(50)}"}, {"b": 1}]`, 7, limits), ['too-large 1@1', { b: 1 }]);
    assert.deepEqual(await found('[[[[[[1]]]]], {"b": 1}]', 7, limits), ['too-deep 1@1', { b: 1 }]);
    assert.deepEqual(await found('{"a": [[[[1]]]]}', 7, limits), ['too-deep 1@0']);
  });

  it('end where the text ends in the middle', async () => {
    assert.deepEqual(await found('[{"a": 1}, {"b": '), [{ a: 1 }, 'truncated 2@11']);
    assert.deepEqual(await found('[{"a": 1}, '), [{ a: 1 }, 'truncated 1@11']);
    assert.deepEqual(await found('{"conversations": [{"a": 1}'), [{ header: {} }, { a: 1 }, 'truncated 1@27']);
    assert.deepEqual(await found('["a'), ['truncated 1@1']);
  });

  it('are none in what is no JSON, or nothing at all', async () => {
    assert.deepEqual(await found(''), ['empty 1@0']);
    assert.deepEqual(await found(' \n '), ['empty 1@0']);
    assert.deepEqual(await found('<html>[1]</html>'), ['not-json 1@0']);
    assert.deepEqual(await found('"[1]"'), ['not-json 1@0']);
    assert.deepEqual(await found('[1] and more'), [1, 'trailing 1@4']);
    assert.deepEqual(await found('{"a": 1}{"b": 1}'), [{ a: 1 }, 'trailing 1@8']);
  });

  it('may be UTF-8 with a mark, or UTF-16 of either kind, with or without one', async () => {
    const text = '[{"a": "ä日😀"}]';
    const little = Buffer.from(text, 'utf16le');
    const big = Buffer.from(little).swap16();
    const variants = [
      Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(text)]),
      little,
      big,
      Buffer.concat([Buffer.from([0xff, 0xfe]), little]),
      Buffer.concat([Buffer.from([0xfe, 0xff]), big]),
    ];
    for (const bytes of variants) {
      for (const size of [1, 2, 3, 5, 1_000]) assert.deepEqual(await found(bytes, size), [{ a: 'ä日😀' }]);
    }
  });

  it('are refused where they are in another encoding, rather than misread', async () => {
    assert.deepEqual(await found(Buffer.from('[{"a": "ä"}, {"b": 1}]', 'latin1')), ['encoding 1@1', { b: 1 }]);
  });

  it('keep half characters that are written as escapes', async () => {
    assert.deepEqual(await found('[{"a": "\\ud83d"}]'), [{ a: '\ud83d' }]);
  });
});
