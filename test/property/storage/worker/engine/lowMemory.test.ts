import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ScoutError } from '../../../../../src/core/errors.js';
import type { Database } from '../../../../../src/storage/worker/engine/database.js';
import { idsIn, message, openDatabase, put } from '../../../../unit/storage/support/openDatabase.js';
import { sqlJsDirectory } from '../../../../unit/storage/support/sqlJsDirectory.js';
import {
  closeStorage,
  openStorage,
  putMessage,
  withFolder,
  workerSource,
  type OpenStorage,
} from '../../../../unit/storage/support/openStorage.js';
import { SimulatedFiles } from '../../../../unit/storage/support/simulatedFiles.js';
import { finish, compactionOf } from '../../../../unit/storage/support/compaction.js';
import { until } from '../../../../unit/storage/support/until.js';

const mebibyte = 1024 ** 2;
const refusal =
  /There is not enough memory for the chat history database .*Nothing already saved is lost\. .*export and delete/;

function openSmall(files: SimulatedFiles, maximumSize: number): Database {
  return openDatabase(files, Date.now, { maximumSize });
}

async function idsOf({ storage }: OpenStorage): Promise<readonly string[]> {
  return (await storage.history.messages('conversation')).map(({ id }) => id);
}

describe('a history of the greatest size', function () {
  this.timeout(60_000);

  it('refuses what does not fit, keeps what it has, and has room again when something was deleted', () => {
    const files = new SimulatedFiles();
    const database = openSmall(files, 4 * mebibyte);
    const text = 'some words '.repeat(20_000);
    const ids: string[] = [];
    for (let index = 0; ; index++) {
      const id = `m${String(index).padStart(3, '0')}`;
      const [failure] = database.append([put(id, text)]);
      if (failure !== undefined) {
        assert.match(failure.message, refusal);
        assert.equal(failure.retryable, true);
        break;
      }
      ids.push(id);
    }
    assert.ok(ids.length > 5 && ids.length < 20, `${ids.length} were saved`);
    assert.deepEqual(
      database.append([put('x', text), put('z', 'brief'), put('y', text)]).map((failure) => failure === undefined),
      [false, true, false],
      'what waited together is not refused together',
    );
    assert.deepEqual(idsIn(database), [...ids, 'z']);
    assert.deepEqual(idsIn(openDatabase(files)), [...ids, 'z'], 'another window sees exactly what was acknowledged');
    assert.match(finish(compactionOf(database, files).checkpoint()), /a snapshot of/);
    const removal = { events: [{ type: 'conversation.tombstone', id: 'conversation' }], sync: true };
    assert.deepEqual(database.append([removal]), [undefined]);
    // Long messages go in steps; whoever is refused meanwhile is told to try again.
    while (database.runDeferredWork());
    const later = {
      events: [{ type: 'message.put', message: message('later', text, 'complete', 'other') }],
      sync: true,
    };
    assert.deepEqual(database.append([later]), [undefined]);
    assert.deepEqual(idsIn(openSmall(files, 4 * mebibyte), 'other'), ['later']);
    assert.deepEqual(database.health, { state: 'ok', warnings: [] });
  });

  it('still takes over what others could save', () => {
    const files = new SimulatedFiles();
    const [small, large] = [openSmall(files, mebibyte), openDatabase(files)];
    small.open();
    for (let index = 0; index < 5; index++) large.append([put(`m${index}`, 'some words '.repeat(40_000))]);
    small.catchUp();
    assert.equal(idsIn(small).length, 5);
    assert.match(small.append([put('x', 'some words '.repeat(4_000))])[0]!.message, refusal);
    assert.equal(idsIn(openSmall(files, mebibyte)).length, 5);
  });
});

