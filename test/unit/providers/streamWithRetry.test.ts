import assert from 'node:assert/strict';
import { abortError, isCancellation, ScoutError } from '../../../src/core/errors.js';
import type { ChatEvent, RetryWait } from '../../../src/providers/provider.js';
import { streamWithRetry } from '../../../src/providers/streamWithRetry.js';

const text = (value: string): ChatEvent => ({ type: 'text-delta', text: value });
const usage: ChatEvent = { type: 'usage', usage: { inputTokens: 1, outputTokens: 0 } };
const finish: ChatEvent = { type: 'finish', reason: 'stop' };
const busy = (retryAfterMs?: number): ScoutError =>
  new ScoutError('rate-limited', 'Too fast.', {
    retryable: true,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });

/** Plays one script per attempt: events, and an error to throw at the end. */
function attempts(...scripts: readonly (readonly (ChatEvent | Error)[])[]) {
  let started = 0;
  let closed = 0;
  return {
    get started() {
      return started;
    },
    get closed() {
      return closed;
    },
    async *open(this: void): AsyncGenerator<ChatEvent> {
      const script = scripts[started++] ?? [];
      try {
        for (const step of script) {
          await Promise.resolve();
          if (step instanceof Error) throw step;
          yield step;
        }
      } finally {
        closed += 1;
      }
    },
  };
}

async function read(open: () => AsyncIterable<ChatEvent>, signal = new AbortController().signal) {
  const waits: RetryWait[] = [];
  const events: ChatEvent[] = [];
  let error: unknown;
  try {
    for await (const event of streamWithRetry(open, signal, {
      onWait: (wait) => waits.push(wait),
      initialDelayMs: 1,
      maximumRetries: 2,
    }))
      events.push(event);
  } catch (thrown) {
    error = thrown;
  }
  return { waits, events, error };
}

describe('streamWithRetry', () => {
  it('passes a stream through unchanged', async () => {
    const script = attempts([text('a'), usage, text('b'), finish]);
    const { events, waits } = await read(script.open);
    assert.deepEqual(events, [text('a'), usage, text('b'), finish]);
    assert.deepEqual(waits, []);
  });

  it('starts over while nothing was said, and reports each wait', async () => {
    const script = attempts([busy()], [usage, busy()], [text('a'), finish]);
    const { events, waits } = await read(script.open);
    assert.deepEqual(events, [text('a'), finish]);
    assert.deepEqual(
      waits.map(({ error }) => error.code),
      ['rate-limited', 'rate-limited'],
    );
    assert.ok(waits.every(({ delayMs }) => delayMs >= 0));
  });

  it('waits as long as the vendor asks', async () => {
    const { waits } = await read(attempts([busy(7)], [finish]).open);
    assert.deepEqual(
      waits.map(({ delayMs }) => delayMs),
      [7],
    );
  });

  it('does not wait for a vendor that asks for more than a minute', async () => {
    const script = attempts([busy(61_000)], [finish]);
    const { error, waits } = await read(script.open);
    assert.ok(error instanceof ScoutError && error.retryAfterMs === 61_000);
    assert.deepEqual(waits, []);
    assert.equal(script.started, 1);
  });

  it('never starts over once something was said', async () => {
    const script = attempts([text('a'), busy()], [text('b'), finish]);
    const { events, error } = await read(script.open);
    assert.deepEqual(events, [text('a')]);
    assert.ok(error instanceof ScoutError);
    assert.equal(script.started, 1);
  });

  it('gives up after the last repetition, with the tokens that it cost', async () => {
    const script = attempts([busy()], [busy()], [usage, busy()], [finish]);
    const { events, error } = await read(script.open);
    assert.ok(error instanceof ScoutError && error.code === 'rate-limited');
    assert.deepEqual(events, [usage]);
    assert.equal(script.started, 3);
  });

  it('does not repeat what would fail again', async () => {
    for (const error of [new ScoutError('invalid-api-key', 'No.'), new TypeError('a mistake of ours'), abortError()]) {
      const script = attempts([error], [finish]);
      assert.equal((await read(script.open)).error, error);
      assert.equal(script.started, 1);
    }
  });

  it('ends a wait at once when it is aborted, and asks the vendor no more', async () => {
    const controller = new AbortController();
    const script = attempts([busy(50)], [finish]);
    const reading = (async () => {
      for await (const event of streamWithRetry(script.open, controller.signal, {
        onWait: () => setImmediate(() => controller.abort()),
      }))
        assert.fail(event.type);
    })();
    await assert.rejects(reading, isCancellation);
    // Longer than the wait would have been.
    await new Promise((resolve) => setTimeout(resolve, 100));
    assert.equal(script.started, 1);
  });

  it('closes the stream when the consumer stops early', async () => {
    const script = attempts([text('a'), text('b'), finish]);
    for await (const event of streamWithRetry(script.open, new AbortController().signal, { onWait: () => undefined })) {
      assert.deepEqual(event, text('a'));
      break;
    }
    assert.equal(script.closed, 1);
  });
});
