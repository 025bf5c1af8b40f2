import assert from 'node:assert/strict';
import path from 'node:path';
import { scanFrames } from '../../../../../src/storage/worker/log/frame.js';
import { parseSegmentName } from '../../../../../src/storage/worker/log/segmentName.js';
import { idsIn, logDirectory, message, openDatabase, put } from '../../support/openDatabase.js';
import { SimulatedFiles, systemError } from '../../support/simulatedFiles.js';

/** The database's log files by name. */
function segmentsOf(files: SimulatedFiles): ReadonlyMap<string, Buffer> {
  const segments = [...files.contents()].filter(([file]) => path.dirname(file) === logDirectory);
  return new Map(segments.map(([file, bytes]) => [path.basename(file), bytes]));
}

/** What each (writer, sequence) carries; a pair with more than one entry breaks the log's first rule. */
function contentsByNumber(files: SimulatedFiles): ReadonlyMap<string, ReadonlySet<string>> {
  const contents = new Map<string, Set<string>>();
  for (const [name, bytes] of segmentsOf(files)) {
    for (const { frame } of scanFrames(bytes).frames) {
      const key = `${parseSegmentName(name)!.writer} ${frame.sequence}`;
      contents.set(key, (contents.get(key) ?? new Set<string>()).add(frame.payload.toString()));
    }
  }
  return contents;
}

function failOnce(files: SimulatedFiles, operation: string, code: string): void {
  files.before = (current, file) => {
    if (current !== operation) return;
    files.before = () => undefined;
    throw systemError(code, file);
  };
}

