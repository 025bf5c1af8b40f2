import assert from 'node:assert/strict';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { completionsFormat } from '../../../../src/providers/adapter/chatCompletions/format.js';
import { noChanges } from '../../../../src/providers/transport/endpointRequest.js';
import { HttpExchange } from '../../../../src/providers/transport/httpExchange.js';
import { editorFetch, requireOfEditor } from '../../../support/editorFetch.js';
import { recordingLogger } from '../../../support/recordingLogger.js';

interface Undici {
  readonly Agent: new (options: object) => object;
}
/** What undici publishes of a request. */
interface Limits {
  readonly method: string;
  readonly headersTimeout: number | undefined;
  readonly bodyTimeout: number | undefined;
}
// What the editor itself uses, as it is.
const undici = requireOfEditor('undici') as Undici;

/** In milliseconds: limits of the client, and a silence that is longer. */
const limitMs = 300;
const silenceMs = 1_500;

describe('a server that is silent for longer than `fetch` waits', () => {
  const original = globalThis.fetch;
  let server: Server;
  let answer: (request: IncomingMessage, response: ServerResponse) => void;

  beforeEach(async () => {
    server = createServer((request, response) => answer(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });

  afterEach(async () => {
    globalThis.fetch = original;
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  const url = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const headersLate = (_: IncomingMessage, response: ServerResponse): void =>
    void setTimeout(
      () => response.writeHead(200, { 'content-type': 'text/event-stream' }).end('data: 1\n\n'),
      silenceMs,
    );
  const gapInBody = (_: IncomingMessage, response: ServerResponse): void => {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: 0\n\n');
    setTimeout(() => response.end('data: 1\n\n'), silenceMs);
  };
  const impatient = (): object => new undici.Agent({ headersTimeout: limitMs, bodyTimeout: limitMs });
  const read = async (): Promise<string> => {
    const options = {
      vendor: 'Anybody',
      changes: noChanges,
      idleTimeoutMs: 60_000,
      logger: recordingLogger(),
      format: completionsFormat,
    };
    const exchange = new HttpExchange({ ...options, expects: 'events' }, new AbortController().signal);
    try {
      return await (await exchange.fetch(url(), { method: 'POST', body: '{}' })).text();
    } finally {
      exchange.close();
    }
  };

  for (const [name, behaviour] of [
    ['before the headers', headersLate],
    ['in the body', gapInBody],
  ] as const) {
    it(`${name}: is waited for, while others' requests keep their limit`, async function () {
      this.timeout(20_000);
      answer = behaviour;
      const dispatcher = impatient();
      globalThis.fetch = (input, init) => original(input, { ...init, dispatcher } as RequestInit);
      const others = globalThis.fetch(url()).then((response) => response.text());
      const [mine, theirs] = await Promise.allSettled([read(), others]);
      assert.match(mine.status === 'fulfilled' ? mine.value : String(mine.reason), /data: 1/u);
      assert.equal(theirs.status, 'rejected', 'the limit is real');
    });
  }

  for (const isProxied of [false, true])
    it(`has no limit in VS Code’s own dispatchers either, ${isProxied ? 'with' : 'without'} a proxy`, async () => {
      answer = (_, response) => response.writeHead(200, { 'content-type': 'text/event-stream' }).end('data: 1\n\n');
      server.on('connect', tunnel);
      globalThis.fetch = editorFetch(original, isProxied ? url() : undefined);
      const requests: Limits[] = [];
      const record = (message: unknown): void => void requests.push((message as { request: Limits }).request);
      subscribe('undici:request:create', record);
      try {
        assert.match(await read(), /data: 1/u);
        await (await globalThis.fetch(url())).text();
      } finally {
        unsubscribe('undici:request:create', record);
      }
      const tunnels = requests.filter(({ method }) => method === 'CONNECT');
      assert.equal(tunnels.length > 0, isProxied, 'the proxy was used');
      const limits = ({ headersTimeout, bodyTimeout }: Limits): unknown => [headersTimeout, bodyTimeout];
      assert.deepEqual(requests.filter(({ method }) => method === 'POST').map(limits), [[0, 0]]);
      assert.deepEqual(requests.filter(({ method }) => method === 'GET').map(limits), [[undefined, undefined]]);
    });

  /** A proxy in front of the server itself. */
  function tunnel(request: IncomingMessage, client: Duplex): void {
    const { port } = new URL(`http://${request.url}`);
    const upstream = connect(Number(port), '127.0.0.1', () => {
      client.write('HTTP/1.1 200 OK\r\n\r\n');
      upstream.pipe(client).pipe(upstream);
    });
    for (const socket of [client, upstream]) socket.on('error', () => client.destroy());
  }
});
