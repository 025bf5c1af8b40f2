import assert from 'node:assert/strict';
import { bytesAccess, type RandomAccess } from '../../../../src/archives/input/randomAccess.js';
import { readZipDirectory } from '../../../../src/archives/input/zipDirectory.js';
import { verifyZipEntry } from '../../../../src/archives/input/zipEntryStream.js';
import { readJsonRecords } from '../../../../src/archives/input/jsonRecords.js';
import { archiveLimits } from '../../../../src/archives/limits.js';
import { MemoryHistory } from '../../../support/memoryHistory.js';
import { fixture, importAll } from '../support/importing.js';
import { zipBytes } from '../support/zipBytes.js';

const megabyte = 1024 * 1024;

describe('what is no JSON', () => {
  it('is not read any further', async () => {
    for (const [first, reason] of [
      ['no JSON', 'not-json'],
      ['{} x', 'trailing'],
    ] as const) {
      let chunks = 0;
      const endless = async function* (): AsyncGenerator<Uint8Array> {
        for (; chunks < 1_000; chunks += 1) yield await Promise.resolve(Buffer.from(first));
      };
      const pieces = [];
      for await (const piece of readJsonRecords(endless(), archiveLimits)) pieces.push(piece);
      const last = pieces.at(-1)!;
      assert.equal(last.kind === 'bad' && last.problem.reason, reason);
      assert.ok(chunks < 3, `${chunks} chunks`);
    }
  });
});

describe('cancelling', () => {
  /** Cancels as the message does that arrives in a thread: when whoever reads gives others a turn. */
  async function cancelled(bytes: Uint8Array) {
    const stop = new AbortController();
    const fractions: number[] = [];
    let atCancel = Number.POSITIVE_INFINITY;
    const inputs = [
      { kind: 'path', path: fixture('claude') },
      { kind: 'bytes', name: 'huge', bytes },
    ] as const;
    const history = new MemoryHistory();
    const report = await importAll(history, inputs, {}, stop.signal, ({ fraction }) => {
      fractions.push(fraction);
      if (fraction > 0.5 && atCancel === Number.POSITIVE_INFINITY) {
        atCancel = fractions.length;
        setImmediate(() => stop.abort());
      }
    });
    return { report, piecesAfter: fractions.length - atCancel, lastFraction: fractions.at(-1)! };
  }

  for (const [what, bytes] of [
    ['one text without an end', Buffer.concat([Buffer.from('["'), Buffer.alloc(30 * megabyte, 'x')])],
    ['one number without an end', Buffer.concat([Buffer.from('[1'), Buffer.alloc(30 * megabyte, '1')])],
    ['nothing but space', Buffer.alloc(30 * megabyte, ' ')],
    ['one conversation without an end', Buffer.from(`[{"uuid":"a","chat_messages":[${'[1],'.repeat(4 * megabyte)}`)],
  ] as const) {
    it(`ends the reading of ${what} with its next piece, and leaves a summary`, async () => {
      const { report, piecesAfter, lastFraction } = await cancelled(bytes);
      assert.deepEqual([report.outcome, report.added], ['cancelled', 2]);
      assert.ok(piecesAfter <= 2 && lastFraction < 0.6, `${piecesAfter} pieces, ${lastFraction}`);
    });
  }

  for (const method of [0, 8]) {
    it(`ends the checking of a huge file in a zip within a few pieces, packed by method ${method}`, async () => {
      const zip = bytesAccess(zipBytes([{ name: 'a.json', data: Buffer.alloc(40 * megabyte), method, level: 0 }]));
      let pieces = 0;
      const counting: RandomAccess = {
        ...zip,
        async *stream(...range) {
          for await (const chunk of zip.stream(...range)) {
            pieces += 1;
            yield chunk;
          }
        },
      };
      const [entry] = await readZipDirectory(counting, archiveLimits);
      const stop = new AbortController();
      const checking = verifyZipEntry(counting, entry!, archiveLimits, stop.signal);
      setImmediate(() => stop.abort());
      await assert.rejects(checking, { name: 'AbortError' });
      assert.ok(pieces < 20, `${pieces} of 160 pieces`);
    });
  }
});
