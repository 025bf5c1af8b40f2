import assert from 'node:assert/strict';
import { allocateImage, releaseImage } from '../../../../../src/storage/worker/sqlite/imageMemory.js';
import { Sql } from '../../../../../src/storage/worker/sqlite/sql.js';
import { randomNumbers } from '../../../../support/randomNumbers.js';
import { sqlJs } from '../../../../unit/storage/support/openDatabase.js';

const mebibyte = 1024 ** 2;

/** A database in memory that can grow, and that memory. */
function growing(maximum?: number) {
  const empty = new Sql(sqlJs);
  empty.execute('CREATE TABLE texts (number INTEGER PRIMARY KEY, text)');
  const exported = empty.export();
  const image = allocateImage(exported.length);
  image.set(exported);
  const sql = new Sql(sqlJs, image, maximum);
  const add = (text: string): void => {
    sql.makeRoom(4 * text.length);
    sql.run('INSERT INTO texts (text) VALUES (?)', [text]);
  };
  return { sql, add, memory: image.buffer as ArrayBuffer };
}

describe('the memory of a database', function () {
  this.timeout(180_000);

  it('grows where it is: sql.js copies nothing to a greater place', () => {
    const { sql, add, memory } = growing();
    for (let index = 0; index < 100; index++) add(`${index} is here. `.padEnd(mebibyte, 'x'));
    assert.ok(sql.size > 100 * mebibyte);
    assert.ok(memory.byteLength >= sql.size);
    const bytes = Buffer.from(memory, 0, sql.size);
    for (const index of [0, 50, 99])
      assert.ok(bytes.includes(`${index} is here. xxx`), `text ${index} is not in this memory`);
    assert.equal(sql.first('SELECT count(*) FROM texts')![0], 100);
    assert.deepEqual(sql.all('PRAGMA integrity_check'), [['ok']]);
    sql.close();
    assert.equal(memory.byteLength, 0, 'it is given back at once');
  });

  it('is replaced by less when most of it is unused, which can grow where it is, too', () => {
    const { sql, add, memory } = growing();
    for (let index = 0; index < 20; index++) add(`secret ${index}. `.padEnd(mebibyte, 'x'));
    sql.run('DELETE FROM texts WHERE number > 1');
    assert.ok(sql.size > 20 * mebibyte);
    sql.compact();
    assert.equal(memory.byteLength, 0, 'the old one is given back at once');
    assert.ok(sql.size < 3 * mebibyte);
    const { size } = sql;
    sql.compact();
    assert.equal(sql.size, size, 'there is nothing more to give back');
    for (let index = 0; index < 100; index++) add(`open ${index}. `.padEnd(mebibyte, 'x'));
    const image = Buffer.from(sql.export());
    assert.ok(image.includes('secret 0. ') && image.includes('open 99. '));
    assert.deepEqual(sql.all('PRAGMA integrity_check'), [['ok']]);
    sql.close();
  });

  it('holds nothing of what was deleted', () => {
    const { sql } = growing();
    sql.execute('CREATE TABLE names (name TEXT PRIMARY KEY, value) WITHOUT ROWID');
    const random = randomNumbers(7);
    for (let index = 0; index < 5000; index++) {
      const name = `${random() < 0.3 ? 'secret' : 'public'} ${random()} `;
      const length = Math.ceil(10 ** (1 + 2.5 * random()) / name.length);
      sql.run('INSERT INTO texts (number, text) VALUES (?, ?)', [Math.floor(random() * 2 ** 40), name.repeat(length)]);
      sql.run('INSERT INTO names VALUES (?, ?)', [name, name.repeat(1 + (length % 20))]);
      if (index % 50 !== 0) continue;
      sql.run("DELETE FROM texts WHERE text LIKE 'secret%' AND number % 3 = 0");
      sql.run("DELETE FROM names WHERE name LIKE 'secret%' AND length(value) % 3 = 0");
    }
    assert.ok(Buffer.from(sql.export()).includes('secret'));
    sql.run("DELETE FROM texts WHERE text LIKE 'secret%'");
    sql.run("DELETE FROM names WHERE name LIKE 'secret%'");
    const image = Buffer.from(sql.export());
    assert.ok(image.includes('public') && !image.includes('secret'));
    sql.close();
  });

  it('stays what it was where it cannot be replaced', () => {
    const { sql, add } = growing();
    for (let index = 0; index < 4; index++) add(`kept ${index}. `.padEnd(mebibyte, 'x'));
    sql.run('DELETE FROM texts WHERE number > 1');
    sql.run('BEGIN');
    assert.throws(() => sql.compact(), /transaction/);
    add('too');
    sql.run('COMMIT');
    assert.equal(sql.first('SELECT count(*) FROM texts')![0], 2);
    sql.close();
  });

  it('takes a copy of an image that cannot grow', () => {
    const { sql } = growing();
    const image = sql.export();
    const copy = new Sql(sqlJs, image);
    releaseImage(image);
    copy.makeRoom(mebibyte);
    copy.run('INSERT INTO texts (text) VALUES (?)', ['kept']);
    assert.deepEqual(copy.all('SELECT text FROM texts'), [['kept']]);
    copy.close();
    sql.close();
  });

  it('goes on elsewhere when more is written than there was room for', () => {
    const { sql, memory } = growing();
    const before = memory.byteLength;
    sql.run('INSERT INTO texts (text) VALUES (?)', ['y'.repeat(3 * mebibyte)]);
    sql.run('INSERT INTO texts (text) VALUES (?)', ['z']);
    sql.begin();
    sql.makeRoom(10);
    sql.run('COMMIT');
    assert.equal(memory.byteLength, before, 'it is not used any more');
    assert.deepEqual(sql.all('SELECT length(text) FROM texts'), [[3 * mebibyte], [1]]);
    assert.deepEqual(sql.all('PRAGMA integrity_check'), [['ok']]);
    sql.close();
  });

  it('has no room for much beyond the greatest size, but for little, and again for much once something was deleted', () => {
    const { sql, add } = growing(20 * mebibyte);
    let added = 0;
    for (; sql.hasRoomFor(mebibyte); added++) add('x'.repeat(mebibyte));
    assert.ok(added >= 15 && added <= 20, `${added} texts of a mebibyte`);
    assert.equal(sql.hasRoomFor(2000), true);
    sql.run('DELETE FROM texts WHERE number <= 5');
    assert.equal(sql.hasRoomFor(mebibyte), true);
    sql.close();
  });

  it('refuses what goes far beyond the greatest size, and is as it was', () => {
    const { sql, add } = growing(mebibyte);
    add('kept');
    const fill = (): void => {
      for (let index = 0; index < 100; index++) sql.run('INSERT INTO texts (text) VALUES (?)', ['x'.repeat(mebibyte)]);
    };
    assert.throws(() => sql.atomically(fill), /database or disk is full/);
    assert.deepEqual(sql.all('SELECT text FROM texts'), [['kept']]);
    add('and more');
    assert.deepEqual(sql.all('PRAGMA integrity_check'), [['ok']]);
    sql.close();
  });
});
