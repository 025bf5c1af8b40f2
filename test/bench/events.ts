/**
 * How fast an adapter makes events of what has arrived: an answer of thousands of tiny events that comes in one
 * write, from the first event to the last, against a bare `fetch` that splits and parses the very same bytes.
 */
import type { ChatProvider, ChatRequest } from '../../src/providers/provider.js';
import { recordRequest, requestFor, withEachProvider } from './firstEvent.js';
import { median } from './median.js';

export interface EventRateReport {
  readonly provider: string;
  readonly rounds: number;
  /** Of one answer. */
  readonly events: number;
  /** Events per second. */
  readonly adapter: number;
  readonly bareFetch: number;
  /** Microseconds that the adapter took longer, per event. */
  readonly addedPerEvent: number;
}

/** Measures every provider of the registry. */
export async function measureEventRates(rounds: number): Promise<readonly EventRateReport[]> {
  return withEachProvider({ pace: 0 }, async (id, provider) => ({
    provider: id,
    rounds,
    ...(await compare(provider, requestFor(id, '[scenario:burst]'), rounds)),
  }));
}

async function compare(
  provider: ChatProvider,
  request: ChatRequest,
  rounds: number,
): Promise<Omit<EventRateReport, 'provider' | 'rounds'>> {
  const { sent, event: first } = await recordRequest(() => readEvents(provider, request));
  const times = { adapter: [] as number[], bareFetch: [] as number[] };
  for (let round = -2; round < rounds; round++) {
    const adapter = await readEvents(provider, request);
    const bareFetch = await readBare(sent);
    // The first rounds warm the compiler.
    if (round < 0) continue;
    times.adapter.push(adapter.milliseconds / adapter.events);
    times.bareFetch.push(bareFetch.milliseconds / bareFetch.events);
  }
  const [adapter, bareFetch] = [median(times.adapter), median(times.bareFetch)];
  return {
    events: first.events,
    adapter: 1000 / adapter,
    bareFetch: 1000 / bareFetch,
    addedPerEvent: (adapter - bareFetch) * 1000,
  };
}

interface Reading {
  readonly events: number;
  /** From the first to the last event. */
  readonly milliseconds: number;
}

async function readEvents(provider: ChatProvider, request: ChatRequest): Promise<Reading> {
  let start = 0;
  let events = 0;
  for await (const { type } of provider.streamChat(request, new AbortController().signal)) {
    if (events === 0) start = performance.now();
    if (type === 'text-delta') events += 1;
  }
  return { events, milliseconds: performance.now() - start };
}

/** What nobody can do without: decode, find the ends of the events, parse what they carry. */
async function readBare(sent: Request): Promise<Reading> {
  const response = await fetch(sent.clone());
  let start = 0;
  let events = 0;
  let rest = '';
  for await (const text of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    if (start === 0) start = performance.now();
    const complete = (rest + text).split('\n\n');
    rest = complete.pop() ?? '';
    for (const event of complete) {
      const data = event.slice(event.indexOf('data: ') + 6);
      if (data !== '[DONE]') JSON.parse(data);
      events += 1;
    }
  }
  return { events, milliseconds: performance.now() - start };
}
