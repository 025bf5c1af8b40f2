import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as readText } from 'node:stream/consumers';
import { brokenByServer, deliver } from './deliver.js';
import { fileRefusal } from './fileRules.js';
import { gatewayKeyHeader, throughMount } from './mounts.js';
import type { Conversation } from './demoAnswer.js';
import { PromptCache } from './promptCache.js';
import { refusalFor } from './refusals.js';
import { scenarioFor, type Scenario } from './scenarios.js';
import { spokenErrorFor } from './spokenErrors.js';
import { sse, type VendorReply, type VendorRequest, type VendorWire } from './vendor.js';
import { anthropicWire } from './vendors/anthropic.js';
import { compatibleWire } from './vendors/compatible.js';
import { googleWire } from './vendors/google.js';
import { huggingfaceWire } from './vendors/huggingface.js';
import { mistralWire } from './vendors/mistral.js';
import { openaiWire } from './vendors/openai.js';

/** The one key that the simulator accepts unless another is given. */
export const simulatorKey = 'simulator';

export interface SimulatorOptions {
  /** 0 or absent: any free port. */
  readonly port?: number;
  readonly acceptedKey?: string;
  /** Between two pieces of an answer, in milliseconds. The default makes the demonstration last about 1.5 s. */
  readonly pace?: number;
  /** Answers of one's own; where it returns `undefined`, the simulator answers as usual. */
  readonly answer?: (chat: Conversation) => Scenario | undefined;
  /** Counts prompts and simulates the vendors' caches by this clock, in milliseconds; without it every answer costs `tokens`. */
  readonly cacheClock?: () => number;
}

/** A request that arrived, without the values of its key headers. */
export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  /** The parameters of the address. */
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  /** The client went away before the answer was complete. */
  closedByClient: boolean;
  /** When the connection ended, in milliseconds since the epoch. */
  closedAt: number | undefined;
}

export interface Simulator {
  /** Without a trailing slash. A vendor's base URL is below it: `/openai/v1`, `/anthropic/v1`, … */
  readonly url: string;
  readonly port: number;
  /** The latest, in the order of arrival. */
  readonly requests: readonly RecordedRequest[];
  /** Drops every connection. */
  close(): Promise<void>;
}

const wires: readonly VendorWire[] = [
  openaiWire,
  anthropicWire,
  googleWire,
  mistralWire,
  huggingfaceWire,
  compatibleWire,
];
const keyHeaders = new Set(['authorization', 'x-api-key', 'x-goog-api-key', 'api-key', gatewayKeyHeader]);
const defaultPace = 10;
/** A simulator of `npm start` may run for days. */
const maxRecorded = 2_000;

/** Starts the stand-in for the vendors' servers, on 127.0.0.1 only. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const { port = 0, acceptedKey = simulatorKey, pace = defaultPace, answer: ownAnswer, cacheClock } = options;
  const requests: RecordedRequest[] = [];
  const promptCache = cacheClock && new PromptCache(cacheClock);
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => response.destroy(error as Error));
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // A page of a stranger that gives its own name this address is no client.
    if (request.headers.host !== `127.0.0.1:${actualPort(server)}` || request.headers.origin !== undefined)
      return reply(response, { status: 403, body: { error: 'another host or origin' } });
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const body = parseJson(await readText(request));
    record(requests, request, response, url, body);
    const mounted = throughMount(url, request.headers, acceptedKey) ?? { path: url.pathname, headers: request.headers };
    if ('status' in mounted) return reply(response, mounted);
    const { path, headers } = mounted;
    const wire = wires.find(({ prefix }) => path.startsWith(`/${prefix}/`));
    if (wire === undefined) return reply(response, { status: 404, body: { error: `nothing at ${url.pathname}` } });
    const refusal = refusalFor(url.pathname, body);
    if (refusal?.isStreamed === true) return streamError(response, refusal);
    const refused = refusal ?? spokenErrorFor(url.pathname, body) ?? fileRefusal(body);
    if (refused !== undefined) return reply(response, refused);
    const received = wire.receive({
      method: request.method ?? 'GET',
      path: path.slice(wire.prefix.length + 1),
      query: url.searchParams,
      headers,
      body,
      acceptedKey,
    } satisfies VendorRequest);
    if ('status' in received) return reply(response, received);
    if ('models' in received) return reply(response, wire.models());
    const chat = { ...received.chat, counts: promptCache?.count(wire.prefix, body) };
    const scenario = ownAnswer?.(chat) ?? scenarioFor(chat.model, chat);
    if (scenario.kind === 'failure') return reply(response, wire.failure(scenario.failure));
    const other = wire === anthropicWire ? compatibleWire : anthropicWire;
    await deliver(response, scenario, { wire, other, chat, usage: received.usage, pace });
  }

  // A test that keeps its thread busy must not find its idle connection closed.
  server.keepAliveTimeout = 0;
  await listen(server, port);
  const actual = actualPort(server);
  return {
    url: `http://127.0.0.1:${actual}`,
    port: actual,
    requests,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

function record(
  requests: RecordedRequest[],
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  body: unknown,
): void {
  const headers = Object.entries(request.headers).map(([name, value]) => [
    name,
    keyHeaders.has(name) ? '(a key)' : String(value),
  ]);
  const recorded: RecordedRequest = {
    method: request.method ?? 'GET',
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    headers: Object.fromEntries(headers) as Record<string, string>,
    body,
    closedByClient: false,
    closedAt: undefined,
  };
  requests.push(recorded);
  if (requests.length > maxRecorded) requests.shift();
  response.on('close', () => {
    recorded.closedAt = Date.now();
    recorded.closedByClient = !response.writableEnded && !brokenByServer.has(response);
  });
}

function reply(response: ServerResponse, { status, body, headers }: VendorReply): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

/** A gateway that has answered 200 before it asked the vendor. It leaves the connection open. */
function streamError(response: ServerResponse, { body }: VendorReply): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.write(sse(body, 'error'));
}

function actualPort(server: Server): number {
  return (server.address() as AddressInfo).port;
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
