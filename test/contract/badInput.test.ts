import assert from 'node:assert/strict';
import { ask, codeOf, eventually, forEachProvider } from './support/providersUnderTest.js';

const megabyte = 1024 * 1024;
/** The server's own memory, in the same process, and what waits for the garbage collector included. */
const peakLimitBytes = 400 * megabyte;

forEachProvider('hostile and broken servers', (subject) => {
  /** Reads without keeping anything, and watches the memory. */
  async function discard(
    scenario: string,
  ): Promise<{ characters: number; deltas: number; finished: boolean; error: unknown; peakBytes: number }> {
    const provider = await subject.connect();
    const used = (): number => {
      const { heapUsed, external, arrayBuffers } = process.memoryUsage();
      return heapUsed + external + arrayBuffers;
    };
    const before = used();
    let [characters, deltas, peakBytes] = [0, 0, 0];
    let finished = false;
    let error: unknown;
    const watching = setInterval(() => (peakBytes = Math.max(peakBytes, used() - before)), 20);
    try {
      for await (const event of provider.streamChat(ask(scenario), new AbortController().signal)) {
        if (event.type === 'finish') finished = true;
        if (event.type !== 'text-delta') continue;
        characters += event.text.length;
        deltas += 1;
      }
    } catch (thrown) {
      error = thrown;
    } finally {
      clearInterval(watching);
    }
    return { characters, deltas, finished, error, peakBytes };
  }

  it('reads a stream of 30 MB whole, in bounded memory', async function () {
    this.timeout(60_000);
    const { characters, finished, error, peakBytes } = await discard('huge');
    assert.equal(error, undefined);
    assert.ok(finished);
    // One vendor says everything four times.
    assert.ok(characters >= (30 * megabyte) / 4, `${characters} characters`);
    assert.ok(peakBytes < peakLimitBytes, `${Math.round(peakBytes / megabyte)} MB at the peak`);
  });

  it('gives up a line that never ends, in bounded memory, and closes the request', async function () {
    this.timeout(60_000);
    const { error, peakBytes } = await discard('endless-line');
    assert.equal(codeOf(error), 'invalid-response');
    assert.match((error as Error).message, /a single event larger than 32 MB/);
    assert.ok(peakBytes < peakLimitBytes, `${Math.round(peakBytes / megabyte)} MB at the peak`);
    await eventually(() => subject.lastRequest().closedByClient, 'the server sees the request close');
  });

  it('takes 10,000 tiny events that arrive at once', async function () {
    this.timeout(60_000);
    const { characters, deltas, finished, error } = await discard('burst');
    assert.equal(error, undefined);
    assert.deepEqual({ characters, deltas, finished }, { characters: 10_000, deltas: 10_000, finished: true });
  });
});
