import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { uuidv7 } from '../../../../src/core/uuid.js';
import { createUnsavableFiles } from '../../../../src/storage/host/unsavableFiles.js';
import { nested } from '../../../support/hostileValues.js';
import { closeStorage, openStorage, withFolder } from '../support/openStorage.js';

describe('the files of what cannot be saved', () => {
  it('hold all of it as JSON, for their owner alone', () =>
    withFolder(async (folder) => {
      const store = createUnsavableFiles(path.join(folder, 'unsaved'));
      const [conversation, message] = [uuidv7(), uuidv7()];
      await store.keep(conversation, message, { deep: nested(100_000), big: 1n, text: 'a\ud800' });
      const file = (await store.fileOf(conversation, message))!;
      assert.equal(path.relative(folder, file), path.join('unsaved', conversation, `${message}.json`));
      const parsed = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
      assert.deepEqual([parsed['big'], parsed['text']], [1, 'a\ud800']);
      if (process.platform !== 'win32') {
        assert.equal(statSync(file).mode & 0o777, 0o600);
        assert.equal(statSync(path.dirname(file)).mode & 0o777, 0o700);
      }
      assert.deepEqual(readdirSync(path.dirname(file)), [`${message}.json`]);
    }));

  it('are closed to others also where the folders were open', function () {
    if (process.platform === 'win32') this.skip();
    return withFolder(async (folder) => {
      const conversation = uuidv7();
      const own = path.join(folder, 'unsaved', conversation);
      mkdirSync(own, { recursive: true, mode: 0o755 });
      await createUnsavableFiles(path.join(folder, 'unsaved')).keep(conversation, uuidv7(), 'x');
      for (const each of [own, path.dirname(own)]) assert.equal(statSync(each).mode & 0o777, 0o700);
    });
  });

  it('are replaced by what comes later under the same ids, and go with their conversation', () =>
    withFolder(async (folder) => {
      const store = createUnsavableFiles(path.join(folder, 'unsaved'));
      for (const content of ['first', 'second']) await store.keep('a', 'm', content);
      await store.keep('b', 'm', 'other');
      assert.equal(readFileSync((await store.fileOf('a', 'm'))!, 'utf8'), '"second"\n');
      await store.forget(['a', 'unknown']);
      assert.equal(await store.fileOf('a', 'm'), undefined);
      assert.notEqual(await store.fileOf('b', 'm'), undefined);
    }));

  it('stay in their folder, whatever the ids are', () =>
    withFolder(async (folder) => {
      const store = createUnsavableFiles(path.join(folder, 'storage', 'unsaved'));
      for (const id of ['../../escaped', '/etc/passwd', '', '.', '..', 'a\0b', 'x'.repeat(5_000), '\ud800']) {
        await store.keep(id, id, 1);
        assert.ok((await store.fileOf(id, id))!.startsWith(path.join(folder, 'storage', 'unsaved')));
      }
      assert.deepEqual(readdirSync(folder), ['storage']);
    }));

  it('are erased with the chats that are deleted for good', () =>
    withFolder(async (folder) => {
      const open = openStorage(folder);
      const { history, unsavable, maintenance } = open.storage;
      const [gone, kept] = [uuidv7(), uuidv7()];
      // An imported chat has the id that it had.
      const imported = `chat/${'é'.repeat(500)}`;
      for (const id of [gone, imported, kept]) {
        await history.append([{ type: 'conversation.set', id, fields: { title: 'a', createdAt: 1 } }], 'synced');
        await unsavable.keep(id, 'm', 1);
      }
      for (const id of [gone, imported])
        await history.append([{ type: 'conversation.set', id, fields: { deletedAt: 1 } }], 'synced');
      const work = { signal: new AbortController().signal, onProgress: () => undefined };
      assert.deepEqual((await maintenance.eraseDeleted(work)).left, []);
      assert.deepEqual(readdirSync(path.join(folder, 'unsaved')), [kept]);
      await closeStorage(open);
    }));

  it('that cannot be written are an error of storage', () =>
    withFolder(async (folder) => {
      writeFileSync(path.join(folder, 'unsaved'), 'in the way');
      await assert.rejects(createUnsavableFiles(path.join(folder, 'unsaved')).keep('a', 'm', 1), {
        code: 'storage',
        retryable: true,
      });
    }));
});
