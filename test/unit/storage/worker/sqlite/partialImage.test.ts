import assert from 'node:assert/strict';
import { allocateImage } from '../../../../../src/storage/worker/sqlite/imageMemory.js';
import { type ImageSource, PartialImage } from '../../../../../src/storage/worker/sqlite/partialImage.js';
import { Sql } from '../../../../../src/storage/worker/sqlite/sql.js';
import { randomNumbers } from '../../../../support/randomNumbers.js';
import { sqlJs } from '../../support/openDatabase.js';

const pieceSize = 16 * 4096;

/** An image of some hundred pages, some of them free, with an index that lies all over it. */
function filledImage(): Uint8Array {
  const sql = new Sql(sqlJs);
  sql.execute(
    'CREATE TABLE texts (number INTEGER PRIMARY KEY, text); CREATE INDEX by_text ON texts (substr(text, 1, 9))',
  );
  const random = randomNumbers(7);
  for (let number = 1; number <= 700; number++)
    sql.run('INSERT INTO texts VALUES (?, ?)', [number, `${random()} `.repeat(150)]);
  sql.run('DELETE FROM texts WHERE number % 7 = 0');
  return sql.export();
}

/** Gives the pieces of an image, and counts them. */
class Pieces implements ImageSource {
  readonly pieceSize = pieceSize;
  readonly asked: number[] = [];
  readonly damaged = new Set<number>();
  readonly #image: Uint8Array;

  constructor(image: Uint8Array) {
    this.#image = image;
  }

  get count(): number {
    return Math.ceil(this.#image.length / pieceSize);
  }

  read(piece: number): Uint8Array {
    this.asked.push(piece);
    if (this.damaged.has(piece)) throw new Error(`piece ${piece} is damaged`);
    return this.#image.subarray(piece * pieceSize, (piece + 1) * pieceSize);
  }
}

function open(pieces: Pieces, size: number) {
  const image = PartialImage.create(size, pieces);
  assert.ok(image !== undefined);
  return { image, sql: new Sql(sqlJs, image) };
}

function contentOf(sql: Sql): string {
  return JSON.stringify(sql.all('SELECT * FROM texts ORDER BY number'));
}

/** The same for the same seed. */
function change(sql: Sql, seed: number): void {
  const random = randomNumbers(seed);
  for (let step = 0; step < 60; step++) {
    const number = Math.ceil(random() * 900);
    const text = `${random()} `.repeat(Math.ceil(random() * 1_500));
    sql.makeRoom(4 * text.length);
    const kind = random();
    if (kind < 0.3) sql.run('DELETE FROM texts WHERE number BETWEEN ? AND ?', [number, number + 5]);
    else if (kind < 0.9) sql.run('INSERT OR REPLACE INTO texts VALUES (?, ?)', [number, text]);
    else undone(sql, number);
  }
}

function undone(sql: Sql, number: number): void {
  sql.begin();
  sql.run('UPDATE texts SET text = text || text WHERE number > ?', [number]);
  sql.rollBack();
}

describe('an image that is read while it is in use', () => {
  const stored = filledImage();

  it('is read as far as SQLite asks for it', () => {
    const pieces = new Pieces(stored);
    const { sql } = open(pieces, stored.length);
    assert.ok(pieces.count > 20);
    assert.equal(sql.all('SELECT text FROM texts WHERE number = 5').length, 1);
    assert.ok(pieces.asked.length <= 4, `${pieces.asked.length} of ${pieces.count} pieces`);
    sql.first('SELECT text FROM texts WHERE number = 5');
    assert.equal(contentOf(sql), contentOf(new Sql(sqlJs, stored)));
    assert.equal(new Set(pieces.asked).size, pieces.asked.length, 'no piece is read twice');
    sql.close();
  });

  it('is not read where a page is overwritten: free ones are filled without', () => {
    const pieces = new Pieces(stored);
    const { sql } = open(pieces, stored.length);
    const text = 'x'.repeat(12 * 4096);
    for (let number = 1_000; number < 1_012; number++) {
      sql.makeRoom(4 * text.length);
      sql.run('INSERT INTO texts VALUES (?, ?)', [number, text]);
    }
    assert.ok(pieces.asked.length < pieces.count / 2, `${pieces.asked.length} of ${pieces.count} pieces`);
    sql.close();
  });

  it('is what it would be had it been read at once, whatever is changed, and whenever the rest of it comes', () => {
    for (let seed = 1; seed <= 6; seed++) {
      const whole = allocateImage(stored.length);
      whole.set(stored);
      const expected = new Sql(sqlJs, whole);
      const pieces = new Pieces(stored);
      const { image, sql } = open(pieces, stored.length);
      const random = randomNumbers(seed);
      for (let round = 0; round < 4; round++) {
        for (const each of [expected, sql]) change(each, 100 * seed + round);
        const offset = Math.floor(random() * pieces.count) * pieceSize;
        image.set(stored.subarray(offset, offset + pieceSize), offset);
      }
      if (seed % 2 === 0) image.load();
      assert.equal(contentOf(sql), contentOf(expected), `seed ${seed}`);
      assert.deepEqual(sql.all('PRAGMA integrity_check'), [['ok']]);
      sql.close();
      expected.close();
    }
  });

  it('is captured whole', () => {
    const { sql } = open(new Pieces(stored), stored.length);
    const captured = sql.capture();
    assert.ok(Buffer.from(captured.subarray(0, captured.length)).equals(Buffer.from(stored)));
    captured.release();
    sql.close();
  });

  it('gives no answer any more once a piece could not be read, but why', () => {
    for (const damaged of [0, 1, 9]) {
      const pieces = new Pieces(stored);
      pieces.damaged.add(damaged);
      const why = new RegExp(`piece ${damaged} is damaged`, 'u');
      const readAll = (sql: Sql): string => contentOf(sql);
      if (damaged === 0) {
        assert.throws(() => open(pieces, stored.length), why);
        continue;
      }
      const { sql } = open(pieces, stored.length);
      assert.throws(() => readAll(sql), why);
      assert.match(sql.readFailure!.message, why);
      assert.throws(() => sql.first('SELECT 1'), why);
      assert.throws(() => sql.run('BEGIN'), why);
      assert.throws(() => [...sql.iterate('SELECT 1')], why);
      assert.throws(() => sql.execute('SELECT 1'), why);
      assert.throws(() => sql.export(), why);
      assert.throws(() => sql.capture(), why);
      sql.close();
    }
  });
});
