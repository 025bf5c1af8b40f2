/**
 * What an adapter adds to the wait for the first piece of an answer: from the call to the first event, against
 * a bare `fetch` that sends the very same request and reads until the same piece has arrived. The simulator
 * is a process of its own; the two alternate on warm connections.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { ChatEvent, ChatProvider, ChatRequest } from '../../src/providers/provider.js';
import { providers } from '../../src/providers/registry.js';
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
}

/** Measures every provider of the registry. */
export async function measureFirstEvents(rounds: number): Promise<readonly FirstEventReport[]> {
  const simulator = spawn(process.execPath, ['--import', 'tsx', path.join(projectFolder, 'test/support/simulator/main.ts')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const [url] = (await once(createInterface(simulator.stdout), 'line')) as [string];
    const reports: FirstEventReport[] = [];
    for (const { id, load } of providers) {
      const module = await load();
      const options = { apiKey: simulatorKey, baseUrl: `${url}/${id}/v1`, idleTimeoutMs: 30_000, logger: recordingLogger() };
      const provider = module.createProvider(options);
      reports.push({ provider: id, rounds, ...(await compare(provider, requestFor(id), rounds)) });
      await provider.dispose();
    }
    return reports;
  } finally {
    simulator.kill();
    await once(simulator, 'exit');
  }
}

function requestFor(id: string): ChatRequest {
  const model = providers.find((provider) => provider.id === id)?.fallbackModels[0]?.id ?? 'llama3.2';
  return { model, parameters: {}, messages: [{ role: 'user', parts: [{ type: 'text', text: 'Hello' }] }] };
}

async function compare(provider: ChatProvider, request: ChatRequest, rounds: number): Promise<Omit<FirstEventReport, 'provider' | 'rounds'>> {
  const { sent, event } = await recordRequest(() => firstEvent(provider, request));
  const piece = JSON.stringify(event.type === 'text-delta' || event.type === 'reasoning-delta' ? event.text : '').slice(1, -1);
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
  return { adapter, bareFetch, ratio: adapter / bareFetch };
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
async function recordRequest(action: () => Promise<ChatEvent>): Promise<{ readonly sent: Request; readonly event: ChatEvent }> {
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
