import assert from 'node:assert/strict';
import { silentLogger } from '../../../src/core/logger.js';
import type { ChatEvent, ChatProvider, ChatRequest, Vendor } from '../../../src/providers/provider.js';
import { scenarios } from '../../support/simulator/scenarios.js';
import { simulatorKey } from '../../support/simulator/simulator.js';
import { ask, codeOf, outcomeOf } from './providersUnderTest.js';

const randomFragmentations = 200;
/** Up to this size, every way to tear a stream in two is tried; a larger one is torn at every fifth byte. */
const smallBytes = 1024;
const largeBytes = 4096;

/** Streams whose end is a matter of bytes alone. `burst` is the same few bytes 10,000 times, and `together` the bytes of `plain`. */
export const streamNames: readonly string[] = Object.entries(scenarios)
  .filter(([name, scenario]) => {
    const chosen =
      typeof scenario === 'function'
        ? scenario({
            model: '',
            system: undefined,
            questions: [],
            files: [],
            lastToolResult: undefined,
            schema: undefined,
          })
        : scenario;
    return (
      chosen.kind === 'stream' &&
      name !== 'burst' &&
      name !== 'together' &&
      !chosen.steps.some((step) => step.do === 'stall' || step.do === 'reset')
    );
  })
  .map(([name]) => name)
  .concat('demonstration');

interface Recorded {
  readonly bytes: Uint8Array;
  readonly contentType: string;
}

/** A generator of numbers in [0, 1) that gives the same sequence for the same seed (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

function randomCuts(length: number, seed: number): number[] {
  const random = seeded(seed);
  // From a few large pieces to many small ones.
  const pieces = 1 + Math.floor(random() ** 3 * Math.min(length, 120));
  return Array.from({ length: pieces }, () => Math.floor(random() * length)).sort((a, b) => a - b);
}

function pieces({ bytes, contentType }: Recorded, cuts: readonly number[]): Response {
  const bounds = [0, ...cuts, bytes.length];
  let index = 0;
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        while (index < bounds.length - 1) {
          const piece = bytes.subarray(bounds[index], bounds[index + 1]);
          index += 1;
          if (piece.length > 0) return controller.enqueue(piece);
        }
        controller.close();
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(body, { status: 200, headers: { 'content-type': contentType } });
}

/**
 * Reads one stream of a provider whole, byte by byte, in random pieces and, unless it is very large, torn in two.
 * Rejects when a consumer could notice the difference. Replaces `globalThis.fetch` meanwhile.
 * @param name of a scenario, or `demonstration`
 */
export async function checkFragmentations(vendor: Vendor, simulatorUrl: string, name: string): Promise<void> {
  const module = await vendor.load();
  const provider = module.createProvider({
    apiKey: simulatorKey,
    baseUrl: `${simulatorUrl}/${vendor.id}/v1`,
    idleTimeoutMs: 300_000,
    logger: silentLogger,
  });
  const request = name === 'demonstration' ? { ...ask(''), model: 'plain-model' } : ask(name);
  const realFetch = globalThis.fetch;
  try {
    const recorded = await record(provider, request, realFetch);
    const expected = await replay(provider, request, recorded, []);
    const { length } = recorded.bytes;
    const same = async (cuts: readonly number[], how: string): Promise<void> => {
      assert.deepEqual(await replay(provider, request, recorded, cuts), expected, how);
    };
    await same(
      Array.from({ length }, (_, offset) => offset),
      'byte by byte',
    );
    for (let seed = 1; seed <= randomFragmentations; seed++) await same(randomCuts(length, seed), `seed ${seed}`);
    if (length > largeBytes) return;
    for (let offset = 1; offset < length; offset += length > smallBytes ? 5 : 1)
      await same([offset], `torn at byte ${offset}`);
  } finally {
    globalThis.fetch = realFetch;
    await provider.dispose();
  }
}

/** What the server really sends for this request. */
async function record(
  provider: ChatProvider,
  request: ChatRequest,
  realFetch: typeof globalThis.fetch,
): Promise<Recorded> {
  let recorded: Recorded | undefined;
  globalThis.fetch = async (input, init) => {
    const response = await realFetch(input, init);
    recorded = {
      bytes: new Uint8Array(await response.arrayBuffer()),
      contentType: response.headers.get('content-type') ?? '',
    };
    return pieces(recorded, []);
  };
  const { error } = await outcomeOf(provider.streamChat(request, new AbortController().signal));
  assert.ok(recorded, `nothing was recorded: ${String(error)}`);
  return recorded;
}

/** Everything a consumer can see. */
async function replay(
  provider: ChatProvider,
  request: ChatRequest,
  recorded: Recorded,
  cuts: readonly number[],
): Promise<{ events: readonly ChatEvent[]; end: unknown }> {
  globalThis.fetch = () => Promise.resolve(pieces(recorded, cuts));
  const { events, error } = await outcomeOf(provider.streamChat(request, new AbortController().signal));
  return { events, end: error instanceof Error ? `${String(codeOf(error))}: ${error.message}` : error };
}
