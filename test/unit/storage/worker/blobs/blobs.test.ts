import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import path from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import type { MessagePart } from '../../../../../src/core/message.js';
import { BlobStore } from '../../../../../src/storage/worker/blobs/blobStore.js';
import { collectBlobs } from '../../../../../src/storage/worker/blobs/collectBlobs.js';
import { mentionsBlob } from '../../../../../src/storage/worker/databases/history/historyAttachments.js';
import type { Database } from '../../../../../src/storage/worker/engine/database.js';
import { closeStorage, openStorage, putMessage, withFolder } from '../../support/openStorage.js';
import {
  closeDatabases,
  directory,
  logDirectory,
  message,
  messagesIn,
  openDatabase,
} from '../../support/openDatabase.js';
import { SimulatedFiles, systemError } from '../../support/simulatedFiles.js';
import { finish, upkeepOf } from '../../support/compaction.js';

const blobDirectory = path.join(directory, 'blobs');
const day = 24 * 60 * 60 * 1000;

/** Base64 of so many bytes that compress to nothing and occur nowhere else. */
function attachment(bytes = 20_000): string {
  return randomBytes(bytes).toString('base64');
}

function withParts(id: string, parts: readonly MessagePart[], conversationId = 'conversation') {
  return {
    events: [{ type: 'message.put', message: { ...message(id, '', 'complete', conversationId), parts } }],
    sync: true,
  };
}

function file(data: string, name = 'picture.png'): MessagePart {
  return { type: 'file', mediaType: 'image/png', data, name };
}

function hashOf(data: string): string {
  return createHash('sha256').update(Buffer.from(data, 'base64')).digest('hex');
}

/** Whether the bytes, or their base64, occur in any file of the database itself. */
function isInLog(files: SimulatedFiles, data: string): boolean {
  const samples = [data.slice(0, 60), Buffer.from(data, 'base64').subarray(0, 40)];
  return [...files.contents()].some(
    ([name, bytes]) => path.dirname(name) === logDirectory && samples.some((sample) => bytes.includes(sample)),
  );
}

function blobNames(files: SimulatedFiles): readonly string[] {
  return [...files.contents().keys()]
    .filter((name) => path.dirname(name) === blobDirectory)
    .map((name) => path.basename(name));
}

function partsIn(database: Database, id = 'a'): readonly MessagePart[] | undefined {
  return messagesIn(database).find((stored) => stored.id === id)?.parts;
}

/** A collection by a window of its own, as after a checkpoint. */
function collection(
  files: SimulatedFiles,
  database: Database,
  now = Date.now,
  immediately = false,
): Generator<void, number> {
  return collectBlobs({
    store: new BlobStore(files, directory),
    referred: () => database.open().referredBlobs(),
    catchUp: () => database.catchUp(),
    now,
    seenBefore: new Set(),
    immediately,
  });
}

