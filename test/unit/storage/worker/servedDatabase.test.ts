import assert from 'node:assert/strict';
import path from 'node:path';
import { decodeListCache, listCacheFileName } from '../../../../src/storage/protocol/listCacheFile.js';
import type { Reply } from '../../../../src/storage/protocol/workerProtocol.js';
import { BlobStore } from '../../../../src/storage/worker/blobs/blobStore.js';
import { historySchema } from '../../../../src/storage/worker/databases/history/historySchema.js';
import type { Files } from '../../../../src/storage/worker/files/files.js';
import { imageWorkHere } from '../../../../src/storage/worker/image/imageWork.js';
import { ServedDatabase } from '../../../../src/storage/worker/servedDatabase.js';
import { StepRunner } from '../../../../src/storage/worker/stepRunner.js';
import { defaultLimits } from '../../../../src/storage/worker/workerLimits.js';
import { directory, logDirectory, message, sqlJs } from '../support/openDatabase.js';
import { SimulatedFiles, systemError } from '../support/simulatedFiles.js';

const listCache = path.join(logDirectory, listCacheFileName);

function serveHistory(files: Files, onDeferredWork: () => void) {
  const replies: Reply[] = [];
  const served = new ServedDatabase({
    name: 'history',
    schema: historySchema,
    context: {
      files,
      sqlJs,
      images: imageWorkHere(sqlJs),
      storage: directory,
      blobs: new BlobStore(files, directory),
      now: Date.now,
      availableMemory: () => Number.POSITIVE_INFINITY,
    },
    limits: defaultLimits,
    send: (reply) => replies.push(reply),
    onDeferredWork,
    steps: new StepRunner(),
  });
  const append = (...events: object[]): void =>
    assert.deepEqual(served.append([{ id: 1, events, durability: 'synced' }]), [undefined]);
  return { served, replies, append };
}

function titlesIn(files: SimulatedFiles): readonly string[] | undefined {
  const content = files.contents().get(listCache);
  return content && decodeListCache(content.toString())?.map(({ title }) => title);
}

const named = (title: string) => ({ type: 'conversation.set', id: title, fields: { title, createdAt: 1 } });
const tombstone = (id: string) => ({ type: 'conversation.tombstone', id });

describe('ServedDatabase', () => {
  const opened: ServedDatabase[] = [];
  const serve = (files: Files, onDeferredWork: () => void = () => undefined) => {
    const window = serveHistory(files, onDeferredWork);
    opened.push(window.served);
    return window;
  };

  afterEach(() => {
    for (const served of opened.splice(0)) served.stopWatching();
  });

  it('brings no title back through the list cache that another window has erased meanwhile', () => {
    const files = new SimulatedFiles();
    const [here, elsewhere] = [serve(files), serve(files)];
    here.append(named('a secret'), named('other'));
    elsewhere.append(tombstone('a secret'));
    elsewhere.served.writeListCache();
    here.served.writeListCache();
    assert.deepEqual(titlesIn(files), ['other']);
  });

  it('writes the list cache of what another window has changed, and reports the change', () => {
    const files = new SimulatedFiles();
    const [here, elsewhere] = [serve(files), serve(files)];
    here.append(named('a'));
    here.served.writeListCache();
    elsewhere.append(named('b'));
    here.replies.length = 0;
    here.served.writeListCache();
    assert.deepEqual(titlesIn(files), ['b', 'a']);
    assert.deepEqual(here.replies, [{ kind: 'changed', database: 'history', growing: [], subjects: ['b'] }]);
  });

  it('leaves list cache and indexing alone while an answer grows in another window, and reports it as growing', () => {
    const files = new SimulatedFiles();
    let deferred = 0;
    const [here, elsewhere] = [serve(files, () => deferred++), serve(files)];
    elsewhere.append(named('a'), { type: 'message.put', message: message('answer', '', 'streaming', 'a') });
    here.served.database.open();
    here.served.writeListCache();
    [deferred, here.replies.length] = [0, 0];
    const delta = { type: 'message.delta', conversationId: 'a', messageId: 'answer', index: 0, parts: [] };
    elsewhere.append(delta);
    const touched: string[] = [];
    files.before = (_, name) => touched.push(name);
    here.served.writeListCache();
    assert.deepEqual(here.replies, [{ kind: 'changed', database: 'history', growing: ['answer'], subjects: [] }]);
    assert.equal(deferred, 0);
    assert.ok(!touched.some((name) => name.includes(listCacheFileName)), touched.join());
  });

  it('puts the list cache off while there is much to read, reads it in steps, and writes it then', async () => {
    const files = new SimulatedFiles();
    const [here, elsewhere] = [serve(files), serve(files)];
    here.append(named('a secret'), named('other'));
    here.served.writeListCache();
    for (let index = 0; index < 200; index++) elsewhere.append(named(`n${index}`));
    elsewhere.append(tombstone('a secret'));
    assert.equal(titlesIn(files), undefined, 'it was removed with the tombstone');
    here.served.writeListCache();
    assert.equal(titlesIn(files), undefined);
    let turns = 0;
    for (; here.served.database.isCatchingUp; turns++) {
      here.append(named(`meanwhile ${turns}`));
      await new Promise((resolve) => setImmediate(resolve));
    }
    assert.ok(turns >= 4, `${turns} turns`);
    here.served.writeListCache();
    const titles = titlesIn(files);
    assert.equal(titles?.length, 200);
    assert.ok(titles.includes('n99') && !titles.includes('a secret'));
  });

  it('puts the list cache off when the folder cannot be read', () => {
    const files = new SimulatedFiles();
    const { served, append } = serve(files);
    append(named('a'));
    files.before = (operation, name) => {
      if (operation === 'list') throw systemError('EIO', name);
    };
    served.writeListCache();
    assert.equal(titlesIn(files), undefined);
    files.before = () => undefined;
    served.writeListCache();
    assert.deepEqual(titlesIn(files), ['a']);
  });

  it('saves what comes together with one sync, and refuses alone what is not understood', () => {
    const files = new SimulatedFiles();
    const { served, append } = serve(files);
    append(named('first'));
    files.calls.length = 0;
    const results = served.append([
      { id: 1, events: [named('a')], durability: 'written' },
      { id: 2, events: [{ type: 'unknown' }], durability: 'written' },
      { id: 3, events: [named('b')], durability: 'synced' },
    ]);
    assert.deepEqual(
      results.map((failure) => failure === undefined),
      [true, false, true],
    );
    assert.equal(files.calls.filter((call) => call === 'sync').length, 1);
    assert.equal(files.calls.filter((call) => call === 'append').length, 1);
  });

  it('reports that the database was opened, and how large it is', () => {
    const { append, replies } = serve(new SimulatedFiles());
    append(named('a'));
    const [reply] = replies.filter(({ kind }) => kind === 'opened');
    assert.ok(reply?.kind === 'opened');
    assert.ok(reply.size.memoryBytes > 0);
    assert.equal(reply.size.logBytes, 0);
  });
});