describe('a storage that gets no more memory', function () {
  this.timeout(120_000);
  const crampedWorker = new URL('../../../../unit/storage/support/crampedWorker.ts', import.meta.url);

  it('refuses what it cannot hold, reads on, and goes on when there is memory again', () =>
    withFolder(async (folder) => {
      const limit = path.join(folder, 'limit');
      const open = openStorage(folder, crampedWorker);
      const { history } = open.storage;
      const text = 'some words '.repeat(80_000);
      const ids: string[] = [];
      const save = async (id: string, content: string): Promise<void> => {
        await history.append([putMessage(message(id, content))], 'synced');
        ids.push(id);
      };
      await history.append(
        [{ type: 'conversation.set', id: 'conversation', fields: { title: 'Some', createdAt: 1 } }],
        'synced',
      );
      await save('first', text);
      writeFileSync(limit, String(5 * mebibyte));
      let refused: unknown;
      for (let index = 0; refused === undefined; index++) {
        assert.ok(index < 200, 'nothing is refused');
        await save(`m${String(index).padStart(3, '0')}`, text).catch((error: unknown) => (refused = error));
      }
      assert.ok(refused instanceof ScoutError && refused.code === 'storage' && refused.retryable);
      assert.match(refused.message, refusal);
      assert.deepEqual([...(await idsOf(open))].sort(), [...ids].sort());
      await save('brief', 'brief');
      // What is saved is indexed a moment later, for which there is no memory either.
      await new Promise((resolve) => setTimeout(resolve, 500));
      assert.equal(open.storage.health.state, 'ok');
      await assert.rejects(
        history.search({ text: 'brief', exact: false, limit: 5, workspace: null }),
        refusal,
        'a search would not find everything',
      );
      assert.deepEqual([...(await idsOf(open))].sort(), [...ids].sort());
      rmSync(limit);
      await save('later', text);
      assert.deepEqual([...(await idsOf(open))].sort(), [...ids].sort());
      const search = () => history.search({ text: 'brief', exact: false, limit: 5, workspace: null });
      // A search says what is not indexed yet, and does not wait for it.
      await until(async () => (await search()).pending === 0);
      assert.equal((await search()).hits.length, 1, 'what was put off is done');
      assert.equal(open.workers.length, 1, 'the thread has not died');
      await closeStorage(open);
      const next = openStorage(folder);
      assert.deepEqual([...(await idsOf(next))].sort(), [...ids].sort());
      await closeStorage(next);
    }));

  it('says so when it cannot open a history, and opens it when there is memory again', () =>
    withFolder(async (folder) => {
      const text = 'some words '.repeat(80_000);
      const before = openStorage(folder, crampedWorker);
      for (const id of ['a', 'b', 'c', 'd', 'e', 'f'])
        await before.storage.history.append([putMessage(message(id, text))], 'synced');
      const snapshots = (): number =>
        readdirSync(path.join(folder, 'history')).filter((name) => /^snap-.*\.db$/.test(name)).length;
      await until(() => snapshots() > 0);
      await closeStorage(before);
      writeFileSync(path.join(folder, 'limit'), String(2 * mebibyte));
      const open = openStorage(folder, crampedWorker);
      await assert.rejects(idsOf(open), /There is not enough memory for the chat history database/);
      assert.equal(open.storage.health.state, 'failing');
      rmSync(path.join(folder, 'limit'));
      assert.deepEqual(await idsOf(open), ['a', 'b', 'c', 'd', 'e', 'f']);
      assert.deepEqual(open.storage.health, { state: 'ok', warnings: [] });
      assert.equal(open.workers.length, 1);
      await closeStorage(open);
    }));

  it('refuses what WebAssembly has no memory for, and is as it was', () =>
    withFolder(async (folder) => {
      const crampedSqlJs = path.join(folder, 'sql.js');
      mkdirSync(crampedSqlJs);
      copyFileSync(path.join(sqlJsDirectory, 'sql-wasm.js'), path.join(crampedSqlJs, 'sql-wasm.cjs'));
      writeFileSync(
        path.join(crampedSqlJs, 'sql-wasm.wasm'),
        withMemoryOf(48 * mebibyte, readFileSync(path.join(sqlJsDirectory, 'sql-wasm.wasm'))),
      );
      const open = openStorage(folder, workerSource, crampedSqlJs);
      const save = (id: string, text: string): Promise<void> =>
        open.storage.history.append([putMessage(message(id, text))], 'synced');
      await save('a', 'before');
      for (const size of [24, 40]) await assert.rejects(save(`large${size}`, 'x'.repeat(size * mebibyte)), refusal);
      assert.deepEqual(await idsOf(open), ['a']);
      await save('b', 'after');
      assert.deepEqual(await idsOf(open), ['a', 'b']);
      await closeStorage(open);
      const next = openStorage(folder);
      assert.deepEqual(await idsOf(next), ['a', 'b']);
      await closeStorage(next);
    }));
});

/** sql.js with another upper bound of its memory, which stands in the section with the number 5. */
function withMemoryOf(bytes: number, wasm: Buffer): Buffer {
  const read = (at: number): readonly [value: number, next: number] => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = wasm[at++]!;
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return [value, at];
    }
  };
  for (let at = 8; at < wasm.length;) {
    const [size, content] = read(at + 1);
    if (wasm[at] !== 5) {
      at = content + size;
      continue;
    }
    const [, flags] = read(content);
    const [, maximum] = read(flags + 1);
    const [, end] = read(maximum);
    const pages = bytes / 65_536;
    for (let place = maximum, rest = pages; place < end; place++, rest >>= 7)
      wasm[place] = (rest & 0x7f) | (place < end - 1 ? 0x80 : 0);
    return wasm;
  }
  throw new Error('sql.js has no memory of its own.');
}
