import assert from 'node:assert/strict';
import { setImmediate as immediate } from 'node:timers/promises';
import { WriteQueue } from '../../../src/chat/writeQueue.js';
import { ScoutError } from '../../../src/core/errors.js';
import type { HistoryEvent } from '../../../src/storage/api/chatHistory.js';
import { MemoryHistory } from '../../support/memoryHistory.js';
import { MemoryUnsavable } from '../../support/memoryUnsavable.js';
import { recordingLogger } from '../../support/recordingLogger.js';

const titled = (title: string): readonly HistoryEvent[] => [
  { type: 'conversation.set', id: 'c', fields: { title, createdAt: 1 } },
];

describe('WriteQueue', () => {
  let history: MemoryHistory;
  let logger: ReturnType<typeof recordingLogger>;
  let queue: WriteQueue;

  beforeEach(() => {
    history = new MemoryHistory();
    logger = recordingLogger();
    queue = new WriteQueue({
      history,
      unsavable: new MemoryUnsavable(),
      logger,
      onWriteError: () => undefined,
    });
  });

  afterEach(() => queue.dispose());

  it('writes what is queued at the very moment the last write ends', async () => {
    for (let turns = 0; turns < 8; turns++) {
      await queue.writeOnce(titled(`first ${turns}`));
      for (let turn = 0; turn < turns; turn++) await Promise.resolve();
      queue.enqueue(titled(`second ${turns}`), () => undefined);
      await immediate();
      assert.equal(queue.pending, 0, `${turns} turns later`);
    }
  });

  it('leaves what is queued after a failure to the retry, and does not try without a pause', async () => {
    let attempts = 0;
    const append = history.append.bind(history);
    history.append = (events, durability) => {
      attempts++;
      return append(events, durability);
    };
    history.failure = new ScoutError('storage', 'the disk is full', { retryable: true });
    queue.enqueue(titled('a'), () => undefined);
    for (let turn = 0; turn < 5; turn++) await immediate();
    assert.deepEqual([attempts, queue.pending], [1, 1]);
    history.failure = undefined;
    await queue.flush();
    assert.deepEqual([attempts, queue.pending], [2, 0]);
  });
  it('logs once that nothing can be saved, however often that is tried, and once that it can again', async () => {
    const failure = new ScoutError('storage', 'the disk is full', { retryable: true });
    history.failure = failure;
    queue.enqueue(titled('a'), () => undefined);
    await immediate();
    await queue.flush();
    assert.deepEqual(logger.lines, [
      `error: The chat history cannot be saved; SCOUT keeps trying (${String(failure)})`,
    ]);
    history.failure = undefined;
    await queue.flush();
    assert.deepEqual(logger.lines.slice(1), ['info: The chat history can be saved again']);
  });
});
