import assert from 'node:assert/strict';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { silentLogger } from '../../../../src/core/logger.js';
import { completionsFormat } from '../../../../src/providers/adapter/chatCompletions/format.js';
import { noChanges } from '../../../../src/providers/transport/endpointRequest.js';
import { HttpExchange } from '../../../../src/providers/transport/httpExchange.js';
import { jsonMarksIn } from '../../../../src/providers/transport/jsonMarks.js';
import { SseFrameMeter } from '../../../../src/providers/transport/sseFrameMeter.js';
import { chunkerFor } from '../support/chunkerFor.js';
import { watchedBody } from '../../../../src/providers/transport/watchedBody.js';
import { parseToolArguments } from '../../../../src/providers/adapter/answer/toolArguments.js';

describe('an exchange with an unfair server', () => {
  let server: Server;
  let respond: (response: ServerResponse) => void;
  const open: HttpExchange[] = [];

  before(async () => {
    server = createServer((request, response) => void request.resume().on('end', () => respond(response)));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });

  afterEach(() => {
    for (const exchange of open.splice(0)) exchange.close();
  });

  after(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  const begin = (expects: 'events' | 'json'): { exchange: HttpExchange; response: Promise<Response> } => {
    const exchange = new HttpExchange(
      {
        vendor: 'Anybody',
        changes: noChanges,
        idleTimeoutMs: 300,
        logger: silentLogger,
        expects,
        format: completionsFormat,
      },
      new AbortController().signal,
    );
    open.push(exchange);
    return { exchange, response: exchange.fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`) };
  };
  const every = (milliseconds: number, text: string) => (response: ServerResponse) => {
    const timer = setInterval(() => response.write(text), milliseconds);
    response.on('close', () => clearInterval(timer));
  };
  const events = (response: ServerResponse): ServerResponse =>
    response.writeHead(200, { 'content-type': 'text/event-stream' });

  /** Reads until the answer is complete, as the vendor says. @returns what reads the rest. */
  const readAnswer = async (): Promise<() => Promise<void>> => {
    const { exchange, response } = begin('events');
    const reader = (await response).body!.getReader();
    await reader.read();
    exchange.answered();
    return async () => {
      while (!(await reader.read()).done);
    };
  };

  it('ends soon after the answer, however many keep-alives follow', async () => {
    respond = (response) => {
      events(response).write('data: {}\n\n');
      every(20, ': ping\n\n')(response);
    };
    const readRest = await readAnswer();
    await assert.rejects(readRest, /stopped sending/u);
  });

  it('ends soon after the answer also when something is always there to read', async () => {
    respond = (response) => {
      events(response);
      const more = (): void => {
        while (!response.destroyed && response.write('data: {}\n\n'.repeat(1_000)));
      };
      response.on('drain', more);
      more();
    };
    const readRest = await readAnswer();
    await assert.rejects(readRest, /stopped sending/u);
  });

  it('does not wait for the end of an error that drips', async () => {
    respond = (response) => every(20, ' ')(response.writeHead(400, { 'content-type': 'application/json' }));
    await assert.rejects(begin('json').response, /rejected the request \(HTTP 400\)/u);
  });

  it('takes no event and no document of so many values that parsing them would stop the host', async () => {
    const values = `[${'0,'.repeat(1_100_000)}0]`;
    for (const [expects, body] of [
      ['events', `data: ${values}\n\n`],
      ['events', `data: ${'['.repeat(200_000)}`],
      // SDKs make a line of each, and some a field.
      ['events', 'a\n'.repeat(200_000)],
      ['events', 'a\r\n'.repeat(200_000)],
      ['json', values],
    ] as const) {
      respond = (response) =>
        response
          .writeHead(200, { 'content-type': expects === 'json' ? 'application/json' : 'text/event-stream' })
          .end(body);
      const { response } = begin(expects);
      await assert.rejects(async () => (await response).text(), /too many values/u);
    }
  });

  it('takes texts of any punctuation', async () => {
    const text = JSON.stringify({ text: '{"a":[1,2,3],\\"b\\":"\n'.repeat(20_000) });
    respond = (response) => events(response).end(`data: ${text}\n\ndata: ${text}\n\n`);
    assert.ok((await (await begin('events').response).text()).length > 2 * text.length);
  });
});

describe('the marks of JSON', () => {
  it('are counted outside of strings only, escaped quotes or not', () => {
    assert.equal(jsonMarksIn('{"a,[":[1,"\\",:",{}],"b":"\\\\",}'), 9);
  });

  it('are counted for each event, and the most of them kept, however the bytes are torn', () => {
    const bytes = new TextEncoder().encode('data: [1,2]\n\ndata: {"a":"[[["\ndata: ,[[[}\n\ndata: 1\n\n');
    for (const size of [1, 2, 3, 7, bytes.length]) {
      const meter = new SseFrameMeter('events');
      for (let at = 0; at < bytes.length; at += size) meter.add(bytes.subarray(at, at + size));
      // Three fields end with a colon of their own, two of them in one event, and so do two lines.
      assert.equal(meter.mostMarks, 10);
    }
  });

  it('bound the arguments of a call', () => {
    const members = Array.from({ length: 20_000 }, (_, index) => `"k${index}":{}`);
    assert.throws(() => parseToolArguments(`{${members.join(',')}}`, 'f'), /too many arguments/u);
    assert.throws(() => parseToolArguments(`{"a":${'['.repeat(300_000)}`, 'f'), /too many arguments/u);
    assert.throws(() => parseToolArguments(`{"a":"${'a'.repeat(5 * 1024 * 1024)}"}`, 'f'), /too many arguments/u);
  });
});

describe('a body that always has more', () => {
  const bodyOf = (text: string): ReadableStreamDefaultReader<Uint8Array> => {
    const piece = new TextEncoder().encode(text);
    const endless = new ReadableStream<Uint8Array>({ pull: (controller) => controller.enqueue(piece) });
    const ignore = (): void => undefined;
    const body = watchedBody(endless, chunkerFor(completionsFormat), {
      onWait: ignore,
      onIdle: ignore,
      onReceived: ignore,
      onEnd: ignore,
      toFailure: (error) => error,
    });
    return body.getReader();
  };

  it('lets others have their turn', async () => {
    const reader = bodyOf('data: 1\n\n');
    let isTurn = false;
    setTimeout(() => (isTurn = true), 1);
    let reads = 0;
    for (; !isTurn && reads < 1_000_000; reads += 1) await reader.read();
    assert.ok(isTurn, `${reads} reads without a turn`);
    await reader.cancel();
  });

  it('lets others have their turn also while nothing comes that is passed on', async () => {
    const reader = bodyOf(': ping\n\n\n');
    const reading = reader.read();
    await new Promise((resolve) => setTimeout(resolve, 1));
    await reader.cancel();
    assert.deepEqual(await reading, { done: true, value: undefined });
  });
});
