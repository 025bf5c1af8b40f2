import assert from 'node:assert/strict';
import { mock } from 'node:test';
import type { Coloring } from '../../../../../src/webview/ui/markdown/coloring.js';
import {
  HighlighterClient,
  type HighlightRequest,
  type HighlightThread,
} from '../../../../../src/webview/ui/markdown/highlighterClient.js';

const coloring: Coloring = { steps: [1], classes: [], spans: 0, cut: false };
const never = new AbortController().signal;

describe('HighlighterClient', () => {
  let threads: { readonly thread: HighlightThread; readonly requests: HighlightRequest[]; ended: boolean }[];
  let errors: unknown[];
  let client: HighlighterClient;

  /** Code that is "slow" is never answered. */
  function start(): Promise<HighlightThread> {
    const requests: HighlightRequest[] = [];
    const thread: HighlightThread = {
      onmessage: null,
      onerror: null,
      postMessage: (request) => {
        requests.push(request);
        if (request.code !== 'slow') answer(request.id);
      },
      terminate: () => void (entry.ended = true),
    };
    const answer = (id: number | null): void =>
      queueMicrotask(() => thread.onmessage?.({ data: { id, coloring } } as MessageEvent));
    const entry = { thread, requests, ended: false };
    threads.push(entry);
    setImmediate(() => answer(null));
    return Promise.resolve(thread);
  }

  const settle = (): Promise<void> => new Promise((resolve) => setImmediate(() => setImmediate(() => resolve())));

  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout'] });
    threads = [];
    errors = [];
    client = new HighlighterClient(start, (error) => errors.push(error));
  });
  afterEach(() => mock.timers.reset());

  it('starts one thread, with the first code, and answers in order', async () => {
    assert.equal(threads.length, 0);
    const results = [client.color('a', 'js', 10, never), client.color('b', 'js', 10, never)];
    assert.deepEqual(await Promise.all(results), [coloring, coloring]);
    assert.equal(threads.length, 1);
    assert.deepEqual(
      threads[0]!.requests.map(({ code }) => code),
      ['a', 'b'],
    );
  });

  it('ends a thread that takes too long, and goes on with another one', async () => {
    const results = [client.color('slow', 'ini', 10, never), client.color('b', 'js', 10, never)];
    await settle();
    mock.timers.tick(1_000);
    assert.deepEqual(await Promise.all(results), ['too slow', coloring]);
    assert.deepEqual(
      threads.map(({ ended }) => ended),
      [true, false],
    );
  });

  it('gives up a language after three pieces that took too long', async () => {
    for (let count = 0; count < 3; count++) {
      const result = client.color('slow', 'ini', 10, never);
      await settle();
      mock.timers.tick(1_000);
      assert.equal(await result, 'too slow');
    }
    assert.equal(await client.color('fast', 'ini', 10, never), 'too slow');
    assert.equal(threads.length, 3);
    assert.equal(await client.color('fast', 'js', 10, never), coloring);
  });

  it('leaves out what nobody waits for any more', async () => {
    const controller = new AbortController();
    void client.color('gone', 'js', 10, controller.signal);
    const result = client.color('b', 'js', 10, never);
    controller.abort();
    assert.equal(await result, coloring);
    assert.deepEqual(
      threads[0]!.requests.map(({ code }) => code),
      ['b'],
    );
  });

  it('reports a thread that fails, leaves waiting code without colors, and tries again with the next', async () => {
    let fails = true;
    client = new HighlighterClient(
      () => (fails ? Promise.reject(new Error('planted')) : start()),
      (error) => errors.push(error),
    );
    assert.equal(await client.color('a', 'js', 10, never), 'failed');
    assert.equal(errors.length, 1);
    fails = false;
    assert.equal(await client.color('a', 'js', 10, never), coloring);
  });
});
