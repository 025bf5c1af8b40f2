import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import type { MessagePart } from '../../../../../src/core/message.js';
import { mentionsBlob } from '../../../../../src/storage/worker/databases/history/historyAttachments.js';
import { closeStorage, openStorage, putMessage, withFolder } from '../../support/openStorage.js';
import { directory, logDirectory, message, messagesIn, openDatabase } from '../../support/openDatabase.js';
import { SimulatedFiles, systemError } from '../../support/simulatedFiles.js';
import { finish, compactionOf } from '../../support/compaction.js';
import {
  attachment,
  withParts,
  filePart,
  blobNames,
  blobHash,
  isInLog,
  partsIn,
  blobDirectory,
} from '../../support/blobHistory.js';

describe('attachments', function () {
  this.timeout(180_000);

  it('are kept in files of their own, once for the same content, and stand in neither log nor snapshot', () => {
    const files = new SimulatedFiles();
    const database = openDatabase(files);
    const data = attachment();
    assert.deepEqual(
      database.append([
        withParts('a', [{ type: 'text', text: 'look' }, filePart(data)]),
        withParts('b', [filePart(data, 'again.png')]),
      ]),
      [undefined, undefined],
    );
    database.append([withParts('c', [filePart(data)])]);
    finish(compactionOf(database, files).checkpoint());
    assert.deepEqual(blobNames(files), [blobHash(data)]);
    assert.equal(isInLog(files, data), false);
    const reopened = openDatabase(files);
    assert.deepEqual(partsIn(reopened, 'a'), [{ type: 'text', text: 'look' }, filePart(data)]);
    assert.deepEqual(partsIn(reopened, 'b'), [filePart(data, 'again.png')]);
    assert.deepEqual(reopened.health, { state: 'ok', warnings: [] });
  });

  it('are read message by message, and others are answered in between', () => {
    const database = openDatabase(new SimulatedFiles());
    const datas = Array.from({ length: 5 }, (_, index) => attachment(20_000 + 3 * index));
    database.append(datas.map((data, index) => withParts(`m${index}`, [filePart(data)])));
    database.append([withParts('n', [{ type: 'text', text: 'no attachment' }])]);
    const steps = database.queryInSteps('messages', ['conversation']);
    let saved = 0;
    let step = steps.next();
    for (; step.done !== true; step = steps.next()) {
      assert.deepEqual(database.append([withParts(`later${saved++}`, [filePart(datas[0]!)])]), [undefined]);
    }
    assert.equal(saved, 5);
    const messages = step.value as readonly { readonly parts: readonly MessagePart[] }[];
    assert.deepEqual(
      messages.slice(0, 5).map(({ parts }) => parts),
      datas.map((data) => [filePart(data)]),
    );
    assert.equal(messages.length, 6);
  });

  it('that are small, or no proper base64, stay where they are', () => {
    const files = new SimulatedFiles();
    const database = openDatabase(files);
    const parts = [filePart(attachment(3_000)), filePart(`${attachment()}\n`), filePart(`${'-_'.repeat(20_000)}`)];
    database.append([withParts('a', parts)]);
    assert.deepEqual(blobNames(files), []);
    assert.deepEqual(partsIn(openDatabase(files)), parts);
  });

  it('of an answer that still grows are kept apart, too', () => {
    const files = new SimulatedFiles();
    const database = openDatabase(files);
    const data = attachment();
    database.append([{ events: [{ type: 'message.put', message: message('a', 'so far', 'streaming') }], sync: true }]);
    database.append([
      {
        events: [
          { type: 'message.delta', conversationId: 'conversation', messageId: 'a', index: 0, parts: [filePart(data)] },
        ],
        sync: false,
      },
    ]);
    assert.equal(isInLog(files, data), false);
    const reopened = openDatabase(files);
    assert.deepEqual(partsIn(reopened), [{ type: 'text', text: 'so far' }, filePart(data)]);
    assert.deepEqual([...finish(reopened.open().referredBlobs())], [blobHash(data)]);
  });

  it('come back in another process as they were', () =>
    withFolder(async (folder) => {
      const opened = openStorage(folder);
      const parts = [
        filePart(attachment(300_000)),
        { type: 'text', text: 'between' } as const,
        filePart(attachment(100)),
      ];
      await opened.storage.history.append([putMessage({ ...message('a'), parts })], 'synced');
      await closeStorage(opened);
      const program = new URL('../../support/printMessages.ts', import.meta.url);
      const { stdout } = await promisify(execFile)(
        process.execPath,
        ['--import', 'tsx', program.pathname, folder, 'conversation'],
        { maxBuffer: 10 ** 7 },
      );
      assert.deepEqual(JSON.parse(stdout), [{ ...message('a'), parts }]);
    }));

  it('are on the disk before the message that shows them', () => {
    const data = attachment();
    const files = new SimulatedFiles();
    files.before = (operation, name) => {
      if (operation !== 'append' || path.dirname(name) !== logDirectory) return;
      const onDisk = files.afterPowerLoss(() => 0).contents();
      assert.deepEqual(onDisk.get(path.join(blobDirectory, blobHash(data))), Buffer.from(data, 'base64'));
    };
    openDatabase(files).append([withParts('a', [filePart(data)])]);
    files.before = () => undefined;
    assert.deepEqual(partsIn(openDatabase(files.afterPowerLoss(() => 0))), [filePart(data)]);
  });

  it('that cannot be saved make the message unsaved, and nothing else', () => {
    const files = new SimulatedFiles();
    const database = openDatabase(files);
    database.append([withParts('a', [])]);
    files.before = (operation, name) => {
      if (operation === 'append' && name.startsWith(blobDirectory)) throw systemError('EIO', name);
    };
    const [failure] = database.append([withParts('b', [filePart(attachment())])]);
    assert.equal(failure?.retryable, true);
    assert.equal(database.health.state, 'failing');
    files.before = () => undefined;
    assert.deepEqual(blobNames(files), [], 'no half file is left');
    assert.deepEqual(
      messagesIn(database).map(({ id }) => id),
      ['a'],
    );
    assert.equal(files.openDescriptors, 1);
    database.append([withParts('c', [])]);
    assert.deepEqual(
      messagesIn(openDatabase(files)).map(({ id }) => id),
      ['a', 'c'],
    );
  });

  for (const what of ['missing', 'damaged', 'unreadable'] as const) {
    it(`that are ${what} are marked as such, and reported once`, () => {
      const files = new SimulatedFiles();
      const [first, second] = [attachment(), attachment()];
      openDatabase(files).append([withParts('a', [filePart(first), filePart(second, 'other.png')])]);
      for (const data of [first, second]) {
        const name = path.join(blobDirectory, blobHash(data));
        if (what === 'missing') files.remove(name);
        if (what === 'damaged') files.overwrite(name, Buffer.from('something else'));
      }
      files.before = (operation, name) => {
        if (what === 'unreadable' && operation === 'read' && name.startsWith(blobDirectory))
          throw systemError('EACCES', name);
      };
      const database = openDatabase(files);
      const marked = [
        `[This attachment is ${what}: picture.png, image/png]`,
        `[This attachment is ${what}: other.png, image/png]`,
      ];
      for (let time = 0; time < 2; time++)
        assert.deepEqual(
          partsIn(database),
          marked.map((text) => ({ type: 'text', text })),
        );
      assert.equal(database.health.warnings.length, 1);
      assert.match(database.health.warnings[0]!, new RegExp(`are ${what}`));
    });
  }

  it('that were damaged are whole again once the same is attached anew', () => {
    const files = new SimulatedFiles();
    const data = attachment();
    const database = openDatabase(files);
    database.append([withParts('a', [filePart(data)])]);
    files.overwrite(path.join(blobDirectory, blobHash(data)), Buffer.from('something else'));
    database.append([withParts('b', [filePart(data)])]);
    assert.deepEqual(partsIn(openDatabase(files), 'a'), [filePart(data)]);
  });

  it('are found among all messages through an index', () => {
    const { sql } = openDatabase(new SimulatedFiles()).open();
    const plan = sql.all(`EXPLAIN QUERY PLAN SELECT body FROM messages WHERE ${mentionsBlob('body')}`);
    assert.match(String(plan[0]!.at(-1)), /USING INDEX messages_with_blobs/);
  });

  it('are never looked for outside of their folder', () => {
    const files = new SimulatedFiles();
    files.makeDirectory(directory);
    files.put(path.join(directory, 'secret'), Buffer.from('secret'));
    const part = { type: 'file', mediaType: 'image/png', blob: '../secret' };
    const database = openDatabase(files);
    database.append([withParts('a', [part as unknown as MessagePart])]);
    assert.deepEqual(partsIn(database), [part]);
  });
});
