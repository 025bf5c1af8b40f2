import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Conversation } from '../../../../src/storage/api/chatHistory.js';
import { cachedFirstPage } from '../../../../src/storage/host/cachedFirstPage.js';
import {
  beginningOf,
  decodeListCache,
  encodeListCache,
  listCacheLength,
  listCacheFileName,
} from '../../../../src/storage/protocol/listCacheFile.js';
import { message } from '../support/openDatabase.js';
import { closeStorage, openStorage, putMessage, withFolder, type OpenStorage } from '../support/openStorage.js';

function conversation(id: string, more: Partial<Conversation> = {}): Conversation {
  const fields = {
    title: `About ${id}`,
    createdAt: 1,
    updatedAt: 2,
    workspace: null,
    headId: null,
    persona: null,
    selection: null,
    pinned: false,
    archived: false,
  };
  return { id, ...fields, tags: [], deletedAt: null, ...more };
}

const idsOf = (list: readonly Conversation[]): readonly string[] => list.map(({ id }) => id);

describe('the list a window leaves to the next', () => {
  const list = [
    conversation('a', { title: 'Überschrift \ud83d "quoted"\u0000', tags: ['x'] }),
    conversation('b', { workspace: 'file:///w' }),
  ];

  it('comes back as it was', () => {
    assert.deepEqual(decodeListCache(encodeListCache(list)), list);
  });

  it('counts for nothing when any of its bytes has changed, or is missing', () => {
    const file = Buffer.from(encodeListCache(list));
    for (let at = 0; at < file.length; at++) {
      for (let bit = 0; bit < 8; bit++) {
        const damaged = Buffer.from(file);
        damaged[at]! ^= 1 << bit;
        const read = decodeListCache(damaged.toString());
        // White space around a value says nothing.
        if (read !== undefined) assert.deepEqual(read, list);
      }
      if (at < file.length - 1) assert.equal(decodeListCache(file.subarray(0, at).toString()), undefined);
    }
  });

  it('counts for nothing when another version has written it', () => {
    const file = JSON.parse(encodeListCache(list)) as { readonly version: number };
    assert.equal(decodeListCache(JSON.stringify({ ...file, version: file.version + 1 })), undefined);
    for (const text of ['', 'null', '[]', '{}', '"list"', '{"version":1}'])
      assert.equal(decodeListCache(text), undefined);
  });

  it('answers for a page only when it knows all of it', () => {
    assert.deepEqual(beginningOf(list, {}, 10), list);
    assert.deepEqual(beginningOf(list, {}, 1), [list[0]]);
    assert.deepEqual(beginningOf(list, { workspace: 'file:///w' }, 10), [list[1]]);
    assert.equal(beginningOf(list, { archived: true }, 10), undefined);
    assert.equal(beginningOf([], {}, 10), undefined);
    assert.equal(beginningOf(list, { workspace: 'file:///elsewhere' }, 10), undefined);
    const full = Array.from({ length: listCacheLength }, (_, index) =>
      conversation(String(index), index === 0 ? { workspace: 'file:///w' } : {}),
    );
    assert.equal(beginningOf(full, {}, listCacheLength)?.length, listCacheLength);
    assert.equal(beginningOf(full, {}, listCacheLength + 1), undefined);
    assert.equal(
      beginningOf(full, { workspace: 'file:///w' }, 10),
      undefined,
      'older ones of this folder may be in the history',
    );
  });
});

