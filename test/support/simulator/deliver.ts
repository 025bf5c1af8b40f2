import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises';
import type { Conversation } from './demoAnswer.js';
import type { Delivery, Scenario, Step } from './scenarios.js';
import type { WireScenario } from './wireScenario.js';
import type { StreamWriter, VendorWire } from './vendor.js';

/** Responses that a scenario broke on purpose: their end is not the client's doing. */
export const brokenByServer = new WeakSet<ServerResponse>();

interface DeliveryContext {
  readonly wire: VendorWire;
  /** The vendor that answers where another one was expected. */
  readonly other: VendorWire;
  readonly chat: Conversation;
  readonly usage: boolean;
  readonly pace: number;
}

const hugeBytes = 30 * 1024 * 1024;
const floodLimitBytes = 256 * 1024 * 1024;
const piece = 'x'.repeat(64 * 1024);

/** Brings a scenario to the wire; resolves when nothing more will be sent. */
export async function deliver(
  response: ServerResponse,
  scenario: Exclude<Scenario, { kind: 'failure' }>,
  context: DeliveryContext,
): Promise<void> {
  const { wire, chat, usage, pace } = context;
  switch (scenario.kind) {
    case 'stream':
      return await deliverSteps(response, wire.writer(chat, usage), scenario.steps, scenario.delivery ?? {}, pace);
    case 'intermediary':
      return await deliverIntermediary(response, scenario.answer, context);
    case 'flood':
      return await (scenario.flood === 'huge'
        ? deliverHuge(response, wire.writer(chat, usage))
        : deliverEndlessLine(response));
    case 'wire':
      return await deliverWire(response, scenario, context);
    case 'silent':
      // The client has to give up by itself.
      return;
  }
}

async function deliverSteps(
  response: ServerResponse,
  writer: StreamWriter,
  steps: readonly Step[],
  delivery: Delivery,
  pace: number,
): Promise<void> {
  startStream(response);
  let together = '';
  for (const step of steps) {
    if (step.do === 'stall') return;
    if (step.do === 'reset') {
      // What was written must be on its way before the connection breaks.
      await sleep(20);
      brokenByServer.add(response);
      response.socket?.resetAndDestroy();
      return;
    }
    for (const frame of writer.frames(step).map((text) => (delivery.framing === 'odd' ? oddly(text) : text))) {
      if (delivery.together) {
        together += frame;
        continue;
      }
      for (const bytes of torn(Buffer.from(frame), delivery.pieceBytes)) {
        if (response.destroyed) return;
        response.write(bytes);
        if (delivery.pieceBytes !== undefined) await turn();
      }
    }
    if (pace > 0) await sleep(pace);
  }
  response.end(together);
}

/** All that the SSE standard allows and servers really do: CRLF, comments, no space after the colon. */
function oddly(frame: string): string {
  return `: comment\n\n${frame}`.replaceAll('data: ', 'data:').replaceAll('event: ', 'event:').replaceAll('\n', '\r\n');
}

function torn(bytes: Buffer, size: number | undefined): Buffer[] {
  if (size === undefined) return [bytes];
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
    bytes.subarray(index * size, (index + 1) * size),
  );
}

async function deliverIntermediary(
  response: ServerResponse,
  answer: Extract<Scenario, { kind: 'intermediary' }>['answer'],
  { wire, other, chat, usage, pace }: DeliveryContext,
): Promise<void> {
  switch (answer) {
    case 'html':
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
      response.end('<!doctype html><title>Sign in</title><p>Please sign in to the network.');
      return;
    case 'bad-gateway':
      response.writeHead(502, { 'content-type': 'text/html' });
      response.end('<html><body><h1>502 Bad Gateway</h1></body></html>');
      return;
    case 'redirect':
      response.writeHead(302, { location: 'http://login.invalid/' });
      response.end();
      return;
    case 'error-in-200':
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(wire.failure('rate-limited').body));
      return;
    case 'other-dialect': {
      const steps: readonly Step[] = [
        { do: 'text', text: 'Paris' },
        { do: 'finish', reason: 'stop' },
      ];
      return await deliverSteps(response, other.writer(chat, usage), steps, {}, pace);
    }
  }
}

async function deliverWire(
  response: ServerResponse,
  { body, contentType = 'text/event-stream', pauseMs, end }: WireScenario,
  { wire }: DeliveryContext,
): Promise<void> {
  response.writeHead(200, { 'content-type': contentType });
  for (const [index, text] of body(wire.prefix).entries()) {
    if (index > 0 && pauseMs !== undefined) await sleep(pauseMs);
    if (response.destroyed) return;
    response.write(text);
  }
  if (end === 'open') return;
  if (end !== 'reset') return void response.end();
  await sleep(20);
  brokenByServer.add(response);
  response.socket?.resetAndDestroy();
}

async function deliverHuge(response: ServerResponse, writer: StreamWriter): Promise<void> {
  startStream(response);
  for (let sent = 0; sent * (1 + writer.repeats) < hugeBytes && !response.destroyed; sent += piece.length) {
    for (const frame of writer.frames({ do: 'text', text: piece })) await write(response, frame);
  }
  for (const frame of writer.frames({ do: 'finish', reason: 'stop' })) await write(response, frame);
  response.end();
}

async function deliverEndlessLine(response: ServerResponse): Promise<void> {
  startStream(response);
  await write(response, 'data: ');
  for (let sent = 0; sent < floodLimitBytes && !response.destroyed; sent += piece.length) await write(response, piece);
  response.end();
}

function startStream(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' });
  response.flushHeaders();
}

async function write(response: ServerResponse, text: string): Promise<void> {
  if (response.destroyed || response.write(text)) return;
  const waiting = new AbortController();
  await Promise.race([
    once(response, 'drain', { signal: waiting.signal }),
    once(response, 'close', { signal: waiting.signal }),
  ]);
  waiting.abort();
}
