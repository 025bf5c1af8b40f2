import assert from 'node:assert/strict';
import path from 'node:path';
import { decodeListCache, listCacheFileName } from '../../../../src/storage/protocol/listCacheFile.js';
import { newerFrame } from '../support/newerFrame.js';
import { ListCacheWriter } from '../../../../src/storage/worker/listCacheWriter.js';
import { logDirectory, openDatabase } from '../support/openDatabase.js';
import { SimulatedFiles, systemError } from '../support/simulatedFiles.js';

const file = path.join(logDirectory, listCacheFileName);
const named = (id: string, title = id) => ({ type: 'conversation.set', id, fields: { title, createdAt: 1 } });
const tombstone = (id: string) => ({ type: 'conversation.tombstone', id });

/** A history with a list cache, as the worker has it. */
function openHistory(files: SimulatedFiles) {
  const database = openDatabase(files);
  const list = new ListCacheWriter(database, files);
  const append = (...events: object[]): void => {
    list.beforeAppend(events);
    assert.deepEqual(database.append([{ events, sync: true }]), [undefined]);
  };
  return { database, list, append };
}

function cachedIn(files: SimulatedFiles): readonly string[] | undefined {
  const content = files.contents().get(file);
  return content && decodeListCache(content.toString())?.map(({ id }) => id);
}

const temporaryIn = (files: SimulatedFiles): readonly string[] =>
  [...files.contents().keys()].filter((name) => name.endsWith('.tmp'));

describe('ListCacheWriter', () => {
  it('writes what a list shows, once for each change of it', () => {
    const files = new SimulatedFiles();
    const { list, append } = openHistory(files);
    append(named('a'), named('b'));
    list.write();
    assert.deepEqual(cachedIn(files), ['b', 'a']);
    const before = files.calls.length;
    list.write();
    assert.equal(files.calls.length, before, 'nothing was said since');
    append({ type: 'message.delta', conversationId: 'a', messageId: 'm', index: 0, parts: [] });
    files.calls.length = 0;
    list.write();
    assert.ok(!files.calls.includes('create'), 'the list is still the same');
    append({ type: 'conversation.set', id: 'b', fields: { archived: true } });
    list.write();
    assert.deepEqual(cachedIn(files), ['a']);
  });

  it('keeps nothing of an empty history, and opens none', () => {
    const files = new SimulatedFiles();
    const { database, list, append } = openHistory(files);
    list.write();
    assert.deepEqual([files.calls, database.replica], [[], undefined]);
    append(named('a'));
    list.write();
    append(tombstone('a'));
    list.write();
    assert.equal(files.contents().get(file), undefined);
  });

  it('removes the file before a conversation that goes for good is gone, so that no crash leaves its title', () => {
    const files = new SimulatedFiles();
    const { list, append } = openHistory(files);
    append(named('a', 'a secret'), named('b'));
    list.write();
    files.syncDirectory(logDirectory);
    files.before = (operation) => {
      if (operation === 'append') assert.equal(files.contents().get(file), undefined);
    };
    append(tombstone('a'));
    assert.equal(
      files
        .afterPowerLoss(() => 0)
        .contents()
        .get(file),
      undefined,
      'nor does a power loss',
    );
  });

  it('follows what other windows change', () => {
    const files = new SimulatedFiles();
    const [one, other] = [openHistory(files), openHistory(files)];
    one.append(named('a'), named('b'));
    other.database.open();
    other.list.write();
    one.append(tombstone('a'));
    one.list.write();
    other.database.catchUp();
    other.list.write();
    assert.deepEqual(cachedIn(files), ['b'], 'nobody has notified it of a change');
    one.append(named('c'));
    other.database.catchUp();
    other.list.noteChange();
    other.list.write();
    assert.deepEqual(cachedIn(files), ['c', 'b']);
  });

  it('lets the file be when any of its system calls fails, and leaves nothing else behind', () => {
    for (let failing = 0; ; failing++) {
      const files = new SimulatedFiles();
      const { list, append } = openHistory(files);
      append(named('a'));
      list.write();
      append(named('b'));
      let calls = 0;
      files.before = (operation, name) => {
        if (calls++ === failing) throw systemError('EIO', `${operation} ${name}`);
      };
      list.write();
      files.before = () => undefined;
      assert.ok(['a', 'b,a'].includes(String(cachedIn(files))), `call ${failing} failed`);
      assert.deepEqual(temporaryIn(files), []);
      append(named('c'));
      list.write();
      assert.deepEqual(cachedIn(files), ['c', 'b', 'a']);
      if (calls <= failing) break;
    }
  });

  it('does not stand in the way of a deletion when the file cannot be removed', () => {
    const files = new SimulatedFiles();
    const { list, append } = openHistory(files);
    append(named('a'), named('b'));
    list.write();
    files.before = (operation, name) => {
      if (operation === 'remove') throw systemError('EBUSY', name);
    };
    append(tombstone('a'));
    list.write();
    assert.deepEqual(cachedIn(files), ['b']);
  });

  it('changes no file where a newer version of SCOUT has been', () => {
    const files = new SimulatedFiles();
    const { list, append } = openHistory(files);
    append(named('a'));
    list.write();
    files.put(path.join(logDirectory, 'seg-00000000000000aa-1.log'), newerFrame());
    const later = openHistory(files);
    later.database.open();
    later.list.noteChange();
    files.put(file, Buffer.from('something else'));
    later.list.write();
    assert.equal(String(files.contents().get(file)), 'something else');
  });
});