describe('a database', function () {
  this.timeout(180_000);

  it('finds after reopening what was saved before', () => {
    const files = new SimulatedFiles();
    const database = openDatabase(files);
    assert.deepEqual(database.append([put('a')]), [undefined]);
    assert.deepEqual(database.append([put('b')]), [undefined]);
    assert.deepEqual(idsIn(openDatabase(files)), ['a', 'b']);
  });

  it('creates no file before there is something to save', () => {
    const files = new SimulatedFiles();
    assert.deepEqual(idsIn(openDatabase(files)), []);
    assert.equal(files.contents().size, 0);
  });

  it('saves what waited together with one sync, one frame per transaction', () => {
    const files = new SimulatedFiles();
    const database = openDatabase(files);
    database.append([put('a')]);
    files.calls.length = 0;
    database.append([put('b'), put('c'), put('d')]);
    assert.deepEqual(files.calls, ['append', 'sync', 'exists']);
    assert.equal(contentsByNumber(files).size, 4);
  });

  it('syncs everything that waited together as soon as one of it must survive a power loss', () => {
    const unsynced = { ...put('b'), sync: false };
    for (const group of [
      [put('a'), unsynced],
      [unsynced, put('a')],
      [unsynced, put('a'), { ...put('c'), sync: false }],
    ]) {
      const files = new SimulatedFiles();
      const database = openDatabase(files);
      assert.ok(database.append(group).every((failure) => failure === undefined));
      const found = idsIn(openDatabase(files.afterPowerLoss(() => 0)));
      assert.ok(found.includes('a'), 'it was reported as saved');
      assert.equal(found.length, group.length);
    }
  });

  it('does not sync what need only survive this process', () => {
    const files = new SimulatedFiles();
    const database = openDatabase(files);
    database.append([put('a')]);
    files.calls.length = 0;
    database.append([{ ...put('b'), sync: false }]);
    assert.deepEqual(files.calls, ['append', 'exists']);
    database.close();
    assert.ok(files.calls.includes('sync'), 'closing syncs it');
  });

  it('refuses an event nobody understands, and saves the others that waited with it', () => {
    const files = new SimulatedFiles();
    const database = openDatabase(files);
    const [first, refused, last] = database.append([
      put('a'),
      { events: [{ type: 'message.put', message: message('b') }, { type: 'nonsense' }], sync: true },
      put('c'),
    ]);
    assert.deepEqual([first, last], [undefined, undefined]);
    assert.equal(refused?.retryable, false);
    assert.deepEqual(idsIn(database), ['a', 'c']);
    assert.deepEqual(idsIn(openDatabase(files)), ['a', 'c']);
  });

  it('continues in a new segment when another window sealed the one in use, losing nothing it read too early', () => {
    const files = new SimulatedFiles();
    const database = openDatabase(files);
    database.append([put('a')]);
    const [name] = segmentsOf(files).keys();
    const segment = path.join(logDirectory, name!);
    // The other window seals, and has read the file, at the worst moment: just before the bytes are written.
    let seen: Buffer | undefined;
    files.before = (operation) => {
      if (operation !== 'append' || seen !== undefined) return;
      seen = Buffer.from(files.contents().get(segment)!);
      files.rename(segment, `${segment}.sealed`);
    };
    assert.deepEqual(database.append([put('b')]), [undefined]);
    files.put(`${segment}.sealed`, seen!);
    assert.deepEqual(idsIn(openDatabase(files)), ['a', 'b']);
    assert.ok([...contentsByNumber(files).values()].every((contents) => contents.size === 1));
  });

  it('writes on when a segment was deleted under it, as a window two generations behind does', () => {
    const files = new SimulatedFiles();
    const database = openDatabase(files);
    database.append([put('a')]);
    for (const name of segmentsOf(files).keys()) files.remove(path.join(logDirectory, name));
    assert.deepEqual(database.append([put('b')]), [undefined]);
    assert.deepEqual(idsIn(openDatabase(files)), ['b']);
  });

  for (const operation of ['makeDirectory', 'create', 'syncDirectory', 'append', 'sync', 'exists']) {
    it(`reports a write whose ${operation} failed, keeps reading, and never uses its number for something else`, () => {
      const files = new SimulatedFiles();
      const fresh = ['makeDirectory', 'create', 'syncDirectory'].includes(operation);
      const database = openDatabase(files);
      if (!fresh) database.append([put('a')]);
      failOnce(files, operation, 'EIO');
      const [failure] = database.append([put('b', 'first try')]);
      assert.equal(failure?.retryable, true);
      assert.equal(database.health.state, 'failing');
      assert.deepEqual(idsIn(database), fresh ? [] : ['a']);
      assert.deepEqual(database.append([put('b', 'second try'), put('c')]), [undefined, undefined]);
      assert.equal(database.health.state, 'ok');
      assert.deepEqual(idsIn(database), fresh ? ['b', 'c'] : ['a', 'b', 'c']);
      assert.deepEqual(idsIn(openDatabase(files)), fresh ? ['b', 'c'] : ['a', 'b', 'c']);
      for (const [number, contents] of contentsByNumber(files))
        assert.equal(contents.size, 1, `number ${number} has several contents`);
      assert.equal(files.openDescriptors, 1, 'the failed segment is let go');
    });
  }

  it('says that the disk is full, leaves no trace of failed attempts, and saves again once there is space', () => {
    const files = new SimulatedFiles();
    const database = openDatabase(files);
    database.append([put('a')]);
    files.space = 40;
    for (let attempt = 0; attempt < 5; attempt++) {
      const [failure] = database.append([put('b', 'x'.repeat(100))]);
      assert.match(failure!.message, /disk .* is full/);
      assert.equal(failure!.retryable, true);
    }
    assert.equal(segmentsOf(files).size, 1);
    assert.deepEqual(idsIn(database), ['a']);
    files.space = Number.POSITIVE_INFINITY;
    database.probe();
    assert.deepEqual(database.health, { state: 'ok', warnings: [] });
    assert.deepEqual(database.append([put('b')]), [undefined]);
    const reopened = openDatabase(files);
    assert.deepEqual(idsIn(reopened), ['a', 'b']);
    assert.deepEqual(reopened.health.warnings, []);
  });

  it('says that it has no permission', () => {
    const files = new SimulatedFiles();
    failOnce(files, 'create', 'EACCES');
    const [failure] = openDatabase(files).append([put('a')]);
    assert.match(failure!.message, /no permission/);
  });

  it('begins a new segment when one has grown large', () => {
    const files = new SimulatedFiles();
    const database = openDatabase(files);
    for (const id of ['a', 'b', 'c']) database.append([put(id, 'x'.repeat(5_000_000))]);
    assert.equal(segmentsOf(files).size, 2);
    assert.deepEqual(idsIn(openDatabase(files)), ['a', 'b', 'c']);
  });

  it('orders what it writes after everything it has read, although the system clock went back', () => {
    const files = new SimulatedFiles();
    const titled = (title: string) => [
      { events: [{ type: 'conversation.set', id: 'c', fields: { title } }], sync: true },
    ];
    openDatabase(files, () => 2_000_000_000_000).append(titled('before'));
    const database = openDatabase(files, () => 1_000_000_000_000);
    database.append(titled('after'));
    assert.equal((openDatabase(files).query('conversation', ['c']) as { title: string }).title, 'after');
  });

  it('lets later events of one transaction win over earlier ones', () => {
    const files = new SimulatedFiles();
    const events = ['first', 'second'].map((title) => ({ type: 'conversation.set', id: 'c', fields: { title } }));
    openDatabase(files).append([{ events, sync: true }]);
    assert.equal((openDatabase(files).query('conversation', ['c']) as { title: string }).title, 'second');
  });

  it('shows two writers of one folder each other’s rows when it opens', () => {
    const files = new SimulatedFiles();
    const [one, other] = [openDatabase(files), openDatabase(files)];
    one.append([put('a')]);
    other.append([put('b')]);
    one.append([put('c')]);
    assert.deepEqual(idsIn(openDatabase(files)), ['a', 'b', 'c']);
  });

  it('reports its size and rows, and nothing while it is not open', () => {
    const files = new SimulatedFiles();
    const database = openDatabase(files);
    assert.equal(database.report(), undefined);
    database.append([put('a'), put('b')]);
    const report = database.report()!;
    assert.deepEqual(report.rows, { conversations: 0, messages: 2, jobs: 0 });
    assert.equal(report.logBytes, [...segmentsOf(files).values()][0]!.length);
    assert.ok(report.memoryBytes > 0);
  });

  it('makes as many system calls, and writes as many bytes, for one more message however much it holds', () => {
    const files = new SimulatedFiles();
    const database = openDatabase(files);
    const cost = (id: string) => {
      const before = database.report()?.logBytes ?? 0;
      files.calls.length = 0;
      database.append([put(id)]);
      return { calls: files.calls.length, bytes: database.report()!.logBytes - before };
    };
    cost('00000');
    const early = cost('00001');
    database.append(Array.from({ length: 5_000 }, (_, index) => put(String(index + 10_000))));
    assert.deepEqual(cost('00002'), early);
  });
});
