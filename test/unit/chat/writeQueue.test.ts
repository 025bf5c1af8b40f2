import assert from 'node:assert/strict';
import { setImmediate as immediate } from 'node:timers/promises';
import { WriteQueue } from '../../../src/chat/writeQueue.js';
import { ScoutError } from '../../../src/core/errors.js';
import type { MessagePart } from '../../../src/core/message.js';
import type { HistoryEvent, StoredMessage } from '../../../src/storage/api/chatHistory.js';
import { nested } from '../../support/hostileValues.js';
import { MemoryHistory } from '../../support/memoryHistory.js';
import { MemoryUnsavable } from '../../support/memoryUnsavable.js';
import { recordingLogger } from '../../support/recordingLogger.js';
import { timers } from '../app/support/timers.js';

const titled = (title: string): readonly HistoryEvent[] => [
  { type: 'conversation.set', id: 'c', fields: { title, createdAt: 1 } },
];

describe('WriteQueue', () => {
  let history: MemoryHistory;
  let logger: ReturnType<typeof recordingLogger>;
  let queue: WriteQueue;
  let unsavableStore: MemoryUnsavable;
  let writeErrors: unknown[];

  beforeEach(() => {
    history = new MemoryHistory();
    logger = recordingLogger();
    unsavableStore = new MemoryUnsavable();
    writeErrors = [];
    queue = new WriteQueue({
      history,
      unsavable: unsavableStore,
      logger,
      onWriteError: (error) => writeErrors.push(error),
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

  it('does not try again what fails after it was disposed of', async () => {
    let attempts = 0;
    const failing = Promise.withResolvers<never>();
    history.append = () => {
      attempts++;
      return failing.promise;
    };
    queue.enqueue(titled('a'), () => undefined);
    await immediate();
    const before = timers();
    queue.dispose();
    failing.reject(new ScoutError('storage', 'the database is closed', { retryable: true }));
    for (let turn = 0; turn < 5; turn++) await immediate();
    assert.deepEqual([attempts, timers()], [1, before]);
  });

  it('writes what belongs to other conversations while one waits, and keeps the order of each', async () => {
    const named = (id: string, title: string): readonly HistoryEvent[] => [
      { type: 'conversation.set', id, fields: { title, createdAt: 1 } },
    ];
    const tried: string[] = [];
    let isLarge = true;
    const append = history.append.bind(history);
    history.append = (events, durability) => {
      const [event] = events;
      const title = event?.type === 'conversation.set' ? event.fields.title! : '';
      tried.push(title);
      if (isLarge && title === 'large')
        return Promise.reject(new ScoutError('storage', 'no memory', { retryable: true }));
      return append(events, durability);
    };
    queue.enqueue(named('a', 'large'), () => undefined);
    queue.enqueue(named('a', 'after it'), () => undefined);
    queue.enqueue(named('b', 'small'), () => undefined);
    await assert.rejects(queue.writeOnce(named('a', 'renamed')), { message: 'no memory' });
    await queue.writeOnce(named('b', 'renamed'));
    assert.deepEqual([queue.pending, (await history.conversation('b'))?.title], [2, 'renamed']);
    assert.deepEqual(writeErrors.map(String), ['ScoutError: no memory', 'ScoutError: no memory']);
    tried.length = 0;
    isLarge = false;
    await queue.flush();
    assert.deepEqual([tried, queue.pending], [['large', 'after it'], 0]);
    assert.equal(writeErrors.at(-1), undefined);
  });

  it('tries no more than two of many when nothing can be written', async () => {
    let attempts = 0;
    history.append = () => {
      attempts += 1;
      return Promise.reject(new ScoutError('storage', 'disk full', { retryable: true }));
    };
    for (let id = 0; id < 10; id += 1)
      queue.enqueue([{ type: 'conversation.set', id: String(id), fields: { createdAt: 1 } }], () => undefined);
    await queue.flush();
    assert.deepEqual([attempts, queue.pending], [2, 10]);
  });

  describe('with what can never be saved', () => {
    const unsavable = new ScoutError('unsavable', 'rejected');
    const message = (id: string, parts: readonly unknown[]): StoredMessage => ({
      id,
      conversationId: 'c',
      parentId: null,
      role: 'assistant',
      parts: parts as readonly MessagePart[],
      createdAt: 1,
      status: 'complete',
      provider: 'openai',
      model: 'm',
      usage: { inputTokens: 1, outputTokens: 2 },
    });
    const put = (it: StoredMessage): HistoryEvent => ({ type: 'message.put', message: it });
    /** What is refused by the history until the test ends. */
    let isRefused: (event: HistoryEvent) => boolean;
    let tried: (readonly HistoryEvent[])[];

    beforeEach(() => {
      tried = [];
      const append = history.append.bind(history);
      history.append = (events, durability) => {
        tried.push(events);
        return events.some((event) => isRefused(event)) ? Promise.reject(unsavable) : append(events, durability);
      };
    });

    const writtenOf = async (...events: readonly HistoryEvent[]): Promise<readonly HistoryEvent[]> => {
      const written = new Promise<readonly HistoryEvent[]>((resolve) => queue.enqueue(events, resolve));
      queue.enqueue(titled('behind'), () => undefined);
      await queue.flush();
      assert.equal(queue.pending, 0);
      assert.equal((await history.conversation('c'))?.title, 'behind', 'what stands behind it is saved');
      return written;
    };

    it('keeps it aside whole, and saves all of it that can be read', async () => {
      const deep = { type: 'tool-call', id: 't', name: 'tool', input: nested(4_000) };
      const original = message('m', [{ type: 'text', text: 'before' }, deep, { type: 'text', text: 'after' }]);
      isRefused = (event) => event.type === 'message.put' && event.message === original;
      const [event] = await writtenOf(put(original));
      assert.ok(event?.type === 'message.put');
      const { parts, error, usage } = event.message;
      assert.deepEqual([parts[0], parts[2], usage], [original.parts[0], original.parts[2], original.usage]);
      assert.match((parts[1] as { text: string }).text, /```json\n\{"type":"tool-call".*\[{4000}\]{4000}\}\n```/u);
      assert.equal(error?.code, 'unsavable');
      assert.deepEqual(await history.messages('c'), [event.message]);
      assert.deepEqual([...unsavableStore.kept], [['c/m', put(original)]]);
      assert.ok(!logger.lines.join().includes('before'));
    });

    it('saves where the message stands and no more, when nothing in it shows why it is refused', async () => {
      const original = message('m', [{ type: 'text', text: 'poison' }]);
      isRefused = (event) => event.type === 'message.put' && event.message.parts.length > 0;
      const [event] = await writtenOf(put(original));
      assert.ok(event?.type === 'message.put');
      assert.deepEqual([event.message.parts, event.message.error?.code], [[], 'unsavable']);
      assert.equal(tried.length, 3, 'the same is not tried twice');
      assert.deepEqual([...unsavableStore.kept.values()], [put(original)]);
    });

    it('keeps the reason why an answer failed, too', async () => {
      const original = { ...message('m', [1n]), error: { code: 'network', message: 'No connection.' } } as const;
      isRefused = (event) => event.type === 'message.put' && event.message === original;
      const [event] = await writtenOf(put(original));
      assert.ok(event?.type === 'message.put');
      assert.match(event.message.error?.message ?? '', /^No connection\. .*file beside it\.$/u);
    });

    it('goes on when nothing of it can be saved at all, and when it cannot be kept aside either', async () => {
      isRefused = (event) => event.type === 'message.put';
      unsavableStore.keep = () => Promise.reject(new ScoutError('storage', 'disk full'));
      assert.deepEqual(await writtenOf(put(message('m', []))), []);
      assert.ok(logger.lines.some((line) => /could not be kept beside/u.test(line)));
    });

    it('refuses what is made once or never, and nothing else that waits', async () => {
      isRefused = (event) => event.type === 'conversation.set' && event.fields.title === 'bad';
      const refused = assert.rejects(queue.writeOnce(titled('bad')), unsavable);
      const saved = queue.writeOnce(titled('good'));
      await Promise.all([refused, saved]);
      assert.equal(unsavableStore.kept.size, 0);
    });

    it('reports no failure of saving', async () => {
      isRefused = (event) => event.type === 'message.put';
      await writtenOf(put(message('m', [])));
      assert.deepEqual(writeErrors, []);
    });
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
