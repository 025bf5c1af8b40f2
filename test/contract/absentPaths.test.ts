import assert from 'node:assert/strict';
import { createServer, request as forward, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ScoutError } from '../../src/core/errors.js';
import { ask, forEachProvider, outcomeOf } from './support/providersUnderTest.js';

/** A gateway in front of the simulator that lacks some of its paths. */
forEachProvider('paths that a server does not have', (subject) => {
  let server: Server;
  let isAbsent: (request: IncomingMessage) => boolean;
  let refuse: (response: ServerResponse) => void;

  before(async () => {
    server = createServer((request, response) => {
      if (isAbsent(request)) request.resume().on('end', () => refuse(response));
      else pass(request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });

  after(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  function pass(request: IncomingMessage, response: ServerResponse): void {
    const target = new URL(request.url ?? '', subject.simulator.url);
    const { method, headers } = request;
    const upstream = forward(target, { method, headers: { ...headers, host: target.host } }, (answer) => {
      response.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(response);
    });
    request.pipe(upstream);
  }

  const connect = () =>
    subject.connect({ baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/${subject.id}/v1` });
  const answer = async () => outcomeOf((await connect()).streamChat(ask('plain'), new AbortController().signal));
  const json = (status: number) => (response: ServerResponse) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end('{"detail":"Not Found"}');
  const page = (response: ServerResponse): unknown =>
    response.writeHead(404, { 'content-type': 'text/html' }).end('<html><h1>404 Not Found</h1></html>');

  for (const [what, refusal] of [
    ['404', json(404)],
    ['405', json(405)],
    ['501', json(501)],
    ['a page with 404', page],
  ] as const)
    it(`leave the address alone where only the list of models is ${what}`, async () => {
      isAbsent = ({ method }) => method === 'GET';
      refuse = refusal;
      const { text, error } = await answer();
      assert.equal(error, undefined);
      assert.equal(text, 'The capital of France is Paris.');
      const failure: unknown = await (
        await connect()
      )
        .listModels(new AbortController().signal)
        .catch((thrown: unknown) => thrown);
      assert.ok(failure instanceof ScoutError);
      assert.deepEqual(
        { code: failure.code, fault: failure.fault, retryable: failure.retryable },
        { code: 'invalid-request', fault: undefined, retryable: false },
      );
      assert.match(
        failure.message,
        /^127\.0\.0\.1:\d+ has no list of models \(HTTP \d+\)\. Type the name of the model/u,
      );
    });

  for (const [what, refusal] of [
    ['404', json(404)],
    ['405', json(405)],
    ['a page with 404', page],
  ] as const)
    it(`of the chat (${what}) point to what the server may speak instead`, async () => {
      isAbsent = ({ method }) => method === 'POST';
      refuse = refusal;
      const { error } = await answer();
      assert.ok(error instanceof ScoutError);
      const isChatCompletions = ['compatible', 'huggingface'].includes(subject.id);
      assert.equal(/OpenAI-compatible/u.test(error.message), !isChatCompletions, error.message);
      if (isChatCompletions) return;
      assert.match(error.message, /Check the base URL/u);
      assert.equal(error.fault, 'nothing-at-address');
    });

  it('are not meant where a model is missing', async () => {
    isAbsent = () => false;
    const { error } = await outcomeOf((await connect()).streamChat(ask('unknown-model'), new AbortController().signal));
    assert.ok(error instanceof ScoutError);
    assert.equal(error.code, 'model-not-found');
  });
});
