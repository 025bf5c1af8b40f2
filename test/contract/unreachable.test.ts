import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Server as TcpServer, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { ScoutError } from '../../src/core/errors.js';
import { editorFetch } from '../support/editorFetch.js';
import { ask, forEachProvider, outcomeOf } from './support/providersUnderTest.js';

const portOf = (server: TcpServer): number => (server.address() as AddressInfo).port;
const listening = (server: TcpServer): Promise<void> =>
  new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const closed = (server: TcpServer): Promise<unknown> => new Promise((resolve) => server.close(resolve));

/** The address that a proxy is asked for; nothing has it (RFC 6761). */
const beyond = 'https://api.example.test/v1';

forEachProvider('what is in the way', (subject) => {
  const original = globalThis.fetch;
  let plain: Server;
  let other: TcpServer;
  let proxy: Server;
  const sockets = new Set<Socket>();
  let proxyStatus = 0;
  let connects = 0;

  before(async () => {
    plain = createServer((_, response) => response.writeHead(407, { 'proxy-authenticate': 'Basic' }).end());
    other = createTcpServer((socket) => socket.on('error', () => undefined).end('SSH-2.0-OpenSSH_9.9\r\n'));
    proxy = createServer().on('connect', (_, socket: Duplex) => {
      connects += 1;
      const login = proxyStatus === 407 ? 'Proxy-Authenticate: Basic realm="company"\r\n' : '';
      socket.end(`HTTP/1.1 ${proxyStatus} No\r\n${login}Content-Length: 0\r\n\r\n`);
    });
    for (const server of [plain, other, proxy]) {
      server.on('connection', (socket: Socket) => sockets.add(socket));
      await listening(server);
    }
  });

  afterEach(() => {
    globalThis.fetch = original;
  });

  after(async () => {
    for (const socket of sockets) socket.destroy();
    for (const server of [plain, other, proxy]) await closed(server);
  });

  const failureAt = async (baseUrl: string): Promise<ScoutError> => {
    const provider = await subject.connect({ baseUrl });
    const { error } = await outcomeOf(provider.streamChat(ask('plain'), new AbortController().signal));
    assert.ok(error instanceof ScoutError, String(error));
    assert.equal(error.code, 'network');
    const listed: unknown = await provider.listModels(new AbortController().signal).catch((thrown: unknown) => thrown);
    assert.equal((listed as Error).message, error.message, 'the list of models fails for the same reason');
    return error;
  };

  it('a port that no web request may use is named, and nothing is repeated', async () => {
    for (const port of [6000, 6666]) {
      const { message, retryable, fault } = await failureAt(`http://127.0.0.1:${port}/v1`);
      assert.match(message, new RegExp(`^Port ${port} is one of those that are blocked for web requests\\.`, 'u'));
      assert.deepEqual({ retryable, fault }, { retryable: false, fault: 'address' });
    }
  });

  it('a server without TLS behind an https address is no matter of certificates', async () => {
    const { message, retryable } = await failureAt(`https://127.0.0.1:${portOf(plain)}/v1`);
    assert.match(message, /does not use TLS at this port\. Check the port, or start the address with http:\/\/\.$/u);
    assert.equal(retryable, false);
  });

  it('a server that speaks something else than HTTP is told as that', async () => {
    const { message, retryable } = await failureAt(`http://127.0.0.1:${portOf(other)}/v1`);
    assert.match(message, /answered, but not with HTTP\./u);
    assert.equal(retryable, false);
  });

  it('a proxy that answers 407 itself asks for a login', async () => {
    const { message, retryable } = await failureAt(`http://127.0.0.1:${portOf(plain)}/v1`);
    assert.match(message, /^The proxy requires authentication \(HTTP 407\)\./u);
    assert.equal(retryable, false);
  });

  for (const [status, pattern, again] of [
    [407, /^The proxy requires authentication \(HTTP 407\)\./u, false],
    [403, /^The proxy does not allow connections to api\.example\.test \(HTTP 403\)\./u, false],
    [502, /^The proxy could not connect to api\.example\.test \(HTTP 502\)\./u, true],
    [400, /^The proxy could not connect to api\.example\.test \(HTTP 400\)\./u, false],
  ] as const)
    it(`a proxy that answers ${status} to CONNECT is told from the server`, async () => {
      globalThis.fetch = editorFetch(original, `http://127.0.0.1:${portOf(proxy)}`);
      proxyStatus = status;
      const before = connects;
      const { message, retryable } = await failureAt(beyond);
      assert.match(message, pattern);
      assert.equal(retryable, again);
      assert.ok(connects > before, 'the proxy was asked');
    });

  it('a proxy that is down, or has no address, is told from the server', async () => {
    const down = createTcpServer();
    await listening(down);
    const port = portOf(down);
    await closed(down);
    globalThis.fetch = editorFetch(original, `http://127.0.0.1:${port}`);
    const { message, retryable } = await failureAt(beyond);
    assert.match(message, new RegExp(`^The proxy 127\\.0\\.0\\.1:${port} refused the connection\\.`, 'u'));
    assert.equal(retryable, true);
    globalThis.fetch = editorFetch(original, 'http://proxy.invalid:3128');
    assert.match((await failureAt(beyond)).message, /^The proxy proxy\.invalid could not be found\./u);
  });
});
