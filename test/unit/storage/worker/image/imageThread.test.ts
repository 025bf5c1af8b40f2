import assert from 'node:assert/strict';
import { imageWorkInThreads } from '../../../../../src/storage/worker/image/imageThread.js';
import { type ImageWork, imageWorkHere } from '../../../../../src/storage/worker/image/imageWork.js';
import { copyImage } from '../../../../../src/storage/worker/sqlite/copyImage.js';
import { Sql } from '../../../../../src/storage/worker/sqlite/sql.js';
import type { Step } from '../../../../../src/storage/worker/step.js';
import { StepRunner } from '../../../../../src/storage/worker/stepRunner.js';
import { finish } from '../../support/compaction.js';
import { idsIn, openDatabase, put, sqlJs } from '../../support/openDatabase.js';
import { SimulatedFiles } from '../../support/simulatedFiles.js';
import { sqlJsDirectory } from '../../support/sqlJsDirectory.js';

const program = new URL('../../../../../src/storage/worker/image/main.ts', import.meta.url);
const kinds: readonly (readonly [string, ImageWork])[] = [
  ['in a thread of its own', imageWorkInThreads(program, sqlJsDirectory)],
  ['in the same thread', imageWorkHere(sqlJs)],
];

/** A history in which a word was said that is deleted for good, and one that is not. */
function historyWithDeletion() {
  const database = openDatabase(new SimulatedFiles());
  const of = (conversationId: string, text: string) => {
    const [event] = put(text, `${text} ${'and more '.repeat(50)}`).events as { message: object }[];
    return { events: [{ ...event!, message: { ...event!.message, conversationId } }], sync: false };
  };
  const texts = Array.from({ length: 30 }, (_, index) => `xylophone${index}`);
  database.append([...texts.map((text) => of('gone', text)), put('remains', 'marimba')]);
  while (database.runDeferredWork());
  database.append([{ events: [{ type: 'conversation.tombstone', id: 'gone' }], sync: false }]);
  while (database.runDeferredWork());
  const { sql } = database.open();
  return { database, imageOf: () => finish(copyImage(sql.capture())) };
}

function run<T>(steps: Generator<Step, T>, runner = new StepRunner()): Promise<T | Error> {
  return new Promise((resolve) => runner.run('a', steps, resolve));
}

describe('work on an image', function () {
  this.timeout(180_000);

  for (const [where, images] of kinds) {
    it(`removes every trace of what was deleted, ${where}`, async () => {
      const { imageOf } = historyWithDeletion();
      const before = imageOf();
      assert.ok(Buffer.from(before).includes('xylophone'), 'the index still has it');
      const scrubbed = await run(images.scrub('history', before));
      assert.ok(scrubbed instanceof Uint8Array);
      assert.ok(!Buffer.from(scrubbed).includes('xylophone'));
      assert.ok(Buffer.from(scrubbed).includes('marimba'));
      const sql = new Sql(sqlJs, scrubbed);
      assert.deepEqual(sql.all('SELECT id FROM messages'), [['remains']]);
      sql.close();
    });

    it(`finds nothing wrong where nothing is, and what is damaged, ${where}`, async () => {
      const { database, imageOf } = historyWithDeletion();
      assert.deepEqual(await run(images.check('history', imageOf())), { damagedTables: [], isIndexSound: true });
      const { sql } = database.open();
      sql.run("UPDATE messages SET body = replace(body, 'marimba', 'vibraphone')");
      assert.deepEqual(await run(images.check('history', imageOf())), { damagedTables: [], isIndexSound: false });
      sql.execute('PRAGMA writable_schema=ON');
      sql.run(
        "UPDATE sqlite_schema SET sql = replace(sql, 'stamp TEXT NOT NULL', 'stamp TEXT CHECK (stamp < 0) NOT NULL') WHERE name = 'messages'",
      );
      const found = await run(images.check('history', imageOf()));
      assert.ok(!(found instanceof Error));
      assert.deepEqual(found.damagedTables, ['messages']);
    });
  }

  it('lets the window save and answer while a thread works', async () => {
    const { database, imageOf } = historyWithDeletion();
    const runner = new StepRunner();
    const images = imageWorkInThreads(program, sqlJsDirectory);
    let isDone = false;
    const scrubbed = run(images.scrub('history', imageOf()), runner).finally(() => (isDone = true));
    let saved = 0;
    for (; !isDone; saved++) {
      assert.deepEqual(database.append([put(`meanwhile ${saved}`)]), [undefined]);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    assert.ok((await scrubbed) instanceof Uint8Array);
    assert.ok(saved > 1);
    assert.equal(idsIn(database).length, saved + 1);
  });

  it('ends with an error of the system when the thread cannot do it, so that the database goes on', async () => {
    const images = imageWorkInThreads(program, sqlJsDirectory);
    const failed = await run(images.scrub('history', Uint8Array.from(Buffer.from('no database at all'.repeat(300)))));
    assert.ok(failed instanceof Error && 'syscall' in failed);
    assert.match(failed.message, /not a database/);
    const missing = imageWorkInThreads(new URL('missing.js', program), sqlJsDirectory);
    const unstarted = await run(missing.check('history', new Uint8Array(4096)));
    assert.ok(unstarted instanceof Error && 'syscall' in unstarted);
  });

  it('ends the thread when it is given up', async () => {
    const { imageOf } = historyWithDeletion();
    const runner = new StepRunner();
    const images = imageWorkInThreads(program, sqlJsDirectory);
    runner.run('a', images.check('history', imageOf()), () => assert.fail('it was given up'));
    await new Promise((resolve) => setImmediate(resolve));
    assert.ok(runner.abandon('a'));
    assert.ok(!runner.isBusy);
  });
});
