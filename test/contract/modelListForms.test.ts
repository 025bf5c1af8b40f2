import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { ScoutError } from '../../src/core/errors.js';
import type { ModelInfo } from '../../src/providers/provider.js';
import { respondJson, startLoopbackServer, type LoopbackServer } from '../support/loopbackServer.js';
import { forEachProvider } from './support/providersUnderTest.js';

/** Lists of gateways, which know nothing of the vendor whose place they take. */
forEachProvider('lists of models', (subject) => {
  let server: LoopbackServer;
  let respond: (response: ServerResponse) => void;

  before(async () => {
    server = await startLoopbackServer((response) => respond(response));
  });

  after(() => server.close());

  const list = async (): Promise<readonly ModelInfo[]> => {
    const provider = await subject.connect({ baseUrl: server.baseUrl });
    return provider.listModels(new AbortController().signal);
  };
  const listed = (answer: unknown): Promise<readonly ModelInfo[]> => {
    respond = (response) => respondJson(response, JSON.stringify(answer));
    return list();
  };
  const idsOf = async (answer: unknown): Promise<string[]> => (await listed(answer)).map(({ id }) => id).sort();

  const forms: Readonly<Record<string, unknown>> = {
    'a bare array': [{ id: 'a/one' }, { id: 'two' }],
    'under "models"': { models: [{ id: 'a/one' }, { id: 'two' }] },
    'with few fields': { data: [{ id: 'a/one', object: 'model' }, { id: 'two' }] },
    'with names in place of ids': { models: [{ name: 'a/one', model: 'a/one' }, { name: 'two' }] },
    'of names alone': { data: ['a/one', 'two'] },
    'a bare array of names': ['a/one', 'two'],
    'with fields of null': {
      data: [
        { id: 'a/one', name: null, capabilities: null, created: null, max_context_length: null, architecture: null },
        { id: 'two', type: null, deprecation: null, retires_at: null, shutdown_date: null },
      ],
    },
  };
  for (const [form, answer] of Object.entries(forms))
    it(`are read ${form}`, async () => {
      assert.deepEqual(await idsOf(answer), ['a/one', 'two']);
      assert.ok((await listed(answer)).every(({ id, displayName }) => id === displayName));
    });

  it('hide nothing for a word inside its name', async () => {
    const names = [
      'azure-gpt-4o',
      'company-large',
      'embedded-dev-assistant',
      'flux-chat-7b',
      'influx-coder',
      'moderation-team-bot',
      'my-embed-chat',
      'openai/gpt-5',
      'our-live-audio-helper',
      'tts-writer',
      'whisper-talk-7b',
    ];
    assert.deepEqual(await idsOf({ data: names.map((id) => ({ id, object: 'model' })) }), names.toSorted());
  });

  it('of nothing but the wrong values are no list', async () => {
    for (const answer of [[], {}, { data: 7 }, { models: 'a' }, { result: [] }])
      await assert.rejects(
        listed(answer),
        (error) => error instanceof ScoutError && error.code === 'invalid-response',
        JSON.stringify(answer),
      );
    assert.deepEqual(await idsOf({ data: [] }), []);
    assert.deepEqual(await idsOf({ data: null }), []);
  });

  it('of 5,000 entries, described at length, are read', async () => {
    const described = (index: number): object => ({
      id: `vendor/model-${index}`,
      name: `Vendor: Model ${index}`,
      created: index,
      context_length: 131_072,
      architecture: { input_modalities: ['text', 'image'], output_modalities: ['text'], tokenizer: 'Other' },
      pricing: Object.fromEntries(Array.from({ length: 6 }, (_, at) => [`price${at}`, '0.000001'])),
      supported_parameters: Array.from({ length: 8 }, (_, at) => `parameter${at}`),
      description: 'word '.repeat(60),
    });
    const models = await listed({ data: Array.from({ length: 5_000 }, (_, index) => described(index)) });
    assert.equal(models.length, 5_000);
  });

  it('of 50 MB are refused, and the request is closed', async () => {
    let isClosed = false;
    respond = (response) => {
      response.on('close', () => (isClosed = !response.writableFinished));
      response.writeHead(200, { 'content-type': 'application/json' }).write('{"data":[{"id":"a"}');
      const piece = `,{"id":"b","description":"${'x'.repeat(1_000_000)}"}`;
      let sent = 0;
      const more = (): void => {
        while (sent < 50 && !response.destroyed) {
          sent += 1;
          if (!response.write(piece)) return void response.once('drain', more);
        }
        response.end(']}');
      };
      more();
    };
    await assert.rejects(list(), (error) => error instanceof ScoutError && error.code === 'invalid-response');
    while (!isClosed) await new Promise((resolve) => setTimeout(resolve, 5));
  });

  it('say when a model ends', async () => {
    const future = '2099-03-04T00:00:00.000Z';
    const fields = { retires_at: future, shutdown_date: '2099-03-04', deprecation: future };
    const [model] = await listed({ data: [{ id: 'old', ...fields }] });
    const isTold = ['openai', 'anthropic', 'mistral'].includes(subject.id);
    assert.equal(model?.retiresAt, isTold ? Date.parse(future) : undefined);
  });
});
