import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type ErrorCode, ScoutError } from '../../../../src/core/errors.js';
import { uuidv7 } from '../../../../src/core/uuid.js';
import { message } from '../support/openDatabase.js';
import { closeStorage, openStorage, putMessage, withFolder } from '../support/openStorage.js';

const dyingWorker = new URL('../support/dyingWorker.ts', import.meta.url);

/** Passes when the promise rejects with a storage error whose message matches. */
async function rejects(
  promise: Promise<unknown>,
  pattern: RegExp,
  retryable: boolean,
  code: ErrorCode = 'storage',
): Promise<void> {
  await assert.rejects(promise, (error) => {
    assert.ok(error instanceof ScoutError);
    assert.deepEqual([error.code, error.retryable], [code, retryable]);
    assert.match(error.message, pattern);
    return true;
  });
}

describe('storage', function () {
  this.timeout(180_000);

  it('starts no thread and touches no file before it is used, and none for a report or an empty change', () =>
    withFolder(async (folder) => {
      const open = openStorage(path.join(folder, 'storage'));
      assert.deepEqual(await open.storage.report(), {});
      await open.storage.history.append([], 'synced');
      await closeStorage(open);
      assert.equal(open.workers.length, 0);
      assert.deepEqual(readdirSync(folder), []);
    }));

  it('keeps users, preferences, conversations and messages over a restart', () =>
    withFolder(async (folder) => {
      const first = openStorage(folder);
      const written = {
        title: 'A title',
        createdAt: 1,
        updatedAt: 2,
        workspace: 'file:///w',
        headId: 'a',
        pinned: true,
        tags: ['one', 'two'],
      };
      const fields = { ...written, persona: null, archived: false, selection: null, deletedAt: null };
      const kept = { ...message('a'), usage: { inputTokens: 1, outputTokens: 2 }, provider: 'openai' };
      await first.storage.users.append(
        [{ type: 'user.set', id: 'u', fields: { name: 'Ada', createdAt: 1 } }],
        'synced',
      );
      await first.storage.users.append(
        [{ type: 'preference.set', userId: 'u', key: 'model', value: { id: 'm' } }],
        'synced',
      );
      await first.storage.history.append(
        [{ type: 'conversation.set', id: 'conversation', fields: written }, putMessage(kept)],
        'synced',
      );
      await closeStorage(first);
      assert.equal(first.workers.length, 1);

      const second = openStorage(folder);
      assert.deepEqual(await second.storage.users.users(), [{ id: 'u', name: 'Ada', createdAt: 1 }]);
      assert.deepEqual(await second.storage.users.preference('u', 'model'), { id: 'm' });
      assert.deepEqual(await second.storage.history.conversations({}, 10), [{ id: 'conversation', ...fields }]);
      assert.deepEqual(await second.storage.history.conversation('conversation'), { id: 'conversation', ...fields });
      assert.equal(await second.storage.history.conversation('other'), undefined);
      assert.deepEqual(await second.storage.history.messages('conversation'), [kept]);
      assert.deepEqual((await second.storage.report()).history?.rows, { conversations: 1, messages: 1, jobs: 0 });
      assert.deepEqual(second.storage.health, { state: 'ok', warnings: [] });
      await closeStorage(second);
    }));

  it('shows a message as streaming to who streams it, and as interrupted with what was said after a restart', () =>
    withFolder(async (folder) => {
      const first = openStorage(folder);
      const { history } = first.storage;
      await history.append([putMessage({ ...message('answer', '', 'streaming'), parts: [] })], 'synced');
      for (const [index, text] of ['Once ', 'upon ', 'a '].entries()) {
        const parts = [{ type: 'text', text }] as const;
        await history.append(
          [{ type: 'message.delta', conversationId: 'conversation', messageId: 'answer', index, parts }],
          'written',
        );
      }
      const parts = [{ type: 'text', text: 'Once upon a ' }] as const;
      assert.deepEqual(await history.messages('conversation'), [{ ...message('answer'), parts, status: 'streaming' }]);
      await first.workers[0]!.terminate();
      assert.deepEqual((await history.messages('conversation'))[0]?.status, 'streaming', 'a new thread is no restart');

      const second = openStorage(folder);
      assert.deepEqual(await second.storage.history.messages('conversation'), [
        { ...message('answer'), parts, status: 'interrupted' },
      ]);
      const finished = message('answer', 'Once upon a time.');
      await history.append([putMessage(finished)], 'synced');
      assert.deepEqual(await history.messages('conversation'), [finished]);
      await closeStorage(first);
      await closeStorage(second);
      const third = openStorage(folder);
      assert.deepEqual(await third.storage.history.messages('conversation'), [finished]);
      await closeStorage(third);
    }));

  it('answers a question after what was asked to be saved before it', () =>
    withFolder(async (folder) => {
      const open = openStorage(folder);
      const saving = open.storage.history.append([putMessage(message('a'))], 'synced');
      assert.equal((await open.storage.history.messages('conversation')).length, 1);
      await saving;
      await closeStorage(open);
    }));

  it('carries out what was asked for before it closes, then refuses, and ends its thread', () =>
    withFolder(async (folder) => {
      const open = openStorage(folder);
      const saving = Array.from({ length: 50 }, (_, index) =>
        open.storage.history.append([putMessage(message(`m${index}`))], 'written'),
      );
      const exited = new Promise((resolve) => open.workers[0]!.on('exit', resolve));
      await Promise.all([open.storage.closeUsers(), open.storage.closeHistory(), open.storage.closeHistory()]);
      await Promise.all(saving);
      await exited;
      await rejects(open.storage.history.conversations({}, 1), /chat history database is closed/, false);
      const again = openStorage(folder);
      assert.equal((await again.storage.history.messages('conversation')).length, 50);
      await closeStorage(again);
    }));

  it('goes on answering from one database when the other is closed', () =>
    withFolder(async (folder) => {
      const open = openStorage(folder);
      await open.storage.closeUsers();
      await rejects(open.storage.users.users(), /user database is closed/, false);
      assert.deepEqual(await open.storage.history.conversations({}, 1), []);
      await open.storage.closeHistory();
    }));

  it('lists ten thousand conversations', () =>
    withFolder(async (folder) => {
      const open = openStorage(folder);
      const conversations = Array.from({ length: 10_000 }, (_, index) => ({
        id: uuidv7(),
        updatedAt: (index * 7919) % 10_000,
      }));
      const events = conversations.map(
        ({ id, updatedAt }) =>
          ({ type: 'conversation.set', id, fields: { title: id, createdAt: 1, updatedAt } }) as const,
      );
      await open.storage.history.append(events, 'synced');
      const listed = await open.storage.history.conversations({}, Number.POSITIVE_INFINITY);
      const expected = conversations.toSorted((a, b) => b.updatedAt - a.updatedAt);
      assert.deepEqual(
        listed.map(({ id }) => id),
        expected.map(({ id }) => id),
      );
      assert.equal((await open.storage.history.conversations({}, 50)).length, 50);
      assert.equal((await open.storage.history.conversations({}, -1)).length, 0);
      await closeStorage(open);
    }));

  it('logs that a database opened, and nothing of what is in it', () =>
    withFolder(async (folder) => {
      const open = openStorage(folder);
      const secret = 'xyzzy';
      await open.storage.history.append(
        [{ type: 'conversation.set', id: 'c', fields: { title: secret } }, putMessage(message('a', secret))],
        'synced',
      );
      await rejects(
        open.storage.history.append([putMessage({ ...message('a', secret), createdAt: Number.NaN })], 'synced'),
        /rejected a change/,
        false,
        'unsavable',
      );
      await closeStorage(open);
      assert.ok(
        open.lines.some((line) => /^info Opened the chat history database: \d+ bytes, 0 bytes of log/u.test(line)),
      );
      assert.ok(open.lines.includes('debug The storage worker started.'));
      assert.ok(open.lines.includes('debug The storage worker exited.'));
      assert.ok(!open.lines.join('\n').includes(secret));
    }));

  it('refuses what cannot be sent to another thread', () =>
    withFolder(async (folder) => {
      const open = openStorage(folder);
      const parts = [{ type: 'opaque', vendor: 'v', data: () => 1 }] as const;
      await rejects(
        open.storage.history.append([putMessage({ ...message('a'), parts })], 'synced'),
        /could not be sent/,
        false,
        'unsavable',
      );
      assert.deepEqual(await open.storage.history.messages('conversation'), []);
      await closeStorage(open);
    }));
});

