/**
 * What an adapter adds to the wait for the first piece of an answer: from the call to the first event, against
 * a bare `fetch` that sends the very same request and reads until the same piece has arrived. The simulator
 * is a process of its own; the two alternate on warm connections.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { ChatEvent, ChatProvider, ChatRequest, VendorId } from '../../src/providers/provider.js';
import { endpoints } from '../../src/providers/endpoints.js';
import { vendors } from '../../src/providers/registry.js';
import { projectFolder } from '../support/projectFolder.js';
import { recordingLogger } from '../support/recordingLogger.js';
import { simulatorKey } from '../support/simulator/simulator.js';
import { median } from './median.js';

export interface FirstEventReport {
  readonly provider: string;
  readonly rounds: number;
  /** Milliseconds. */
  readonly adapter: number;
  readonly bareFetch: number;
  readonly ratio: number;
  /** Median of what the adapter took longer than the `fetch` right after it. */
  readonly added: number;
}

/** Measures every provider of the registry. */
export async function measureFirstEvents(rounds: number): Promise<readonly FirstEventReport[]> {
  return withEachProvider({}, async (id, provider) => ({
    provider: id,
    rounds,
    ...(await compare(provider, requestFor(id), rounds)),
  }));
}

/**
 * Runs `action` with every provider of the registry, one after another, each set up to talk to one simulator.
 * @param pace between two pieces of an answer, in milliseconds; absent: the simulator's own
 */
export async function withEachProvider<Result>(
  { pace }: { readonly pace?: number },
  action: (id: VendorId, provider: ChatProvider) => Promise<Result>,
): Promise<readonly Result[]> {
  const program = path.join(projectFolder, 'test/support/simulator/main.ts');
  const simulator = spawn(
    process.execPath,
    ['--import', 'tsx', program, ...(pace === undefined ? [] : [`--pace=${pace}`])],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  try {
    const [url] = (await once(createInterface(simulator.stdout), 'line')) as [string];
    const results: Result[] = [];
    for (const { id, load } of vendors) {
      const module = await load();
      const options = {
        apiKey: simulatorKey,
        baseUrl: `${url}/${id}/v1`,
        idleTimeoutMs: 30_000,
        logger: recordingLogger(),
      };
      const provider = module.createProvider(options);
      results.push(await action(id, provider));
      await provider.dispose();
    }
    return results;
  } finally {
    simulator.kill();
    await once(simulator, 'exit');
  }
}

/** A request that the vendor's usual model can answer. */
export function requestFor(id: VendorId, text = 'Hello'): ChatRequest {
  const model = endpoints.find(({ vendor }) => vendor === id)?.fallbackModels[0]?.id ?? 'llama3.2';
  return { model, parameters: {}, messages: [{ role: 'user', parts: [{ type: 'text', text }] }] };
}

async function compare(
  provider: ChatProvider,
  request: ChatRequest,
  rounds: number,
): Promise<Omit<FirstEventReport, 'provider' | 'rounds'>> {
  const { sent, event } = await recordRequest(() => firstEvent(provider, request));
  const piece = JSON.stringify(event.type === 'text-delta' || event.type === 'reasoning-delta' ? event.text : '').slice(
    1,
    -1,
  );
  if (piece === '') throw new Error(`The answer begins with ${event.type}: there is no text to wait for.`);
  const times = { adapter: [] as number[], bareFetch: [] as number[] };
  for (let round = -5; round < rounds; round++) {
    const adapter = await timed(() => firstEvent(provider, request));
    const bareFetch = await timed(() => readUntil(sent, piece));
    // The first rounds warm connections and compiler.
    if (round < 0) continue;
    times.adapter.push(adapter);
    times.bareFetch.push(bareFetch);
  }
  const [adapter, bareFetch] = [median(times.adapter), median(times.bareFetch)];
  const added = median(times.adapter.map((time, round) => time - (times.bareFetch[round] ?? NaN)));
  return { adapter, bareFetch, ratio: adapter / bareFetch, added };
}

async function firstEvent(provider: ChatProvider, request: ChatRequest): Promise<ChatEvent> {
  for await (const event of provider.streamChat(request, new AbortController().signal)) return event;
  throw new Error('The answer is empty.');
}

async function readUntil(sent: Request, piece: string): Promise<void> {
  const response = await fetch(sent.clone());
  let text = '';
  for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += chunk;
    // Leaving the loop cancels the request.
    if (text.includes(piece)) return;
  }
  throw new Error('The piece did not come.');
}

/** Runs `action` and keeps the request it makes through the global `fetch`. */
export async function recordRequest<Result>(
  action: () => Promise<Result>,
): Promise<{ readonly sent: Request; readonly event: Result }> {
  const { fetch: original } = globalThis;
  let sent: Request | undefined;
  globalThis.fetch = (input, init) => {
    sent = new Request(input instanceof Request ? input.clone() : input, { ...init, signal: null });
    return original(input, init);
  };
  try {
    const event = await action();
    if (sent === undefined) throw new Error('The adapter does not use the global fetch.');
    return { sent, event };
  } finally {
    globalThis.fetch = original;
  }
}

async function timed(action: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await action();
  return performance.now() - start;
}
