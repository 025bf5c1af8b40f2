/**
 * What an adapter costs for each event of an answer, in CPU of its thread: the whole way from the bytes to SCOUT's events, against the
 * vendor's SDK alone with the same bytes, in turns. Then the same with the word `"error"` in every event, each of which is parsed once more.
 */
import { silentLogger } from '../../../src/core/logger.js';
import type { ChatProvider, VendorId } from '../../../src/providers/provider.js';
import { vendors } from '../../../src/providers/registry.js';
import { recordRequest, requestFor, withEachProvider } from '../firstEvent.js';
import { median } from '../median.js';
import { sdkStreams } from './sdkStreams.js';

export interface EventCostReport {
  readonly provider: VendorId;
  readonly rounds: number;
  /** Of one answer. */
  readonly events: number;
  /** Microseconds of CPU for each event. */
  readonly sdk: number;
  readonly scout: number;
  readonly scoutWithError: number;
}

/** As a network delivers it. */
const chunkBytes = 64 * 1024;

/** Measures every provider of the registry. */
export async function measureEventCost(rounds: number): Promise<readonly EventCostReport[]> {
  const answers = await withEachProvider({ pace: 0 }, async (id, provider) => ({
    id,
    body: await answerOf(id, provider),
  }));
  const reports: EventCostReport[] = [];
  for (const { id, body } of answers) reports.push(await compare(id, body, rounds));
  return reports;
}

/** The bytes of the simulator's answer of 10,000 events. */
async function answerOf(id: VendorId, provider: ChatProvider): Promise<string> {
  const { sent } = await recordRequest(() =>
    drain(provider.streamChat(requestFor(id, '[scenario:burst]'), noSignal())),
  );
  return (await fetch(sent)).text();
}

async function compare(id: VendorId, body: string, rounds: number): Promise<EventCostReport> {
  const withError = body.replaceAll(/^data: \{/gmu, 'data: {"error":null,');
  const { load } = vendors.find((vendor) => vendor.id === id)!;
  const module = await load();
  const options = { apiKey: 'key-of-the-bench', baseUrl: 'http://127.0.0.1:9/v1', idleTimeoutMs: 30_000 };
  const provider = module.createProvider({ ...options, logger: silentLogger });
  const scout = (answer: string): Promise<number> =>
    withFetch(answer, () => drain(provider.streamChat(requestFor(id), noSignal())));
  const times = { sdk: [] as number[], scout: [] as number[], scoutWithError: [] as number[] };
  const events = await scout(body);
  for (let round = -2; round < rounds; round++) {
    const taken = {
      sdk: await cpuOf(async () => drain(await sdkStreams[id](fetchOf(body)))),
      scout: await cpuOf(() => scout(body)),
      scoutWithError: await cpuOf(() => scout(withError)),
    };
    // The first rounds warm the compiler.
    if (round < 0) continue;
    for (const name of ['sdk', 'scout', 'scoutWithError'] as const) times[name].push((taken[name] * 1_000) / events);
  }
  await provider.dispose();
  const [sdk, own, ownWithError] = [median(times.sdk), median(times.scout), median(times.scoutWithError)];
  return { provider: id, rounds, events, sdk, scout: own, scoutWithError: ownWithError };
}

async function drain(stream: AsyncIterable<unknown>): Promise<number> {
  let events = 0;
  for await (const event of stream) if (event !== undefined) events += 1;
  return events;
}

/** Of this thread, in milliseconds. */
async function cpuOf(action: () => Promise<unknown>): Promise<number> {
  const before = process.threadCpuUsage();
  await action();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1_000;
}

async function withFetch<T>(body: string, action: () => Promise<T>): Promise<T> {
  const { fetch: original } = globalThis;
  globalThis.fetch = fetchOf(body);
  try {
    return await action();
  } finally {
    globalThis.fetch = original;
  }
}

function fetchOf(body: string): typeof globalThis.fetch {
  const bytes = Buffer.from(body);
  return () => {
    let at = 0;
    const stream = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        controller.enqueue(new Uint8Array(bytes.subarray(at, (at += chunkBytes))));
        if (at >= bytes.length) controller.close();
      },
    });
    return Promise.resolve(new Response(stream, { headers: { 'content-type': 'text/event-stream' } }));
  };
}

function noSignal(): AbortSignal {
  return new AbortController().signal;
}
