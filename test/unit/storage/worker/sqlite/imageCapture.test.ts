import assert from 'node:assert/strict';
import type { ImageCapture } from '../../../../../src/storage/worker/sqlite/imageCapture.js';
import { allocateImage } from '../../../../../src/storage/worker/sqlite/imageMemory.js';
import { Sql } from '../../../../../src/storage/worker/sqlite/sql.js';
import { randomNumbers } from '../../../../support/randomNumbers.js';
import { sqlJs } from '../../support/openDatabase.js';

const page = 4096;
const pieceSize = 16 * page;

/** A database of some hundred pages in memory that can grow. */
function filled(): Sql {
  const empty = new Sql(sqlJs);
  empty.execute('CREATE TABLE texts (number INTEGER PRIMARY KEY, text)');
  const exported = empty.export();
  const image = allocateImage(exported.length);
  image.set(exported);
  const sql = new Sql(sqlJs, image);
  for (let number = 1; number <= 500; number++) write(sql, number, `first ${number} `.repeat(200));
  return sql;
}

function write(sql: Sql, number: number, text: string): void {
  sql.makeRoom(4 * text.length);
  sql.run('INSERT OR REPLACE INTO texts (number, text) VALUES (?, ?)', [number, text]);
}

/** What is read, with something done between any two pieces. */
function readAll(captured: ImageCapture, between: (piece: number) => void): Buffer {
  const pieces: Uint8Array[] = [];
  for (let offset = 0; offset < captured.length; offset += pieceSize) {
    pieces.push(captured.subarray(offset, Math.min(offset + pieceSize, captured.length)));
    between(pieces.length);
  }
  return Buffer.concat(pieces);
}

describe('a captured image', () => {
  it('is what the database was, whatever is written, undone and deleted while it is read', () => {
    for (let seed = 1; seed <= 10; seed++) {
      const random = randomNumbers(seed);
      const sql = filled();
      const before = readAll(sql.capture(), () => undefined);
      // SQLite counts a copy as a change of the copy's header.
      assert.ok(Buffer.from(sql.export()).subarray(100).equals(before.subarray(100)));
      const captured = sql.capture();
      const image = readAll(captured, (piece) => {
        sql.begin();
        write(sql, 1 + Math.floor(random() * 600), `later ${piece} `.repeat(2000));
        sql.run('DELETE FROM texts WHERE number = ?', [1 + Math.floor(random() * 500)]);
        if (random() < 0.3) sql.rollBack();
        else sql.run('COMMIT');
      });
      captured.release();
      assert.ok(image.equals(before), `seed ${seed}`);
      assert.notDeepEqual(Buffer.from(sql.export()).subarray(0, before.length), before, 'nothing was written');
      assert.deepEqual(sql.all('PRAGMA integrity_check'), [['ok']]);
      const copy = new Sql(sqlJs, image);
      assert.deepEqual(copy.all('PRAGMA integrity_check'), [['ok']]);
      assert.equal(copy.first("SELECT count(*) FROM texts WHERE text LIKE 'first%'")![0], 500);
      copy.close();
      sql.close();
    }
  });

  it('holds what changes and is yet to be read, and nothing else', () => {
    const sql = filled();
    const captured = sql.capture();
    assert.equal(captured.preservedPages, 0, 'nothing is copied at the beginning');
    write(sql, 250, 'another text');
    const held = captured.preservedPages;
    assert.ok(held > 0 && held < 10, `${held} pages for one short text`);
    readAll(captured, () => undefined);
    assert.equal(captured.preservedPages, 0);
    write(sql, 250, 'a third one');
    assert.equal(captured.preservedPages, 0, 'what was read is not held');
    captured.release();
  });

  it('ends with the database', () => {
    const sql = filled();
    const captured = sql.capture();
    sql.close();
    assert.throws(() => captured.subarray(0, page), { syscall: 'read' });
  });
});