describe('the first list', () => {
  const cached = [conversation('a'), conversation('b')];

  /** A history that answers when the test lets it. */
  function slowHistory(folder: string) {
    const answers: { resolve: (list: readonly Conversation[]) => void; reject: (error: Error) => void }[] = [];
    const state = { isOpen: false, wrong: 0 };
    const firstConversations = cachedFirstPage({
      conversations: () => new Promise((resolve, reject) => answers.push({ resolve, reject })),
      file: path.join(folder, listCacheFileName),
      isOpen: () => state.isOpen,
      onWrong: () => state.wrong++,
    });
    return { firstConversations, answers, state };
  }

  const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));

  it('is the cached one as long as the history has not answered, and right when the history says the same', () =>
    withFolder(async (folder) => {
      writeFileSync(path.join(folder, listCacheFileName), encodeListCache(cached));
      const { firstConversations, answers, state } = slowHistory(folder);
      assert.deepEqual(await firstConversations({}, 10), cached);
      assert.deepEqual(await firstConversations({}, 1), [cached[0]]);
      answers[0]!.resolve(cached);
      answers[1]!.resolve([cached[0]!]);
      await settled();
      assert.equal(state.wrong, 0);
    }));

  it('is reported as wrong when the history says something else, and the history’s from then on', () =>
    withFolder(async (folder) => {
      writeFileSync(path.join(folder, listCacheFileName), encodeListCache(cached));
      const { firstConversations, answers, state } = slowHistory(folder);
      assert.deepEqual(await firstConversations({}, 10), cached);
      answers[0]!.resolve([cached[1]!]);
      await settled();
      assert.equal(state.wrong, 1);
      const second = firstConversations({}, 10);
      await settled();
      answers[1]!.resolve([]);
      assert.deepEqual(await second, []);
    }));

  it('is asked for once more when the history cannot be read, which then shows', () =>
    withFolder(async (folder) => {
      writeFileSync(path.join(folder, listCacheFileName), encodeListCache(cached));
      const { firstConversations, answers, state } = slowHistory(folder);
      assert.deepEqual(await firstConversations({}, 10), cached);
      answers[0]!.reject(new Error('unreadable'));
      await settled();
      assert.equal(state.wrong, 1);
      const second = firstConversations({}, 10);
      await settled();
      answers[1]!.reject(new Error('unreadable'));
      await assert.rejects(second, /unreadable/);
      assert.equal(state.wrong, 1, 'or the views would ask for ever');
    }));

  it('is the history’s when that is open, or when nothing usable was stored', () =>
    withFolder(async (folder) => {
      const { firstConversations, answers, state } = slowHistory(folder);
      const file = path.join(folder, listCacheFileName);
      const truth = [conversation('truth')];
      const expectTruth = async (): Promise<void> => {
        const asked = firstConversations({}, 10);
        await settled();
        answers.at(-1)!.resolve(truth);
        assert.deepEqual(await asked, truth);
      };
      state.isOpen = true;
      writeFileSync(file, encodeListCache(cached));
      await expectTruth();
      for (const unusable of ['', encodeListCache(cached).slice(0, -9), encodeListCache([])]) {
        const fresh = slowHistory(folder);
        writeFileSync(file, unusable);
        const asked = fresh.firstConversations({}, 10);
        await settled();
        fresh.answers[0]!.resolve(truth);
        assert.deepEqual(await asked, truth);
        assert.equal(fresh.state.wrong, 0);
      }
      await rm(file);
      await mkdir(file);
      const fresh = slowHistory(folder);
      const asked = fresh.firstConversations({}, 10);
      await settled();
      fresh.answers[0]!.resolve(truth);
      assert.deepEqual(await asked, truth);
    }));
});

describe('the first list of a storage', function () {
  this.timeout(180_000);
  /** A thread that never answers, as one that opens a large history does not for a while. */
  const silentWorker = new URL('../support/silentWorker.ts', import.meta.url);

  const named = (id: string, title: string) =>
    ({ type: 'conversation.set', id, fields: { title, createdAt: 1 } }) as const;

  async function writeThree(folder: string): Promise<void> {
    const open = openStorage(folder);
    await open.storage.history.append([named('a', 'Apples'), named('b', 'Bees'), named('c', 'Cats')], 'synced');
    await closeStorage(open);
  }

  async function firstListWith(open: OpenStorage): Promise<readonly string[]> {
    return idsOf(await open.storage.history.firstConversations({}, 10));
  }

  it('is there before the history is open', () =>
    withFolder(async (folder) => {
      await writeThree(folder);
      const waiting = openStorage(folder, silentWorker);
      assert.deepEqual(await firstListWith(waiting), ['c', 'b', 'a']);
      await closeStorage(waiting);
    }));

  it('is corrected when another program has changed the history since', () =>
    withFolder(async (folder) => {
      await writeThree(folder);
      const file = path.join(folder, 'history', listCacheFileName);
      const old = readFileSync(file);
      const open = openStorage(folder);
      await open.storage.history.append([{ type: 'conversation.tombstone', id: 'b' }, named('d', 'Dogs')], 'synced');
      await closeStorage(open);
      writeFileSync(file, old);
      const next = openStorage(folder);
      let changes = 0;
      next.storage.history.onChanged((ids) => {
        if (ids === undefined) changes++;
      });
      const first = await firstListWith(next);
      await next.storage.history.deleted();
      if (first.includes('b')) assert.equal(changes, 1);
      assert.deepEqual(await firstListWith(next), ['d', 'c', 'a']);
      await closeStorage(next);
      assert.deepEqual(
        idsOf(decodeListCache(readFileSync(file, 'utf8'))!),
        ['d', 'c', 'a'],
        'the next window finds it right',
      );
    }));

  it('holds no title of a conversation that is gone for good, from that moment on', () =>
    withFolder(async (folder) => {
      await writeThree(folder);
      const file = path.join(folder, 'history', listCacheFileName);
      assert.match(readFileSync(file, 'utf8'), /Bees/);
      const open = openStorage(folder);
      await open.storage.history.append([{ type: 'conversation.tombstone', id: 'b' }], 'synced');
      assert.throws(() => readFileSync(file), { code: 'ENOENT' });
      await closeStorage(open);
      assert.doesNotMatch(readFileSync(file, 'utf8'), /Bees/);
      const waiting = openStorage(folder, silentWorker);
      assert.deepEqual(await firstListWith(waiting), ['c', 'a']);
      await closeStorage(waiting);
    }));

  it('is never taken from the file for whoever needs to be sure', () =>
    withFolder(async (folder) => {
      await writeThree(folder);
      writeFileSync(path.join(folder, 'history', listCacheFileName), encodeListCache([conversation('z')]));
      const open = openStorage(folder);
      assert.deepEqual(idsOf(await open.storage.history.conversations({}, 10)), ['c', 'b', 'a']);
      await open.storage.history.append([putMessage(message('m'))], 'synced');
      await closeStorage(open);
    }));
});
