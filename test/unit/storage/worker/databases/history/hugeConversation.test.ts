import assert from 'node:assert/strict';
import type { Database } from '../../../../../../src/storage/worker/engine/database.js';
import { compactionOf, finish } from '../../../support/compaction.js';
import { idsIn, message, openDatabase } from '../../../support/openDatabase.js';
import { SimulatedFiles, systemError } from '../../../support/simulatedFiles.js';

const count = 300;
const tombstone = { events: [{ type: 'conversation.tombstone', id: 'huge' }], sync: true };

function fillHuge(database: Database): void {
  const messages = Array.from({ length: count }, (_, index) =>
    message(`m${index}`, `question${index}`, 'complete', 'huge'),
  );
  database.append([
    { events: messages.map((each) => ({ type: 'message.put', message: each })), sync: true },
    { events: [{ type: 'conversation.set', id: 'huge', fields: { title: 'huge', createdAt: 1 } }], sync: true },
  ]);
  while (database.runDeferredWork());
}

const rowsIn = (database: Database): number =>
  Number(database.open().sql.first("SELECT count(*) FROM messages WHERE conversation_id = 'huge'")![0]);

describe('deleting a huge conversation for good', () => {
  it('removes a few messages at once and the others in steps, and shows none of them', () => {
    const database = openDatabase(new SimulatedFiles());
    fillHuge(database);
    assert.deepEqual(database.append([tombstone]), [undefined]);
    assert.equal(rowsIn(database), count - 32);
    assert.deepEqual(idsIn(database, 'huge'), []);
    assert.deepEqual(database.query('messagePages', ['huge']), []);
    assert.equal(database.query('messageRanks', ['huge']), '[]');
    assert.equal((database.query('search', [{ text: 'question', limit: 50 }]) as { hits: unknown[] }).hits.length, 0);
    const left: number[] = [];
    while (database.runDeferredWork()) left.push(rowsIn(database));
    // A step in between may merge a little of the index instead.
    assert.deepEqual([...new Set(left)], [236, 204, 172, 140, 108, 76, 44, 12]);
    assert.equal(rowsIn(database), 0);
    assert.deepEqual(
      database.open().sql.all("SELECT docid FROM message_words WHERE message_words MATCH 'question1'"),
      [],
    );
  });

  it('is complete in the next snapshot', () => {
    const files = new SimulatedFiles();
    const database = openDatabase(files);
    fillHuge(database);
    database.append([tombstone]);
    finish(compactionOf(database, files).checkpoint());
    assert.equal(rowsIn(database), 0);
    assert.ok([...files.contents().values()].length > 0);
    const [snapshot] = database.open().snapshots.all;
    assert.equal(snapshot!.meta.contents.rows['messages'], 0);
  });

  it('is done in steps by a window that reads of it, too', () => {
    const files = new SimulatedFiles();
    const [here, elsewhere] = [openDatabase(files), openDatabase(files)];
    fillHuge(here);
    elsewhere.open();
    while (elsewhere.runDeferredWork());
    here.append([tombstone]);
    elsewhere.catchUp();
    assert.equal(rowsIn(elsewhere), count - 32);
    assert.deepEqual(idsIn(elsewhere, 'huge'), []);
    while (elsewhere.runDeferredWork());
    assert.equal(rowsIn(elsewhere), 0);
  });

  it('removes nothing when the deletion could not be saved', () => {
    const files = new SimulatedFiles();
    const database = openDatabase(files);
    fillHuge(database);
    files.before = (operation, file) => {
      if (operation === 'append') throw systemError('EIO', file);
    };
    assert.notEqual(database.append([tombstone])[0], undefined);
    files.before = () => undefined;
    while (database.runDeferredWork());
    assert.equal(idsIn(database, 'huge').length, count);
  });
});
