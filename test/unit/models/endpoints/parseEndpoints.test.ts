import assert from 'node:assert/strict';
import { parseEndpoints } from '../../../../src/models/endpoints/parseEndpoints.js';
import type { Endpoint } from '../../../../src/providers/endpoint.js';
import { endpoints as builtIn } from '../../../../src/providers/endpoints.js';

const baseUrl = 'https://gw.example/v1';
const good = { id: 'good', name: 'Good', baseUrl };

function one(entry: object): Endpoint {
  const { endpoints, problems } = parseEndpoints([{ id: 'gw', baseUrl, ...entry }], builtIn);
  assert.deepEqual(problems, []);
  return endpoints.at(-1)!;
}

describe('the endpoints of the settings', () => {
  it('are read with everything they may have', () => {
    const endpoint = one({
      name: 'Gateway',
      preset: 'other',
      dialect: 'anthropic',
      baseUrl: 'https://gw.example/v1/',
      auth: 'x-api-key',
      keyVariable: 'GW_KEY',
      keyUrl: 'https://gw.example/keys',
      headers: [
        { name: 'X-Team', value: 'core' },
        { name: 'X-Sub', secret: true },
      ],
      query: { 'api-version': '2024-10-21', beta: true, n: 2 },
      organization: 'org-1',
      project: 'proj-1',
      models: ['a', { id: 'b', name: 'B', contextTokens: 8_000, inputs: ['pdf', 'image'], tools: true, efforts: [] }],
    });
    const models = [
      { id: 'a', displayName: 'a' },
      {
        id: 'b',
        displayName: 'B',
        contextTokens: 8_000,
        imageInput: true,
        pdfInput: true,
        audioInput: false,
        tools: true,
        efforts: [],
      },
    ];
    assert.deepEqual(endpoint, {
      id: 'gw',
      name: 'Gateway',
      vendor: 'anthropic',
      settingKey: 'endpoints',
      keyUrl: 'https://gw.example/keys',
      keyVariables: ['GW_KEY'],
      needsKey: true,
      defaultBaseUrl: baseUrl,
      fallbackModels: models,
      added: {
        baseUrl,
        auth: { kind: 'header', name: 'x-api-key' },
        headers: [
          { name: 'X-Team', value: 'core', isSecret: false },
          { name: 'X-Sub', isSecret: true },
          { name: 'OpenAI-Organization', value: 'org-1', isSecret: false },
          { name: 'OpenAI-Project', value: 'proj-1', isSecret: false },
        ],
        query: { 'api-version': '2024-10-21', beta: 'true', n: '2' },
        preset: 'other',
        models,
      },
    });
  });

  it('may have headers and parameters that only resemble secrets', () => {
    const { added } = one({
      headers: { 'X-Team': 'task-force-9', 'X-Keyboard': 'us', 'Anthropic-Beta': 'token-efficient-tools' },
      query: { 'api-version': '2024-10-21', monkey: 'yes' },
    });
    assert.deepEqual([added?.headers.length, Object.keys(added?.query ?? {}).length], [3, 2]);
  });

  it('need no more than an id and an address', () => {
    const { name, vendor, needsKey, keyVariables, added } = one({});
    assert.deepEqual([name, vendor, needsKey, keyVariables, added?.auth], ['gw', 'compatible', false, [], undefined]);
  });

  for (const [dialect, vendor, address] of [
    ['openai-responses', 'openai', 'https://api.openai.com/v1'],
    ['anthropic', 'anthropic', 'https://api.anthropic.com/v1'],
    ['google', 'google', 'https://generativelanguage.googleapis.com/v1'],
    ['mistral', 'mistral', 'https://api.mistral.ai/v1'],
    ['huggingface', 'huggingface', 'https://router.huggingface.co/v1'],
  ] as const)
    it(`are at the vendor’s own address without one: ${dialect}`, () => {
      const endpoint = one({ dialect, baseUrl: undefined });
      assert.deepEqual([endpoint.vendor, endpoint.defaultBaseUrl, endpoint.needsKey], [vendor, address, true]);
      assert.equal(endpoint.added?.baseUrl, undefined, 'the adapter knows it best');
    });

  it('take the parameters of a copied address for what they are', () => {
    const { added } = one({ baseUrl: 'https://x.openai.azure.com/openai/deployments/d?api-version=2024-10-21' });
    assert.deepEqual(
      [added?.baseUrl, added?.query],
      ['https://x.openai.azure.com/openai/deployments/d', { 'api-version': '2024-10-21' }],
    );
  });

  it('replace the server of version 0.1, and no vendor', () => {
    const { endpoints } = parseEndpoints([{ id: 'compatible', name: 'Mine', baseUrl }], builtIn);
    assert.deepEqual(
      endpoints.map(({ id, name }) => `${id} ${name}`),
      [...builtIn.filter(({ id }) => id !== 'compatible').map(({ id, name }) => `${id} ${name}`), 'compatible Mine'],
    );
  });

  it('with one name are both there, and can be told apart', () => {
    const { endpoints, problems } = parseEndpoints(
      [good, { id: 'second', name: 'GOOD', baseUrl }, { id: 'third', name: 'OpenAI', baseUrl }],
      builtIn,
    );
    assert.deepEqual(
      endpoints.slice(-3).map(({ name }) => name),
      ['Good', 'GOOD (second)', 'OpenAI (third)'],
    );
    assert.deepEqual(problems, [
      { entry: 'GOOD', kind: 'same-name', subject: 'second' },
      { entry: 'OpenAI', kind: 'same-name', subject: 'third' },
    ]);
  });

  it('can be told apart even where one is called what another would be called', () => {
    const { endpoints } = parseEndpoints(
      [good, { id: 'a', name: 'Good (b)', baseUrl }, { id: 'b', name: 'Good', baseUrl }],
      builtIn,
    );
    assert.deepEqual(
      endpoints.slice(-3).map(({ name }) => name),
      ['Good', 'Good (b)', 'Good (b) (b)'],
    );
  });

  for (const [id, name, shown] of [
    ['constructor', '__proto__', '__proto__'],
    ['a', 'constructor', 'constructor'],
    ['a', '🦊 | fox', '🦊 | fox'],
    ['a', ' \n ', 'a'],
  ] as const)
    it(`may have any name: ${JSON.stringify(name)}`, () => {
      const endpoint = one({ id, name });
      assert.deepEqual([endpoint.id, endpoint.name], [id, shown]);
    });

  it('show a name that is one line without icons and invisible signs', () => {
    assert.equal(one({ name: 'A\nB $(key)\u202e' }).name, 'A B $ (key)');
  });

  for (const [value, kind] of [
    ['a text', 'no-list'],
    [{ id: 'gw' }, 'no-list'],
    [7, 'no-list'],
  ] as const)
    it(`are none where the setting is ${JSON.stringify(value)}`, () => {
      const { endpoints, problems } = parseEndpoints(value, builtIn);
      assert.equal(endpoints, builtIn);
      assert.deepEqual(problems, [{ entry: '', kind, subject: '' }]);
    });

  it('are a hundred at most', () => {
    const many = Array.from({ length: 120 }, (_, index) => ({ id: `e${index}`, baseUrl }));
    const { endpoints, problems } = parseEndpoints(many, builtIn);
    assert.equal(endpoints.length, builtIn.length + 100);
    assert.deepEqual(problems, [{ entry: '', kind: 'too-many', subject: '100' }]);
  });
});

