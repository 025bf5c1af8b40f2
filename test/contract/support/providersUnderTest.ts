import { isCancellation, ScoutError } from '../../../src/core/errors.js';
import { silentLogger } from '../../../src/core/logger.js';
import type { SendablePart } from '../../../src/core/message.js';
import type {
  ChatEvent,
  ChatProvider,
  ChatRequest,
  VendorId,
  ProviderOptions,
} from '../../../src/providers/provider.js';
import type { Endpoint } from '../../../src/providers/endpoint.js';
import { endpoints } from '../../../src/providers/endpoints.js';
import { vendors } from '../../../src/providers/registry.js';
import {
  simulatorKey,
  startSimulator,
  type RecordedRequest,
  type Simulator,
} from '../../support/simulator/simulator.js';

/** The idle limit of what is meant to run into it, in milliseconds. Everything else gets one that no test reaches. */
export const shortIdleTimeoutMs = 1_000;

/** A provider against the simulator, for one `describe` block. */
export interface Subject {
  readonly id: VendorId;
  readonly simulator: Simulator;
  connect(overrides?: Partial<ProviderOptions>): Promise<ChatProvider>;
  /** The last request that the server received. */
  lastRequest(): RecordedRequest;
}

/** Declares `tests` once for every vendor of the registry, each with a simulator of its own. @param tests is given the vendor's own endpoint, too. */
export function forEachProvider(title: string, tests: (subject: Subject, endpoint: Endpoint) => void): void {
  for (const vendor of vendors) {
    describe(`${vendor.name}: ${title}`, () => {
      let simulator: Simulator;
      const connected: ChatProvider[] = [];
      const unhandled: unknown[] = [];
      const onUnhandled = (reason: unknown): void => void unhandled.push(reason);

      before(async function () {
        // Some SDKs are hundreds of modules, and here they are not bundled.
        this.timeout(30_000);
        await vendor.load();
        process.on('unhandledRejection', onUnhandled);
        simulator = await startSimulator({ pace: 0 });
      });

      after(async () => {
        for (const provider of connected) await provider.dispose();
        await simulator.close();
        // A rejection is reported when the microtasks are done.
        await new Promise((resolve) => setImmediate(resolve));
        process.off('unhandledRejection', onUnhandled);
        if (unhandled.length > 0) throw new AggregateError(unhandled, 'unhandled rejections');
      });

      tests(
        {
          id: vendor.id,
          get simulator() {
            return simulator;
          },
          async connect(overrides = {}) {
            const module = await vendor.load();
            const provider = module.createProvider({
              apiKey: simulatorKey,
              baseUrl: `${simulator.url}/${vendor.id}/v1`,
              idleTimeoutMs: 600_000,
              logger: silentLogger,
              ...overrides,
            });
            connected.push(provider);
            return provider;
          },
          lastRequest() {
            const request = simulator.requests.at(-1);
            if (request === undefined) throw new Error('the server received no request');
            return request;
          },
        },
        endpoints.find((endpoint) => endpoint.vendor === vendor.id)!,
      );
    });
  }
}

/** A request with one short question. @param scenario of the simulator */
export function ask(scenario: string, more: Partial<ChatRequest> = {}): ChatRequest {
  return {
    model: `scenario-${scenario}`,
    messages: [{ role: 'user', parts: [{ type: 'text', text: 'What is the capital of France?' }] }],
    parameters: {},
    ...more,
  };
}

export interface Outcome {
  readonly events: readonly ChatEvent[];
  readonly text: string;
  readonly reasoning: string;
  /** What the stream ended with instead of `finish`. */
  readonly error: unknown;
}

/** Reads a stream to its end; never rejects. */
export async function outcomeOf(stream: AsyncIterable<ChatEvent>): Promise<Outcome> {
  const events: ChatEvent[] = [];
  let error: unknown;
  try {
    for await (const event of stream) events.push(event);
  } catch (thrown) {
    error = thrown;
  }
  const joined = (type: 'text-delta' | 'reasoning-delta'): string =>
    events.map((event) => (event.type === type ? event.text : '')).join('');
  return { events, text: joined('text-delta'), reasoning: joined('reasoning-delta'), error };
}

/** The error as the code a user acts on; `cancelled` for an `AbortError`, the error itself for anything else. */
export function codeOf(error: unknown): unknown {
  if (error instanceof ScoutError) return error.code;
  return isCancellation(error) ? 'cancelled' : error;
}

/** A stored answer as the chat would keep it: deltas joined in their order, opaque parts in place. */
export function toParts(events: readonly ChatEvent[]): SendablePart[] {
  const parts: SendablePart[] = [];
  for (const event of events) {
    const last = parts.at(-1);
    const kind = event.type === 'text-delta' ? 'text' : event.type === 'reasoning-delta' ? 'reasoning' : undefined;
    if (kind !== undefined && 'text' in event) {
      if (last?.type === kind) parts[parts.length - 1] = { type: kind, text: last.text + event.text };
      else parts.push({ type: kind, text: event.text });
    } else if (event.type === 'tool-call') {
      parts.push({ type: 'tool-call', id: event.id, name: event.name, input: event.input });
    } else if (event.type === 'opaque') {
      parts.push({ type: 'opaque', vendor: event.vendor, data: event.data });
    }
  }
  return parts;
}

/** Waits until `condition` holds; gives up after ten seconds. */
export async function eventually(condition: () => boolean, what: string): Promise<void> {
  const end = Date.now() + 10_000;
  while (!condition()) {
    if (Date.now() > end) throw new Error(`not within ten seconds: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
