import assert from 'node:assert/strict';
import { ImportError } from '../../../../src/archives/importError.js';
import { BoundedJson } from '../../../../src/archives/input/boundedJson.js';
import { readJsonLines } from '../../../../src/archives/input/jsonLines.js';
import { readJsonRecords } from '../../../../src/archives/input/jsonRecords.js';
import { archiveLimits } from '../../../../src/archives/limits.js';

const limits = { ...archiveLimits, depth: 3, recordValues: 10 };
const reasonOf = (text: string): string => {
  try {
    new BoundedJson(limits).parse(Buffer.from(text));
    return '';
  } catch (error) {
    return error instanceof ImportError ? error.reason : String(error);
  }
};

async function* chunk(text: string): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(Buffer.from(text));
}

describe('JSON beside the records of a file', () => {
  it('is parsed within the limits, and refused before it is beyond them', () => {
    assert.equal(reasonOf('[[[1]], "[[[[[[,,,,,,,,,,,,\\"[", {"a":[1]}]'), '');
    assert.equal(reasonOf('[[[[1]]]]'), 'too-deep');
    assert.equal(reasonOf('[{},{},{},{},{},{}]'), 'too-large');
    assert.equal(reasonOf('[1,'), 'syntax');
    assert.equal(reasonOf('"no end \\'), 'syntax');
  });

  it('counts the lines of one conversation together', async () => {
    const lines: unknown[] = [];
    for await (const line of readJsonLines(chunk('[1,2,3]\n[1,2,3]\n[1,2,3]\n[1,2,3]\n'), limits)) lines.push(line);
    assert.deepEqual(lines.slice(0, 3), [
      [1, 2, 3],
      [1, 2, 3],
      [1, 2, 3],
    ]);
    assert.ok(lines[3] instanceof ImportError);
  });
});

describe('a record of a file', () => {
  it('with more values than memory should hold is passed over, and the next is read', async () => {
    const pieces: string[] = [];
    for await (const piece of readJsonRecords(chunk(`[{"a":1},{"b":[${'[],'.repeat(20)}1]},{"c":2}]`), {
      ...limits,
      depth: 9,
    }))
      pieces.push(piece.kind === 'bad' ? piece.problem.reason : JSON.stringify(piece.kind === 'record' && piece.value));
    assert.deepEqual(pieces, ['{"a":1}', 'too-large', '{"c":2}']);
  });
});