describe('storage whose thread dies', function () {
  this.timeout(180_000);

  it('saves everything once although the thread was ended in the middle of it, twice', () =>
    withFolder(async (folder) => {
      const open = openStorage(folder);
      let saved = 0;
      const lanes = ['a', 'b', 'c', 'd'].map(async (lane) => {
        for (let number = 0; number < 100; number++, saved++) {
          await open.storage.history.append(
            [putMessage(message(`${lane}${String(number).padStart(3, '0')}`))],
            'synced',
          );
        }
      });
      for (const least of [20, 200]) {
        while (saved < least) await delay(1);
        await delay(Math.random() * 5);
        await open.workers.at(-1)!.terminate();
      }
      await Promise.all(lanes);
      assert.equal(open.workers.length, 3);
      assert.equal((await open.storage.history.messages('conversation')).length, 400);
      await closeStorage(open);
      const again = openStorage(folder);
      const found = (await again.storage.history.messages('conversation')).map(({ id }) => id);
      assert.equal(found.length, 400);
      assert.equal(new Set(found).size, 400);
      assert.deepEqual(again.storage.health.warnings, []);
      await closeStorage(again);
    }));

  it('sends a write again once, then reports it, and works again when the cause is gone', () =>
    withFolder(async (folder) => {
      const open = openStorage(folder, dyingWorker);
      await open.storage.history.append([putMessage(message('a'))], 'synced');
      writeFileSync(path.join(folder, 'die'), '');
      await rejects(
        open.storage.history.append([putMessage(message('b'))], 'synced'),
        /may or may not have been saved/,
        false,
        'unsavable',
      );
      rmSync(path.join(folder, 'die'));
      await open.storage.history.append([putMessage(message('b'))], 'synced');
      const ids = (await open.storage.history.messages('conversation')).map(({ id }) => id);
      assert.deepEqual(ids, ['a', 'b']);
      assert.equal(open.workers.length, 3);
      await closeStorage(open);
    }));

  it('turns read-only after three deaths in a row, and still reads', () =>
    withFolder(async (folder) => {
      const open = openStorage(folder, dyingWorker);
      await open.storage.history.append([putMessage(message('a'))], 'synced');
      const changes: string[] = [];
      open.storage.onHealthChanged(({ state }) => changes.push(state));
      writeFileSync(path.join(folder, 'die'), '');
      await rejects(
        open.storage.history.append([putMessage(message('b'))], 'synced'),
        /may or may not have been saved/,
        false,
        'unsavable',
      );
      await rejects(open.storage.history.append([putMessage(message('c'))], 'synced'), /several times in a row/, false);
      rmSync(path.join(folder, 'die'));
      assert.equal(open.workers.length, 3);
      assert.deepEqual(changes, ['read-only']);
      assert.match(open.storage.health.reason!, /several times in a row/);
      await rejects(open.storage.history.append([putMessage(message('d'))], 'synced'), /several times in a row/, false);
      assert.equal((await open.storage.history.messages('conversation'))[0]?.id, 'a');
      await closeStorage(open);
    }));

  it('says so when the thread cannot be started at all', () =>
    withFolder(async (folder) => {
      const open = openStorage(folder, path.join(folder, 'missing.js'));
      await rejects(open.storage.history.conversations({}, 1), /several times in a row/, false);
      assert.equal(open.storage.health.state, 'read-only');
      assert.ok(open.lines.some((line) => line.includes('missing.js')));
      await closeStorage(open);
    }));

  it('says so when sql.js is missing', () =>
    withFolder(async (folder) => {
      const open = openStorage(folder, undefined, folder);
      await rejects(open.storage.users.users(), /several times in a row/, false);
      assert.ok(open.lines.some((line) => line.includes('sql.js is missing')));
      await closeStorage(open);
    }));
});

