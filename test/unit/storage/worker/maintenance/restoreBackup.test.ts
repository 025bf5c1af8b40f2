import assert from 'node:assert/strict';
import path from 'node:path';
import type { StoredJob, StoredMessage } from '../../../../../src/storage/api/chatHistory.js';
import type { Backup } from '../../../../../src/storage/api/maintenance.js';
import { DatabaseError } from '../../../../../src/storage/worker/engine/databaseError.js';
import { encodeSnapshot } from '../../../../../src/storage/worker/snapshot/snapshotFile.js';
import { VersionVector } from '../../../../../src/storage/worker/log/versionVector.js';
import { Sql } from '../../../../../src/storage/worker/sqlite/sql.js';
import { MaintenanceWindow, day } from '../../support/maintenanceWindow.js';
import { directory, sqlJs } from '../../support/openDatabase.js';
import { SimulatedFiles } from '../../support/simulatedFiles.js';
import { backedUp, addTombstones, restore, start } from '../../support/backedUp.js';

const folder = path.join(directory, 'backups');
/** A view where a table is expected would otherwise decide what is read. */
const unrelatedImage = unrelatedDatabase();

describe('restoring a backup', function () {
  this.timeout(180_000);

  it('brings back what is missing, and leaves alone what is there', () => {
    const { files, backup } = backedUp((window) => {
      window.converse('a', 'one', 'two');
      window.converse('b', 'three');
      window.append({ type: 'job.put', job: job('j', 'b') });
    });
    // The history itself is gone, and was begun anew.
    for (const file of [...files.contents().keys()])
      if (path.dirname(file) === path.join(directory, 'history')) files.remove(file);
    const window = new MaintenanceWindow(files);
    window.converse('a', 'one');
    window.append({ type: 'conversation.set', id: 'a', fields: { title: 'Renamed', pinned: true } });
    assert.deepEqual(restore(window, backup), { conversations: 1, copies: 0, messages: 2, preferences: 0 });
    const reopened = new MaintenanceWindow(files);
    assert.deepEqual(reopened.listed(), ['a', 'b']);
    assert.deepEqual([reopened.texts('a'), reopened.texts('b')], [['one', 'two'], ['three']]);
    const conversations = ['a', 'b'].map(
      (id) => reopened.history.database.query('conversation', [id]) as Record<string, unknown>,
    );
    assert.deepEqual(
      conversations.map(({ title, pinned, headId, tags }) => [title, pinned, headId, tags]),
      [
        ['Renamed', true, 'a-0', ['a']],
        ['About b', false, 'b-0', ['b']],
      ],
    );
    assert.deepEqual(reopened.history.database.query('jobs', ['b']), [job('j', 'b')]);
    assert.deepEqual(restore(reopened, backup), { conversations: 0, copies: 0, messages: 0, preferences: 0 });
  });

  it('brings back what was deleted since, for good ones as copies, once however often it is restored', () => {
    const { files, window, backup } = backedUp((prepared) => {
      prepared.converse('gone', 'one', 'two');
      prepared.converse('waiting', 'three');
      prepared.converse('deleted before', 'four');
      prepared.append({ type: 'conversation.set', id: 'deleted before', fields: { deletedAt: 1 } });
    });
    addTombstones(window, 'gone');
    window.append({ type: 'conversation.set', id: 'waiting', fields: { deletedAt: start } });
    assert.deepEqual(window.listed(), []);
    assert.deepEqual(restore(window, backup), { conversations: 2, copies: 1, messages: 2, preferences: 0 });
    const copy = window.listed().find((id) => id !== 'waiting')!;
    assert.equal(window.listed().length, 2);
    assert.match(copy, /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    assert.deepEqual(window.texts(copy), ['one', 'two']);
    const messages = window.history.database.query('messages', [copy]) as readonly StoredMessage[];
    assert.deepEqual(
      messages.map(({ id, parentId, conversationId }) => [id, parentId, conversationId]),
      [
        ['gone-0', null, copy],
        ['gone-1', 'gone-0', copy],
      ],
    );
    // The same by another window.
    assert.deepEqual(restore(new MaintenanceWindow(files), backup), {
      conversations: 0,
      copies: 0,
      messages: 0,
      preferences: 0,
    });
    // The copy is deleted for good as well.
    addTombstones(window, copy);
    assert.equal(restore(window, backup).copies, 1);
    const second = window.listed().find((id) => id !== 'waiting')!;
    assert.notEqual(second, copy);
    assert.deepEqual(window.texts(second), ['one', 'two']);
  });

  it('ends an answer that was being written when the backup was made', () => {
    const { files, window, backup } = backedUp((prepared) => {
      prepared.converse('a', 'question');
      prepared.append({ type: 'message.put', message: { ...message('answer', 'a', 'so '), status: 'streaming' } });
      prepared.append({
        type: 'message.delta',
        conversationId: 'a',
        messageId: 'answer',
        index: 0,
        parts: [{ type: 'text', text: 'far' }],
      });
    });
    // Meanwhile it goes on here: nothing about it changes.
    window.append({
      type: 'message.delta',
      conversationId: 'a',
      messageId: 'answer',
      index: 1,
      parts: [{ type: 'text', text: ' and on' }],
    });
    assert.equal(restore(window, backup).messages, 0);
    assert.deepEqual(window.texts('a'), ['question', 'so far and on']);
    addTombstones(window, 'a');
    restore(window, backup);
    const [copy] = new MaintenanceWindow(files).listed();
    const messages = window.history.database.query('messages', [copy]) as readonly StoredMessage[];
    assert.deepEqual(
      messages.map(({ status, parts }) => [status, parts]),
      [
        ['complete', [{ type: 'text', text: 'question' }]],
        ['interrupted', [{ type: 'text', text: 'so far' }]],
      ],
    );
  });

  it('brings back attachments, also those that were about to be removed', () => {
    const part = { type: 'file', mediaType: 'image/png', data: Buffer.alloc(20_000, 3).toString('base64') } as const;
    const { files, window, backup } = backedUp((prepared) => {
      prepared.converse('a', 'look');
      prepared.append({ type: 'message.put', message: { ...message('picture', 'a', ''), parts: [part] } });
    });
    addTombstones(window, 'a');
    const blob = [...files.contents().keys()].find((file) => path.dirname(file).endsWith('blobs'))!;
    files.rename(blob, `${blob}.unused-${start - 2 * day}`);
    restore(window, backup);
    assert.ok(files.exists(blob));
    const [copy] = window.listed();
    assert.deepEqual((window.history.database.query('messages', [copy]) as readonly StoredMessage[]).at(-1)!.parts, [
      part,
    ]);
  });

  it('is seen by other windows, and survives a power loss', () => {
    const { files, window, backup } = backedUp((prepared) => prepared.converse('a', 'one'));
    const other = new MaintenanceWindow(files);
    other.history.database.open();
    addTombstones(window, 'a');
    restore(window, backup);
    other.history.database.catchUp();
    assert.deepEqual(other.listed(), window.listed());
    assert.deepEqual(new MaintenanceWindow(files.afterPowerLoss(() => 0)).listed(), window.listed());
  });

  it('brings back users and preferences, but not those that were forgotten', () => {
    const files = new SimulatedFiles();
    const before = new MaintenanceWindow(files, () => start);
    before.appendUsers({ type: 'user.set', id: 'u', fields: { name: 'Eva', createdAt: 1 } });
    for (const key of ['lost', 'changed', 'forgotten'])
      before.appendUsers({ type: 'preference.set', userId: 'u', key, value: key });
    before.runDueMaintenance('users');
    for (const file of [...files.contents().keys()])
      if (path.dirname(file) === path.join(directory, 'users')) files.remove(file);
    const window = new MaintenanceWindow(files);
    window.appendUsers(
      { type: 'preference.set', userId: 'u', key: 'changed', value: 'now' },
      { type: 'preference.set', userId: 'u', key: 'forgotten', value: null },
    );
    const [{ name, of }] = window.run<readonly [Backup]>({ name: 'backups' });
    assert.equal(of, 'profile');
    assert.deepEqual(restore(window, name), { conversations: 0, copies: 0, messages: 0, preferences: 2 });
    assert.deepEqual(
      ['lost', 'changed', 'forgotten'].map((key) => window.users.database.query('preference', ['u', key])),
      ['lost', 'now', undefined],
    );
    assert.deepEqual(window.users.database.query('users', []), [{ id: 'u', name: 'Eva', createdAt: 1 }]);
  });

  it('may be overtaken by anything between two steps, and be stopped at any of them', () => {
    const { files, window, backup } = backedUp((prepared) => {
      for (let index = 0; index < 60; index++)
        prepared.converse(`c${index}`, ...Array.from({ length: 6 }, (_, number) => `text ${number}`));
    });
    addTombstones(window, ...window.listed());
    const work = window.service.work({ name: 'restore', backup }, () => undefined);
    let steps = 0;
    for (; steps < 5; steps++) {
      assert.equal(work.next().done, false);
      window.converse(`new ${steps}`, 'meanwhile');
      assert.deepEqual(window.texts(`new ${steps}`), ['meanwhile']);
    }
    work.return(undefined);
    const some = window.listed().length - steps;
    assert.ok(some > 0 && some < 60, `${some} came back`);
    for (const id of window.listed())
      assert.ok(window.texts(id).length === 6 || id.startsWith('new'), 'one that shows is complete');
    restore(window, backup);
    assert.equal(window.listed().length, 60 + steps);
    assert.equal(new MaintenanceWindow(files).listed().length, 60 + steps);
  });

  it('reports its progress', () => {
    const { window, backup } = backedUp((prepared) => {
      for (let index = 0; index < 200; index++) prepared.converse(`c${index}`, 'text');
    });
    const fractions: number[] = [];
    window.run({ name: 'restore', backup }, (fraction) => fractions.push(fraction));
    assert.deepEqual(
      fractions,
      [...fractions].sort((a, b) => a - b),
    );
    assert.ok(fractions.length > 3 && fractions.at(-1) === 1);
  });

  for (const [what, damage, sentence] of [
    ['damaged', (bytes: Buffer) => flip(bytes, 500), /is damaged and was not used/],
    ['truncated', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2), /is damaged/],
    ['empty', () => Buffer.alloc(0), /is damaged/],
    ['of another version', (bytes: Buffer) => snapshotOf(bytes, 99), /another version of SCOUT/],
    ['some other SQLite file', () => snapshotOf(unrelatedImage, 1), /is damaged/],
    ['no SQLite file at all', () => snapshotOf(Buffer.alloc(8_192, 1), 1), /is damaged/],
    ['an image of nothing', () => snapshotOf(Buffer.alloc(0), 1), /is damaged/],
  ] as const) {
    it(`that is ${what} is refused, and changes nothing`, () => {
      const { files, window, backup } = backedUp((prepared) => prepared.converse('a', 'one'));
      addTombstones(window, 'a');
      const file = path.join(folder, backup);
      files.overwrite(file, damage(files.contents().get(file)!));
      const before = files.contents();
      assert.throws(
        () => restore(window, backup),
        (error) => error instanceof DatabaseError && sentence.test(error.message) && !error.failure.retryable,
      );
      assert.deepEqual(window.listed(), []);
      assert.deepEqual(files.contents(), before);
    });
  }

  it('refuses what is no backup, or not there any more', () => {
    const { window } = backedUp((prepared) => prepared.converse('a', 'one'));
    for (const name of ['', '../history/list.json', 'history-x.db', '/etc/passwd'])
      assert.throws(() => restore(window, name), /Not the name of a backup/);
    assert.throws(() => restore(window, 'history-20250101T000000000Z.db'), /no longer exists/);
  });

  it('says so when there is not enough memory, or when nothing can be saved', () => {
    const { files, window, backup } = backedUp((prepared) => prepared.converse('a', 'one'));
    addTombstones(window, 'a');
    window.memory = 1_000;
    assert.throws(() => restore(window, backup), /not enough memory/);
    window.memory = Number.POSITIVE_INFINITY;
    files.space = 0;
    // Nobody tries again by themselves.
    assert.throws(
      () => restore(window, backup),
      /could not be saved: the disk .* is full\. .* Nothing already saved is lost\.$/u,
    );
    assert.deepEqual(window.listed(), []);
  });
});

function message(id: string, conversationId: string, text: string): StoredMessage {
  return {
    id,
    conversationId,
    parentId: null,
    role: 'assistant',
    parts: [{ type: 'text', text }],
    createdAt: 2_000_000,
    status: 'complete',
  };
}

function job(id: string, conversationId: string): StoredJob {
  return {
    id,
    conversationId,
    kind: 'title',
    provider: 'p',
    model: 'm',
    createdAt: 1,
    status: 'complete',
    before: '',
    after: 'x',
  };
}

function unrelatedDatabase(): Uint8Array {
  const sql = new Sql(sqlJs);
  sql.execute("CREATE VIEW conversations AS SELECT 'x' AS id; CREATE TABLE messages (body)");
  return sql.export();
}

function flip(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at]! ^= 1;
  return copy;
}

/** A file that is sound by itself, whatever its image is. */
function snapshotOf(image: Uint8Array, schemaVersion: number): Buffer {
  const vector = new VersionVector();
  vector.add('00000000000000aa', 1);
  return Buffer.concat([
    ...encodeSnapshot(image, schemaVersion, {
      vector,
      clock: 1n,
      erasures: 0,
      createdAt: start,
      contents: { rows: {}, blobs: [] },
    }),
  ]);
}