const secret = 'sk-that-nobody-may-see';

describe('a bad entry of the endpoints', () => {
  for (const [entry, kind, subject = '', name = 'Bad'] of [
    [null, 'no-object', '', '#2'],
    ['text', 'no-object', '', '#2'],
    [['list'], 'no-object', '', '#2'],
    [{ id: undefined }, 'id'],
    [{ id: 7 }, 'id'],
    [{ id: 'With Space' }, 'id'],
    [{ id: 'a.b' }, 'id'],
    [{ id: '__proto__' }, 'id'],
    [{ id: 'openai' }, 'reserved-id', 'openai'],
    [{ id: 'off' }, 'reserved-id', 'off'],
    [{ id: 'good' }, 'same-id', 'good'],
    [{ dialect: 'opemai' }, 'dialect', 'opemai'],
    [{ dialect: 'constructor' }, 'dialect', 'constructor'],
    [{ dialect: {} }, 'dialect'],
    [{ baseUrl: undefined }, 'base-url'],
    [{ baseUrl: 7 }, 'base-url'],
    [{ baseUrl: 'ftp://gw.example' }, 'base-url'],
    [{ baseUrl: 'http://a:port' }, 'base-url'],
    [{ baseUrl: 'javascript:alert(1)' }, 'base-url'],
    [{ baseUrl: `${baseUrl}?key=${secret}` }, 'open-secret', 'key'],
    [{ auth: 'basic' }, 'auth'],
    [{ auth: { header: 'Two Words' } }, 'auth'],
    [{ auth: { header: 'Host' } }, 'auth'],
    [{ auth: 3 }, 'auth'],
    [{ headers: 'X: 1' }, 'header'],
    [{ headers: { 'Bad Name': 'x' } }, 'header', 'Bad Name'],
    [{ headers: { 'X-A': 'two\r\nlines' } }, 'header', 'X-A'],
    [{ headers: { 'X-A': 'schön' } }, 'header', 'X-A'],
    [{ headers: { 'X-A': 7 } }, 'header', 'X-A'],
    [{ headers: { 'Content-Length': '1' } }, 'header', 'Content-Length'],
    [{ headers: { 'X-A': '1', 'x-a': '2' } }, 'header', 'x-a'],
    [{ headers: [{ name: 'X-A' }] }, 'header', 'X-A'],
    [{ headers: { Authorization: `Bearer ${secret}` } }, 'open-secret', 'Authorization'],
    [{ headers: { 'Ocp-Apim-Subscription-Key': secret } }, 'open-secret', 'Ocp-Apim-Subscription-Key'],
    [{ headers: [{ name: 'X-Key', value: secret, secret: true }] }, 'open-secret', 'X-Key'],
    [{ headers: { 'X-Company-Key': 'short' } }, 'open-secret', 'X-Company-Key'],
    [{ headers: { 'X-Custom': secret } }, 'open-secret', 'X-Custom'],
    [{ headers: { 'X-Custom': 'Basic dXNlcjpwYXNz' } }, 'open-secret', 'X-Custom'],
    [{ headers: { 'X-Custom': `{"k":"${secret}"}` } }, 'open-secret', 'X-Custom'],
    [{ query: { sig: 'abc' } }, 'open-secret', 'sig'],
    [{ query: { access_token: 'abc' } }, 'open-secret', 'access_token'],
    [{ query: { code: secret } }, 'open-secret', 'code'],
    [{ query: ['api-version'] }, 'query'],
    [{ query: { a: {} } }, 'query', 'a'],
    [{ query: { 'api-key': secret } }, 'open-secret', 'api-key'],
    [{ models: 'gpt' }, 'models'],
    [{ models: [7] }, 'models'],
    [{ models: [{ name: 'no id' }] }, 'models'],
    [{ models: [{ id: 'm', contextTokens: -1 }] }, 'models', 'm'],
    [{ models: [{ id: 'm', inputs: ['video'] }] }, 'models', 'm'],
    [{ models: [{ id: 'm', tools: 'yes' }] }, 'models', 'm'],
    [{ keyVariable: 'A B' }, 'field', 'keyVariable'],
    [{ keyVariable: 7 }, 'field', 'keyVariable'],
    [{ keyUrl: 'command:workbench.action.quit' }, 'field', 'keyUrl'],
    [{ keyUrl: 'https://a.example/](command:x)' }, 'field', 'keyUrl'],
    [{ organization: 'two\nlines' }, 'field', 'organization'],
    [{ preset: [] }, 'field', 'preset'],
    [{ name: 7 }, 'field', 'name', 'bad'],
  ] as readonly (readonly [unknown, string, string?, string?])[])
    it(`is named and left out, and the others work: ${JSON.stringify(entry)}`, () => {
      const isPlain = typeof entry === 'object' && entry !== null && !Array.isArray(entry);
      const bad = isPlain ? { id: 'bad', name: 'Bad', baseUrl, ...entry } : entry;
      const { endpoints, problems } = parseEndpoints([good, bad, { ...good, id: 'last', name: 'Last' }], builtIn);
      assert.deepEqual(
        endpoints.slice(builtIn.length).map(({ id }) => id),
        ['good', 'last'],
      );
      assert.deepEqual(problems, [{ entry: name, kind, subject }]);
      assert.ok(!JSON.stringify(problems).includes(secret));
    });

  it('costs no more time for being hostile', () => {
    const deep = JSON.parse(`${'['.repeat(500)}${']'.repeat(500)}`) as unknown;
    const { problems } = parseEndpoints(
      [{ id: 'x'.repeat(1_000_000) }, { id: 'a', baseUrl, models: deep }, deep],
      builtIn,
    );
    assert.deepEqual(
      problems.map(({ kind }) => kind),
      ['id', 'models', 'no-object'],
    );
    assert.ok(problems.every(({ entry }) => entry.length <= 61));
  });
});
