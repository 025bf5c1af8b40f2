import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { DeletionPurge } from '../../../../src/chat/list/deletionPurge.js';
import { WriteQueue } from '../../../../src/chat/writeQueue.js';
import { ScoutError } from '../../../../src/core/errors.js';
import { MemoryHistory } from '../../../support/memoryHistory.js';
import { MemoryUnsavable } from '../../../support/memoryUnsavable.js';
import { recordingLogger } from '../../../support/recordingLogger.js';

const minute = 60_000;

describe('removing deleted conversations for good', () => {
  let history: MemoryHistory;
  let writer: WriteQueue;
  let logger: ReturnType<typeof recordingLogger>;
  let purged: string[];
  let purge: DeletionPurge | undefined;
  let now: number;
  let elapsed: number;
  let changed: () => void;

  beforeEach(() => {
    history = new MemoryHistory();
    logger = recordingLogger();
    writer = new WriteQueue({
      history,
      unsavable: new MemoryUnsavable(),
      logger,
      onWriteError: () => undefined,
    });
    purged = [];
    now = Date.UTC(2026, 10, 22);
    elapsed = 0;
  });

  afterEach(() => {
    purge?.dispose();
    writer.dispose();
  });

  const start = (graceMs = 10 * minute): DeletionPurge => {
    purge = new DeletionPurge(
      { history, writer, logger, onPurged: (ids) => purged.push(...ids) },
      (listener) => {
        changed = listener;
        return { dispose: () => undefined };
      },
      { graceMs, now: () => now, elapsed: () => elapsed },
    );
    return purge;
  };
  const remove = (id: string, deletedAt: number | null): void => {
    history.changeElsewhere([{ type: 'conversation.set', id, fields: { deletedAt } }], new Set([id]));
  };
  const pass = (milliseconds: number): void => {
    now += milliseconds;
    elapsed += milliseconds;
  };

  it('purges what was deleted ten minutes ago, by whomever, and nothing that was deleted later', async () => {
    remove('old', now - 10 * minute);
    remove('young', now - 9 * minute);
    remove('kept', null);
    await start().run();
    assert.deepEqual(purged, ['old']);
    assert.equal(await history.conversation('old'), undefined);
    pass(minute);
    await purge!.run();
    assert.deepEqual(purged, ['old', 'young']);
    assert.notEqual(await history.conversation('kept'), undefined);
  });

  it('leaves alone what was brought back in the meantime, and begins anew when it is deleted again', async () => {
    remove('a', now);
    await start().run();
    pass(9 * minute);
    remove('a', null);
    remove('a', now);
    pass(2 * minute);
    await purge!.run();
    assert.deepEqual(purged, []);
    pass(8 * minute);
    await purge!.run();
    assert.deepEqual(purged, ['a']);
  });

  it('counts a deletion in the future as one of now', async () => {
    remove('a', now + 365 * 24 * 60 * minute);
    await start().run();
    pass(9 * minute);
    await purge!.run();
    assert.deepEqual(purged, []);
    pass(minute);
    await purge!.run();
    assert.deepEqual(purged, ['a']);
  });

  it('is not hurried by a clock that is set forward', async () => {
    remove('a', now);
    await start().run();
    now += 365 * 24 * 60 * minute;
    await purge!.run();
    assert.deepEqual(purged, []);
  });

  it('comes back by itself, for what waits and for what is deleted later', async () => {
    remove('a', now);
    await start(20).run();
    elapsed += 20;
    for (let attempt = 0; purged.length < 1 && attempt < 200; attempt += 1) await delay(10);
    assert.deepEqual(purged, ['a']);
    remove('b', now - minute);
    changed();
    for (let attempt = 0; purged.length < 2 && attempt < 200; attempt += 1) await delay(10);
    assert.deepEqual(purged, ['a', 'b']);
  });

  it('tries again after a failure, which costs nothing but time', async () => {
    remove('a', now - 10 * minute);
    history.failure = new ScoutError('storage', 'disk full');
    await start(20).run();
    assert.deepEqual(purged, []);
    assert.ok(logger.lines.some((line) => line.includes('disk full')));
    history.failure = undefined;
    for (let attempt = 0; purged.length < 1 && attempt < 200; attempt += 1) await delay(10);
    assert.deepEqual(purged, ['a']);
  });
});