describe('storage whose folder cannot be used', function () {
  this.timeout(180_000);

  it('says what is wrong when a file is in the folder’s place, keeps reading, and saves again when it is gone', () =>
    withFolder(async (folder) => {
      const directory = path.join(folder, 'storage');
      const open = openStorage(directory);
      const { history } = open.storage;
      await history.append([putMessage(message('a'))], 'synced');
      renameSync(directory, path.join(folder, 'moved'));
      writeFileSync(directory, 'in the way');
      await rejects(history.append([putMessage(message('b'))], 'synced'), /is not a folder/, true);
      assert.equal(open.storage.health.state, 'failing');
      assert.equal((await history.messages('conversation')).length, 1);

      const other = openStorage(directory);
      await rejects(other.storage.history.conversations({}, 1), /could not be read: .* is not a folder/, true);
      rmSync(directory);
      renameSync(path.join(folder, 'moved'), directory);
      await history.append([putMessage(message('b'))], 'synced');
      assert.equal(open.storage.health.state, 'ok');
      assert.equal((await other.storage.history.messages('conversation')).length, 2);
      await closeStorage(open);
      await closeStorage(other);
    }));

  if (canMount()) {
    it('says that a real disk is full, keeps reading, and saves again by itself once there is space', () =>
      withFolder(async (folder) => {
        execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', folder]);
        try {
          const open = openStorage(folder);
          const { history } = open.storage;
          await history.append([putMessage(message('a'))], 'synced');
          const filler = path.join(folder, 'filler');
          writeFileSync(filler, Buffer.alloc(200 * 1024));
          const large = putMessage(message('b', 'x'.repeat(100_000)));
          await rejects(history.append([large], 'synced'), /disk .* is full/, true);
          assert.equal(open.storage.health.state, 'failing');
          assert.equal((await history.messages('conversation')).length, 1);
          rmSync(filler);
          await healthBecomes(open.storage, 'ok');
          await history.append([large], 'synced');
          await closeStorage(open);
          const again = openStorage(folder);
          assert.deepEqual(
            (await again.storage.history.messages('conversation')).map(({ id }) => id),
            ['a', 'b'],
          );
          assert.deepEqual(again.storage.health, { state: 'ok', warnings: [] });
          await closeStorage(again);
        } finally {
          execFileSync('umount', [folder]);
        }
      }));
  }
});

function healthBecomes(storage: ReturnType<typeof openStorage>['storage'], state: string): Promise<void> {
  return new Promise((resolve) => {
    storage.onHealthChanged((health) => {
      if (health.state === state) resolve();
    });
    if (storage.health.state === state) resolve();
  });
}

/** Whether this process may mount a small disk: as root on Linux, outside a locked-down container. */
function canMount(): boolean {
  const probe = path.join('/tmp', `scout-mount-${process.pid}`);
  try {
    mkdirSync(probe);
    const before = statSync(probe).dev;
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', probe], { stdio: 'ignore' });
    const mounted = statSync(probe).dev !== before;
    execFileSync('umount', [probe], { stdio: 'ignore' });
    return mounted;
  } catch {
    return false;
  } finally {
    rmSync(probe, { recursive: true, force: true });
  }
}