describe('attachments', function () {
  this.timeout(180_000);

  it('are kept in files of their own, once for the same content, and stand in neither log nor snapshot', () => {
    const files = new SimulatedFiles();
    const database = openDatabase(files);
    const data = attachment();
    assert.deepEqual(
      database.append([
        withParts('a', [{ type: 'text', text: 'look' }, file(data)]),
        withParts('b', [file(data, 'again.png')]),
      ]),
      [undefined, undefined],
    );
    database.append([withParts('c', [file(data)])]);
    finish(upkeepOf(database, files).checkpoint());
    assert.deepEqual(blobNames(files), [hashOf(data)]);
    assert.equal(isInLog(files, data), false);
    const reopened = openDatabase(files);
    assert.deepEqual(partsIn(reopened, 'a'), [{ type: 'text', text: 'look' }, file(data)]);
    assert.deepEqual(partsIn(reopened, 'b'), [file(data, 'again.png')]);
    assert.deepEqual(reopened.health, { state: 'ok', warnings: [] });
  });

  it('that are small, or no proper base64, stay where they are', () => {
    const files = new SimulatedFiles();
    const database = openDatabase(files);
    const parts = [file(attachment(3_000)), file(`${attachment()}\n`), file(`${'-_'.repeat(20_000)}`)];
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
          { type: 'message.delta', conversationId: 'conversation', messageId: 'a', index: 0, parts: [file(data)] },
        ],
        sync: false,
      },
    ]);
    assert.equal(isInLog(files, data), false);
    const reopened = openDatabase(files);
    assert.deepEqual(partsIn(reopened), [{ type: 'text', text: 'so far' }, file(data)]);
    assert.deepEqual([...reopened.open().referredBlobs()], [hashOf(data)]);
  });

  it('come back as they were, whatever they are', () => {
    const data = fc.oneof(
      fc.uint8Array({ minLength: 0, maxLength: 20 }).map((bytes) => Buffer.from(bytes).toString('base64')),
      fc.integer({ min: 12_000, max: 13_000 }).map((size) => attachment(size)),
      fc.string({ maxLength: 20_000 }),
      fc.constant('AB'.repeat(10_001)),
      fc.constant(`${'A'.repeat(20_000)}==`),
    );
    const part = fc.oneof(
      fc.record(
        { type: fc.constant('file'), mediaType: fc.string(), data, name: fc.string() },
        { requiredKeys: ['type', 'mediaType', 'data'] },
      ),
      fc.record({ type: fc.constant('text'), text: fc.string({ unit: 'binary' }) }),
      fc.record({
        type: fc.constant('opaque'),
        vendor: fc.string(),
        data: fc.record({ blob: fc.constant('a'.repeat(64)) }),
      }),
    ) as fc.Arbitrary<MessagePart>;
    fc.assert(
      fc
        .property(fc.array(part, { maxLength: 4 }), (parts) => {
          const files = new SimulatedFiles();
          openDatabase(files).append([withParts('a', parts)]);
          assert.deepEqual(partsIn(openDatabase(files)), JSON.parse(JSON.stringify(parts)));
        })
        .afterEach(closeDatabases),
      { numRuns: 60 },
    );
  });

  it('come back in another process as they were', () =>
    withFolder(async (folder) => {
      const opened = openStorage(folder);
      const parts = [file(attachment(300_000)), { type: 'text', text: 'between' } as const, file(attachment(100))];
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

  it('are on the disk before the message that shows them, whenever the process dies or the power fails', () => {
    const data = attachment();
    const append = (files: SimulatedFiles): void => void openDatabase(files).append([withParts('a', [file(data)])]);
    const complete = new SimulatedFiles();
    append(complete);
    const calls = complete.calls.length;
    assert.ok(calls > 10);
    let absent = 0;
    for (let last = 0; last <= calls; last++) {
      for (const random of [undefined, 0, 0.6, 0.99]) {
        const files = new SimulatedFiles();
        let call = 0;
        files.before = () => {
          if (call++ >= last) throw new Error('dead');
        };
        try {
          append(files);
        } catch (error) {
          assert.equal((error as Error).message, 'dead');
        }
        files.before = () => undefined;
        const found = random === undefined ? files.copy() : files.afterPowerLoss(() => random);
        const parts = partsIn(openDatabase(found));
        if (parts === undefined) absent++;
        else assert.deepEqual(parts, [file(data)]);
        if (last === calls) assert.deepEqual(parts, [file(data)]);
      }
    }
    assert.ok(absent > 10);
  });

  it('that cannot be saved make the message unsaved, and nothing else', () => {
    const files = new SimulatedFiles();
    const database = openDatabase(files);
    database.append([withParts('a', [])]);
    files.before = (operation, name) => {
      if (operation === 'append' && name.startsWith(blobDirectory)) throw systemError('EIO', name);
    };
    const [failure] = database.append([withParts('b', [file(attachment())])]);
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
      openDatabase(files).append([withParts('a', [file(first), file(second, 'other.png')])]);
      for (const data of [first, second]) {
        const name = path.join(blobDirectory, hashOf(data));
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
    database.append([withParts('a', [file(data)])]);
    files.overwrite(path.join(blobDirectory, hashOf(data)), Buffer.from('something else'));
    database.append([withParts('b', [file(data)])]);
    assert.deepEqual(partsIn(openDatabase(files), 'a'), [file(data)]);
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

describe('collecting attachments nobody refers to', () => {
  it('keeps those of conversations, and lets the others go after a day', () => {
    const files = new SimulatedFiles();
    const database = openDatabase(files);
    const [kept, gone] = [attachment(), attachment()];
    database.append([withParts('a', [file(kept)]), withParts('b', [file(gone), file(kept)], 'deleted')]);
    assert.equal(finish(collection(files, database)), 0);
    database.append([{ events: [{ type: 'conversation.tombstone', id: 'deleted' }], sync: true }]);
    assert.equal(finish(collection(files, database)), 0);
    assert.equal(finish(collection(files, database)), 0);
    assert.equal(blobNames(files).length, 2);
    assert.equal(finish(collection(files, database, () => Date.now() + day + 1)), 1);
    assert.deepEqual(blobNames(files), [hashOf(kept)]);
    assert.deepEqual(partsIn(openDatabase(files)), [file(kept)]);
  });

  it('gives one its name back that is referred to again', () => {
    const files = new SimulatedFiles();
    const [one, other] = [openDatabase(files), openDatabase(files)];
    const data = attachment();
    one.append([withParts('b', [file(data)], 'deleted')]);
    one.append([{ events: [{ type: 'conversation.tombstone', id: 'deleted' }], sync: true }]);
    finish(collection(files, one));
    // As a restored conversation does: by reference, without the bytes.
    other.append([
      withParts('a', [
        { type: 'file', mediaType: 'image/png', name: 'picture.png', blob: hashOf(data) } as unknown as MessagePart,
      ]),
    ]);
    assert.deepEqual(partsIn(openDatabase(files)), [file(data)], 'it is found under its other name, too');
    finish(collection(files, one, () => Date.now() + 2 * day));
    assert.deepEqual(blobNames(files), [hashOf(data)]);
  });

  it('does not put a damaged copy into the place of a sound one', () => {
    const files = new SimulatedFiles();
    const database = openDatabase(files);
    const data = attachment();
    database.append([withParts('a', [file(data)])]);
    const unused = path.join(blobDirectory, `${hashOf(data)}.unused-1`);
    for (const [main, copy] of [
      ['good', 'bad'],
      ['bad', 'good'],
      [undefined, 'good'],
    ] as const) {
      const contents = { good: Buffer.from(data, 'base64'), bad: Buffer.from('bad') };
      if (main === undefined) files.remove(path.join(blobDirectory, hashOf(data)));
      else files.overwrite(path.join(blobDirectory, hashOf(data)), contents[main]);
      files.put(unused, contents[copy]);
      finish(collection(files, database));
      assert.deepEqual(blobNames(files), [hashOf(data)]);
      assert.deepEqual(partsIn(openDatabase(files)), [file(data)]);
    }
  });

  it('loses nothing when another window attaches the same in the middle of it, at whatever moment', () => {
    const data = attachment();
    const withGarbage = (): SimulatedFiles => {
      const files = new SimulatedFiles();
      const database = openDatabase(files);
      database.append([
        withParts('b', [file(data)], 'deleted'),
        { events: [{ type: 'conversation.tombstone', id: 'deleted' }], sync: true },
      ]);
      return files;
    };
    for (const withBefore of [withGarbage, () => new SimulatedFiles()]) {
      let calls = 1;
      for (let moment = 0; moment < calls; moment++) {
        // In the middle of the append, the other window collects everything; and the other way round.
        for (const outer of ['append', 'collect'] as const) {
          const files = withBefore();
          const [writing, collecting] = [openDatabase(files), openDatabase(files)];
          collecting.open();
          const append = (): void => assert.deepEqual(writing.append([withParts('a', [file(data)])]), [undefined]);
          const collect = (): void => void finish(collection(files, collecting, Date.now, true));
          let call = 0;
          files.before = () => {
            if (call++ !== moment) return;
            if (outer === 'append') collect();
            else append();
          };
          if (outer === 'append') append();
          else collect();
          calls = Math.max(calls, call);
          files.before = () => undefined;
          if (call <= moment) continue;
          assert.deepEqual(partsIn(openDatabase(files)), [file(data)], `${outer} interrupted at call ${moment}`);
        }
      }
      assert.ok(calls > 10);
    }
  });

  it('removes what a dead process has left half written, at the second look', () => {
    const files = new SimulatedFiles();
    const database = openDatabase(files);
    database.append([withParts('a', [])]);
    files.makeDirectory(blobDirectory);
    files.put(path.join(blobDirectory, `${'ab'.repeat(32)}.0011aabb.tmp`), Buffer.from('half'));
    files.put(path.join(blobDirectory, 'notes.txt'), Buffer.from('of somebody else'));
    const seenBefore = new Set<string>();
    const store = new BlobStore(files, directory);
    const look = (): number =>
      finish(
        collectBlobs({
          store,
          referred: () => new Set(),
          catchUp: () => undefined,
          now: Date.now,
          seenBefore,
          immediately: false,
        }),
      );
    assert.equal(look(), 0);
    assert.equal(look(), 1);
    assert.deepEqual(blobNames(files), ['notes.txt']);
  });
});
