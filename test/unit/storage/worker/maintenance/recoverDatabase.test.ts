import assert from 'node:assert/strict';
import path from 'node:path';
import { encodeFrame, FRAME_TRANSACTION, FRAME_VERSION } from '../../../../../src/storage/worker/log/frame.js';
import { parseSegmentName } from '../../../../../src/storage/worker/log/segmentName.js';
import { Sql } from '../../../../../src/storage/worker/sqlite/sql.js';
import { rowsOf } from '../../support/historyRows.js';
import { MaintenanceWindow } from '../../support/maintenanceWindow.js';
import { directory, logDirectory, sqlJs } from '../../support/openDatabase.js';
import { SimulatedFiles, systemError } from '../../support/simulatedFiles.js';
import { compressImage } from '../../../../../src/storage/worker/snapshot/imagePieces.js';
import {
  collected,
  recover,
  nothing,
  snapshotsIn,
  change,
  flip,
  quarantine,
  backups,
  namesIn,
  imageOf,
  longTexts,
} from '../../support/damagedSnapshots.js';

describe('recovering a history', function () {
  this.timeout(180_000);

  it('finds nothing to do where nothing is missing', () => {
    const files = collected();
    const window = new MaintenanceWindow(files);
    const rows = rowsOf(window.history.database.open().sql);
    const before = files.contents();
    assert.deepEqual(recover(window), { ...nothing, files: 2, unreadable: 0, stayDeleted: 0 });
    assert.deepEqual(rowsOf(window.history.database.open().sql), rows);
    assert.deepEqual(files.contents(), before);
  });

  it('brings everything back from damaged snapshots that were set aside, when nothing else is left', () => {
    const files = collected();
    // In the description behind the image: the tables are whole.
    for (const file of snapshotsIn(files)) change(files, file, (bytes) => flip(bytes, bytes.length - 80));
    const window = new MaintenanceWindow(files);
    assert.deepEqual(window.listed(), []);
    assert.equal(snapshotsIn(files, quarantine).length, 2);
    const { conversations, messages, unreadable } = recover(window);
    assert.deepEqual([conversations, messages, unreadable], [4, 7, 2]);
    const reopened = new MaintenanceWindow(files);
    assert.deepEqual(reopened.listed(), ['c0', 'c1', 'c2', 'last']);
    assert.deepEqual(reopened.texts('c1'), ['question 1', 'answer 1']);
    assert.deepEqual(
      { ...(reopened.history.database.query('conversation', ['c1']) as object) },
      {
        id: 'c1',
        title: 'About c1',
        createdAt: 1_000_000,
        updatedAt: 1_000_009,
        headId: 'c1-1',
        ...{ workspace: null, persona: null, selection: null },
        ...{ pinned: false, archived: false, deletedAt: null },
        tags: ['c1'],
      },
    );
    assert.deepEqual(recover(reopened).messages, 0);
  });

  it('brings everything back from backups, and what came later from what is left of a snapshot', () => {
    const files = new SimulatedFiles();
    let window = new MaintenanceWindow(files);
    for (let index = 0; index < 3; index++) window.converse(`c${index}`, ...longTexts(`text ${index}`, 60));
    while (window.runDueMaintenance() !== undefined);
    window.converse('later', 'after the backup');
    for (let time = 0; time < 3; time++) window.checkpoint();
    window.history.database.close();
    for (const file of snapshotsIn(files)) change(files, file, (bytes) => flip(bytes, bytes.length >> 1));
    assert.equal(snapshotsIn(files, backups).length, 1);
    window = new MaintenanceWindow(files);
    assert.deepEqual(window.listed(), []);
    recover(window);
    assert.deepEqual(new MaintenanceWindow(files).listed(), ['c0', 'c1', 'c2', 'later']);
  });

  it('brings back what a truncated snapshot still holds', () => {
    const files = new SimulatedFiles();
    const before = new MaintenanceWindow(files);
    for (let index = 0; index < 40; index++) before.converse(`c${index}`, ...longTexts(`text ${index}`, 10));
    for (let time = 0; time < 3; time++) before.checkpoint();
    before.history.database.close();
    for (const name of namesIn(files, logDirectory))
      if (parseSegmentName(name) !== undefined) files.remove(path.join(logDirectory, name));
    const [first, ...others] = snapshotsIn(files);
    for (const file of others) files.remove(file);
    let found = 0;
    const size = files.contents().get(first!)!.length;
    for (const part of [0.2, 0.5, 0.8, 0.95]) {
      const copy = files.copy();
      change(copy, first!, (bytes) => bytes.subarray(0, Math.floor(size * part)));
      const window = new MaintenanceWindow(copy);
      assert.deepEqual(window.listed(), []);
      const { messages } = recover(window);
      assert.ok(messages >= found, `${part} of the file holds ${messages}`);
      found = messages;
      for (const id of window.listed())
        assert.ok(window.texts(id).every((text) => /^text \d+ \d+ [0-9a-f]{2000}$/.test(text)));
    }
    assert.ok(found > 100, `${found} of 400 messages were found`);
  });

  it('brings back what lies before and behind a hole in a snapshot', () => {
    const files = new SimulatedFiles();
    const window = new MaintenanceWindow(files);
    const texts = longTexts('text', 300);
    window.converse('a', ...texts);
    window.checkpoint();
    window.history.database.close();
    for (const name of namesIn(files, logDirectory))
      if (parseSegmentName(name) !== undefined) files.remove(path.join(logDirectory, name));
    const [snapshot] = snapshotsIn(files);
    change(files, snapshot!, (bytes) => bytes.fill(0xee, bytes.length >> 1, (bytes.length >> 1) + 4_096));
    const reopened = new MaintenanceWindow(files);
    const { messages } = recover(reopened);
    assert.ok(messages > 150 && messages < 300, `${messages} of 300`);
    const found = reopened.texts('a');
    for (const index of [0, 1, 298, 299]) assert.ok(found.includes(texts[index]!), `text ${index}`);
  });

  it('leaves out what it does not understand, and takes the rest', () => {
    const files = collected();
    const [first, second] = snapshotsIn(files);
    files.remove(first!);
    const sql = new Sql(sqlJs, imageOf(files, second!));
    sql.run("UPDATE messages SET body = '{\"id\":' WHERE id = 'c0-0'");
    sql.run("UPDATE messages SET body = '{\"id\":7}' WHERE id = 'c1-0'");
    sql.run("UPDATE conversations SET title = 'no JSON' WHERE id = 'c2'");
    files.overwrite(second!, Buffer.from(sql.export()));
    const event = (
      type: string,
      sequence: number,
      payload = JSON.stringify([{ type, id: 'c9', fields: { title: 'x' } }]),
    ): Buffer =>
      encodeFrame({
        type: FRAME_TRANSACTION,
        version: FRAME_VERSION,
        sequence,
        clock: 1n,
        payload: Buffer.from(payload),
      });
    const segment = [
      event('conversation.unheard-of', 1),
      event('', 2, '{'),
      event('', 3, '7'),
      event('conversation.set', 4),
    ];
    files.put(path.join(quarantine, 'seg-00000000000000aa-1.log.00000000'), Buffer.concat(segment));
    const window = new MaintenanceWindow(files);
    assert.deepEqual(window.listed(), []);
    recover(window);
    assert.deepEqual(window.listed(), ['c0', 'c1', 'c2', 'c9', 'last']);
    assert.deepEqual(
      ['c0', 'c1', 'c2'].map((id) => window.texts(id)),
      [['answer 0'], ['answer 1'], ['question 2', 'answer 2']],
    );
  });

  it('keeps a chat that shows, whatever another file says about its deletion', () => {
    const files = new SimulatedFiles();
    const before = new MaintenanceWindow(files);
    before.converse('a', 'one');
    before.history.database.close();
    const tombstone = Buffer.from(JSON.stringify([{ type: 'conversation.tombstone', id: 'a' }]));
    const frame = encodeFrame({
      type: FRAME_TRANSACTION,
      version: FRAME_VERSION,
      sequence: 1,
      clock: 1n,
      payload: tombstone,
    });
    files.put(path.join(quarantine, 'seg-00000000000000aa-1.log.00000000'), frame);
    const window = new MaintenanceWindow(files);
    assert.equal(recover(window).stayDeleted, 0);
    assert.deepEqual(window.texts('a'), ['one']);
  });

  it('brings back the chats of which only messages are left, named after their question', () => {
    const files = new SimulatedFiles();
    let window = new MaintenanceWindow(files);
    window.converse('c', '# What is left?', 'This.');
    window.checkpoint();
    const { sql } = window.history.database.open();
    sql.run('DELETE FROM conversations');
    window.append({ type: 'conversation.set', id: 'other', fields: { title: 'x' } });
    window.checkpoint();
    for (const file of snapshotsIn(files).slice(0, 1)) files.remove(file);
    for (const name of namesIn(files, logDirectory))
      if (parseSegmentName(name) !== undefined) files.remove(path.join(logDirectory, name));
    window = new MaintenanceWindow(files);
    assert.deepEqual(window.listed(), ['other']);
    assert.equal(recover(window).conversations, 1);
    const { title, headId } = window.history.database.query('conversation', ['c']) as { title: string; headId: string };
    assert.deepEqual([title, headId], ['What is left?', 'c-1']);
  });

  it('reads segments and snapshots that were set aside or never finished', () => {
    const files = new SimulatedFiles();
    let window = new MaintenanceWindow(files);
    const move = (to: string): void => {
      window.history.database.close();
      const [segment] = namesIn(files, logDirectory).filter((name) => parseSegmentName(name) !== undefined);
      files.makeDirectory(path.dirname(to));
      files.rename(path.join(logDirectory, segment!), to.replace('SEGMENT', segment!));
      window = new MaintenanceWindow(files);
    };
    window.converse('set aside', 'one');
    move(path.join(quarantine, 'SEGMENT.0011aabb'));
    window.converse('repaired in part', 'two');
    move(path.join(logDirectory, 'SEGMENT.sealed.0011aabb.tmp'));
    window.converse('unfinished snapshot', 'three');
    window.checkpoint();
    const [snapshot] = snapshotsIn(files);
    files.rename(snapshot!, `${snapshot!}.tmp`);
    for (const name of namesIn(files, logDirectory))
      if (parseSegmentName(name) !== undefined) files.remove(path.join(logDirectory, name));
    window = new MaintenanceWindow(files);
    assert.deepEqual(window.listed(), []);
    assert.deepEqual(recover(window), {
      ...nothing,
      conversations: 3,
      messages: 3,
      files: 3,
      unreadable: 0,
      stayDeleted: 0,
    });
    assert.deepEqual(new MaintenanceWindow(files).listed(), ['repaired in part', 'set aside', 'unfinished snapshot']);
  });

  it('reads the whole frames of a damaged segment', () => {
    const files = new SimulatedFiles();
    const before = new MaintenanceWindow(files);
    for (const id of ['a', 'b', 'c']) before.converse(id, id);
    before.history.database.close();
    const [name] = namesIn(files, logDirectory);
    const bytes = files.contents().get(path.join(logDirectory, name!))!;
    files.remove(path.join(logDirectory, name!));
    files.put(path.join(quarantine, `${name!}.00000000`), flip(bytes, Math.floor(bytes.length / 2)));
    const window = new MaintenanceWindow(files);
    assert.deepEqual(recover(window), {
      ...nothing,
      conversations: 2,
      messages: 2,
      files: 1,
      unreadable: 1,
      stayDeleted: 0,
    });
    assert.deepEqual(window.listed(), ['a', 'c']);
  });

  it('leaves deleted what was deleted, wherever that is said, and says how many', () => {
    const files = new SimulatedFiles();
    let window = new MaintenanceWindow(files);
    for (const id of ['kept', 'deleted here', 'deleted elsewhere']) window.converse(id, id);
    while (window.runDueMaintenance() !== undefined);
    window.append({ type: 'conversation.tombstone', id: 'deleted elsewhere' });
    window.history.database.close();
    for (const name of namesIn(files, logDirectory)) {
      // The tombstone is in a file that was set aside; everything else is in the backup only.
      const file = path.join(logDirectory, name);
      if (parseSegmentName(name)?.sealed === false)
        files.put(path.join(quarantine, `${name}.00000000`), files.contents().get(file)!);
      files.remove(file);
    }
    window = new MaintenanceWindow(files);
    window.append({ type: 'conversation.tombstone', id: 'deleted here' });
    assert.deepEqual(recover(window), {
      ...nothing,
      conversations: 1,
      messages: 1,
      files: 3,
      unreadable: 0,
      stayDeleted: 2,
    });
    assert.deepEqual(window.listed(), ['kept']);
    // Also when what says so is gone, too.
    for (const name of namesIn(files, quarantine)) files.remove(path.join(quarantine, name));
    assert.equal(recover(window).conversations, 0);
  });

  it('takes the later of two values of a field, and changes nothing that is later here', () => {
    const files = new SimulatedFiles();
    let window = new MaintenanceWindow(files);
    window.converse('a', 'one');
    window.checkpoint();
    window.append({ type: 'conversation.set', id: 'a', fields: { title: 'Renamed', pinned: true } });
    window.history.database.close();
    for (const name of namesIn(files, logDirectory)) {
      if (parseSegmentName(name)?.sealed === false)
        files.rename(path.join(logDirectory, name), path.join(logDirectory, `${name}.00000000.tmp`));
    }
    // The next window has not seen that one's clock: in the same millisecond neither value would be the later one.
    for (const renamedAt = Date.now(); Date.now() <= renamedAt;);
    window = new MaintenanceWindow(files);
    window.append({ type: 'conversation.set', id: 'a', fields: { pinned: false } });
    recover(window);
    const { title, pinned } = new MaintenanceWindow(files).history.database.query('conversation', ['a']) as {
      title: string;
      pinned: boolean;
    };
    assert.deepEqual([title, pinned], ['Renamed', false]);
  });

  it('does not believe a damaged file against a sound one', () => {
    const files = collected();
    const [first] = snapshotsIn(files);
    // The same message with another text, as failing hardware could make it.
    const image = imageOf(files, first!);
    const at = image.indexOf('question 1');
    assert.ok(at > 0);
    image.write('quEstion 1', at);
    const bytes = Buffer.concat([...compressImage(image), Buffer.alloc(200)]);
    files.put(path.join(quarantine, `${path.basename(first!)}.00000000`), Buffer.from(bytes));
    files.put(path.join(quarantine, `${path.basename(first!)}.00000001`), flip(bytes, bytes.length - 80));
    const window = new MaintenanceWindow(files);
    assert.deepEqual(recover(window).messages, 0);
    assert.deepEqual(window.texts('c1'), ['question 1', 'answer 1']);
  });

  it('ignores what is none of its files, and goes on when one cannot be read', () => {
    const files = collected();
    const snapshot = files.contents().get(snapshotsIn(files)[0]!)!;
    for (const file of snapshotsIn(files)) change(files, file, (bytes) => flip(bytes, bytes.length - 80));
    files.put(path.join(logDirectory, 'copy of snap-1.db'), snapshot);
    files.put(path.join(backups, 'history.db'), snapshot);
    files.put(path.join(quarantine, 'seg-xyz.log'), Buffer.from('nothing'));
    files.put(
      path.join(quarantine, 'snap-1-00000000000000aa-1.db.00000000'),
      Buffer.from('SQLite format 3\0 but no more'),
    );
    files.put(path.join(quarantine, 'snap-1-00000000000000ab-1.db.00000000'), Buffer.alloc(0));
    files.put(path.join(quarantine, 'seg-00000000000000aa-1.log.00000000'), Buffer.alloc(5_000, 1));
    files.put(path.join(quarantine, 'seg-00000000000000ab-1.log.00000000'), Buffer.from('secret'));
    files.before = (operation, file) => {
      if (operation === 'read' && file.includes('00ab-1.log')) throw systemError('EACCES', file);
    };
    const window = new MaintenanceWindow(files);
    const { conversations, unreadable, files: read } = recover(window);
    // Two damaged snapshots, two that are none, two segments.
    assert.deepEqual([conversations, unreadable, read], [4, 6, 6]);
  });

  it('takes no memory for a file of rubbish, whatever size it seems to give itself', () => {
    const files = collected();
    for (const file of snapshotsIn(files)) change(files, file, (bytes) => flip(bytes, bytes.length - 80));
    const rubbish = Buffer.alloc(5_000, 1);
    // Where an SQLite database has the size of its pages and their number: more than a gigabyte.
    rubbish.writeUInt16BE(4_096, 16);
    rubbish.writeUInt32BE(300_000, 28);
    files.put(path.join(quarantine, 'snap-1-00000000000000aa-1.db.00000000'), rubbish);
    const window = new MaintenanceWindow(files);
    window.memory = 500_000_000;
    assert.equal(recover(window).conversations, 4);
  });

  it('may be stopped at any step, and leaves what is complete', () => {
    const files = collected(60);
    for (const file of snapshotsIn(files)) change(files, file, (bytes) => flip(bytes, bytes.length - 80));
    const window = new MaintenanceWindow(files);
    const work = window.service.work({ name: 'recover' }, () => undefined);
    let steps = 0;
    for (; window.listed().length < 20; steps++) assert.equal(work.next().done, false);
    window.converse('meanwhile', 'x');
    work.return(undefined);
    for (const id of window.listed()) assert.ok(window.texts(id).length === 2 || ['last', 'meanwhile'].includes(id));
    recover(window);
    assert.equal(window.listed().length, 62);
  });

  it('recovers users and preferences in the same way', () => {
    const files = new SimulatedFiles();
    let window = new MaintenanceWindow(files);
    window.appendUsers(
      { type: 'user.set', id: 'u', fields: { name: 'Eva', createdAt: 1 } },
      { type: 'preference.set', userId: 'u', key: 'k', value: { a: [1] } },
    );
    window.runDueMaintenance('users');
    window.appendUsers({ type: 'preference.set', userId: 'u', key: 'k', value: 'later' });
    window.users.database.close();
    const folder = path.join(directory, 'users');
    for (const file of snapshotsIn(files, folder)) change(files, file, (bytes) => flip(bytes, bytes.length - 80));
    for (const name of namesIn(files, folder))
      if (parseSegmentName(name)?.sealed === true) files.remove(path.join(folder, name));
    window = new MaintenanceWindow(files);
    assert.deepEqual(window.users.database.query('users', []), []);
    assert.equal(window.users.database.query('preference', ['u', 'k']), 'later');
    assert.equal(recover(window).preferences, 1);
    window = new MaintenanceWindow(files);
    assert.deepEqual(window.users.database.query('users', []), [{ id: 'u', name: 'Eva', createdAt: 1 }]);
    assert.equal(window.users.database.query('preference', ['u', 'k']), 'later');
  });
});
