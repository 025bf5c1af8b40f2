import assert from 'node:assert/strict';
import { stepLimits } from '../../../../../src/storage/worker/engine/runSome.js';
import type { Database } from '../../../../../src/storage/worker/engine/database.js';
import { attachment, blobHash, filePart } from '../../support/blobHistory.js';
import { compactionOf, finish } from '../../support/compaction.js';
import { message, openDatabase } from '../../support/openDatabase.js';
import { SimulatedFiles } from '../../support/simulatedFiles.js';

const count = 100;
const data = attachment();
const later = attachment();

/** A message of the given minute with the attachment. The rows are looked at in the order of time. */
const at = (minute: number, attached = data) => ({
  events: [
    {
      type: 'message.put',
      message: { ...message(`at ${minute}`), createdAt: minute * 60_000, parts: [filePart(attached)] },
    },
  ],
  sync: true,
});

function fill(database: Database): void {
  database.append(Array.from({ length: count }, (_, index) => at(1_000 + index)));
}

describe('the search for the attachments that are referred to', () => {
  it('looks at few messages at once', () => {
    const database = openDatabase(new SimulatedFiles());
    fill(database);
    const search = database.open().referredBlobs();
    let steps = 1;
    let found = search.next();
    for (; found.done !== true; found = search.next()) steps++;
    assert.deepEqual([...found.value], [blobHash(data)]);
    assert.equal(steps, Math.ceil(count / stepLimits.count));
  });

  for (const [whose, add] of [
    ['this window', (here: Database) => here.append([at(1, later)])],
    [
      'another one',
      (here: Database, elsewhere: Database) => {
        elsewhere.append([at(1, later)]);
        here.catchUp();
      },
    ],
    [
      "another one's snapshot",
      (here: Database, elsewhere: Database, files: SimulatedFiles) => {
        elsewhere.append([at(1, later)]);
        const compaction = compactionOf(elsewhere, files);
        finish(compaction.checkpoint());
        finish(compaction.checkpoint());
        for (const name of files.contents().keys()) if (/seg-/u.test(name)) files.remove(name);
        here.catchUp();
      },
    ],
  ] as const) {
    it(`finds what ${whose} has added meanwhile where it has looked already`, () => {
      const files = new SimulatedFiles();
      const [here, elsewhere] = [openDatabase(files), openDatabase(files)];
      fill(here);
      elsewhere.open();
      const search = here.open().referredBlobs();
      search.next();
      add(here, elsewhere, files);
      assert.ok(here.open().sql.first("SELECT 1 FROM messages WHERE id = 'at 1'"));
      assert.deepEqual(finish(search), new Set([blobHash(data), blobHash(later)]));
    });
  }

  it('names in a snapshot all that it refers to, also what comes while they are looked for', () => {
    const files = new SimulatedFiles();
    const database = openDatabase(files);
    fill(database);
    const checkpoint = compactionOf(database, files).checkpoint();
    const added: string[] = [];
    for (let step = checkpoint.next(); step.done !== true; step = checkpoint.next()) {
      if (added.length === 10) continue;
      added.push(attachment());
      database.append([at(added.length, added.at(-1))]);
    }
    const [snapshot] = database.open().snapshots.all;
    const { rows, blobs } = snapshot!.meta.contents;
    const captured = added.slice(0, rows['messages']! - count);
    assert.ok(captured.length > 3, 'some have come before the image was captured');
    assert.deepEqual(new Set(blobs), new Set([data, ...captured].map(blobHash)));
  });

  it('ends with an error of the system when the database is closed', () => {
    const database = openDatabase(new SimulatedFiles());
    fill(database);
    const search = database.open().referredBlobs();
    search.next();
    database.close();
    assert.throws(() => search.next(), { code: 'ECANCELED', syscall: 'read' });
  });
});
