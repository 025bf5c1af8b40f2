import assert from 'node:assert/strict';
import { createServer, request as forward, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ScoutError } from '../../src/core/errors.js';
import { ask, forEachProvider, outcomeOf } from './support/providersUnderTest.js';

/** A reverse proxy in front of the simulator that moves requests first; `/moved` is where they have come to. */
forEachProvider('redirects', (subject) => {
  let server: Server;
  let seen: string[] = [];
  let move: (request: IncomingMessage, response: ServerResponse) => boolean;

  before(async () => {
    server = createServer((request, response) => {
      seen.push(`${request.method} ${request.url}`);
      if (!move(request, response)) pass(request, response);
      else request.resume();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });

  beforeEach(() => {
    seen = [];
  });

  after(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  const origin = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const connect = () => subject.connect({ baseUrl: `${origin()}/${subject.id}/v1` });
  const answerOf = async () => outcomeOf((await connect()).streamChat(ask('plain'), new AbortController().signal));

  function pass(request: IncomingMessage, response: ServerResponse): void {
    const target = new URL((request.url ?? '').replace('/moved', ''), subject.simulator.url);
    const { method, headers } = request;
    const upstream = forward(target, { method, headers: { ...headers, host: target.host } }, (answer) => {
      response.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(response);
    });
    request.pipe(upstream);
  }

  /** Moves what has not been moved yet. */
  const moveOnce = (status: number, target: (path: string) => string) => {
    move = ({ url = '' }, response) => {
      if (url.startsWith('/moved')) return false;
      response.writeHead(status, { location: target(`/moved${url}`) }).end();
      return true;
    };
  };

  for (const status of [301, 302, 307, 308])
    it(`of status ${status} within an origin are followed, with method, key and body`, async () => {
      moveOnce(status, (path) => path);
      const { text, error } = await answerOf();
      assert.equal(error, undefined);
      assert.equal(text, 'The capital of France is Paris.');
      assert.deepEqual(
        seen.map((line) => line.split(' ')[0]),
        ['POST', 'POST'],
      );
      moveOnce(status, (path) => `${origin()}${path}`);
      assert.ok((await (await connect()).listModels(new AbortController().signal)).length > 0);
    });

  it('are not followed to another origin, though it is the same machine', async () => {
    moveOnce(307, (path) => `${subject.simulator.url}${path.replace('/moved', '')}`);
    const before = subject.simulator.requests.length;
    const { error } = await answerOf();
    assert.ok(error instanceof ScoutError);
    assert.equal(error.code, 'network');
    assert.match(error.message, /^127\.0\.0\.1:\d+ redirects to http:\/\/127\.0\.0\.1:\d+, where SCOUT sends nothing/u);
    assert.equal(subject.simulator.requests.length, before);
  });

  it('are not followed with a user and password that the server names', async () => {
    moveOnce(307, (path) => `http://me:other@${new URL(origin()).host}${path}`);
    const { error } = await answerOf();
    assert.match(String(error), /sent no answer, but HTTP 307/u);
    assert.equal(seen.length, 1);
  });

  it('that never end are given up', async () => {
    move = ({ url = '' }, response) => {
      response.writeHead(307, { location: `${url}/` }).end();
      return true;
    };
    const { error } = await answerOf();
    assert.match(String(error), /redirects again and again \(HTTP 307\)/u);
    assert.equal(seen.length, 4);
  });

  it('to a page, with another method, are not followed', async () => {
    moveOnce(303, (path) => path);
    const { error } = await answerOf();
    assert.match(String(error), /redirects to another page \(HTTP 303\)/u);
    assert.equal(seen.length, 1);
  });
});
