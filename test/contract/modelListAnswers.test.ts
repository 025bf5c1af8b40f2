import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ScoutError } from '../../src/core/errors.js';
import type { ModelInfo } from '../../src/providers/provider.js';
import { ask, codeOf, forEachProvider, outcomeOf } from './support/providersUnderTest.js';

forEachProvider('answers to the question for models', (subject) => {
  let server: Server;
  let status = 200;
  let type: string | undefined;
  let body = '';

  before(async () => {
    server = createServer((request, response) => {
      request.resume().on('end', () => {
        response.writeHead(status, type === undefined ? {} : { 'content-type': type }).end(body);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });

  beforeEach(() => {
    status = 200;
    type = 'application/json';
  });

  after(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  const connect = () => subject.connect({ baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1` });
  const list = async (): Promise<readonly ModelInfo[]> => (await connect()).listModels(new AbortController().signal);
  const failure = async (): Promise<ScoutError> => {
    const error: unknown = await list().catch((thrown: unknown) => thrown);
    assert.ok(error instanceof ScoutError, JSON.stringify(error));
    return error;
  };
  /** The list of the simulator, as it goes over the wire. */
  const record = async (): Promise<string> => {
    const original = globalThis.fetch;
    let recorded = '';
    globalThis.fetch = async (...parameters) => {
      const response = await original(...parameters);
      recorded = await response.text();
      return new Response(recorded, response);
    };
    try {
      await (await subject.connect()).listModels(new AbortController().signal);
    } finally {
      globalThis.fetch = original;
    }
    return recorded;
  };

  it('are read whatever the server calls them', async () => {
    body = await record();
    const models = await list();
    assert.ok(models.length > 0);
    for (type of ['text/plain', 'application/octet-stream; charset=utf-8', 'application/vnd.a+json', undefined])
      assert.deepEqual(await list(), models);
  });

  it('that are no JSON are an error that says what came', async () => {
    body = 'Ollama is running';
    type = 'text/plain; charset=utf-8';
    const { code, message } = await failure();
    assert.equal(code, 'invalid-response');
    assert.match(message, /sent data that could not be read \(text\/plain\)\.$/u);
    assert.doesNotMatch(message, /running/u);
  });

  for (const wrong of subject.id === 'google' ? ['null', '"a"', '7'] : ['null', '"a"', '7', '[]', '{}', '{"data":{}}'])
    it(`that are ${wrong} are an error, and not a list of no models`, async () => {
      body = wrong;
      assert.equal((await failure()).code, 'invalid-response');
    });

  it('that are empty are an error of the server', async () => {
    for ([status, body] of [
      [200, ''],
      [204, ''],
    ] as const)
      assert.match((await failure()).message, /sent an empty answer\.$/u);
    const { error } = await outcomeOf((await connect()).streamChat(ask('plain'), new AbortController().signal));
    assert.ok(['invalid-response', 'stream-truncated'].includes(String(codeOf(error))));
  });

  it('with something else among the models leave it out', async () => {
    body = await record();
    const whole = await list();
    const answer = JSON.parse(body) as { data?: unknown[]; models?: unknown[] };
    const all = (answer.data ?? answer.models)!;
    // Mistral's SDK refuses a list with anything else in it as a whole.
    if (subject.id === 'mistral') return;
    all.unshift({}, { id: 7, name: {} }, { id: 'x'.repeat(2_000_000), name: 'y'.repeat(2_000_000) });
    if (subject.id !== 'google') all.push(null, 7, [], 'a');
    body = JSON.stringify(answer);
    assert.deepEqual(await list(), whole);
  });
});
