import assert from 'node:assert/strict';
import { findLocalServers } from '../../../../../src/vscode/models/localServers/localServers.js';

describe('the search for local servers', () => {
  const { fetch } = globalThis;
  const requests: { readonly url: string; readonly init: RequestInit | undefined }[] = [];
  let body: unknown;

  beforeEach(() => {
    requests.length = 0;
    globalThis.fetch = (input, init) => {
      requests.push({ url: input instanceof Request ? input.url : input.toString(), init });
      return Promise.resolve(Response.json(body));
    };
  });

  afterEach(() => {
    globalThis.fetch = fetch;
  });

  it('leaves out models whose ids would not be seen as they are', async () => {
    const hostile = ['a\u202eb', 'a\nb', 'a\u200bb', '$(trash)', ' a', 'x'.repeat(300)];
    body = { data: [{ id: 'llama3.2:3b' }, ...hostile.map((id) => ({ id })), { id: 'hf.co/org/model' }] };
    const [server] = await findLocalServers(new AbortController().signal);
    assert.deepEqual(server?.models, ['llama3.2:3b', 'hf.co/org/model']);
  });

  it('sends no key, and follows no redirect', async () => {
    body = { data: [] };
    await findLocalServers(new AbortController().signal);
    assert.equal(requests.length, 4);
    for (const { url, init } of requests) {
      assert.match(url, /^http:\/\/127\.0\.0\.1:\d+\/v1\/models$/u);
      assert.deepEqual([init?.headers, init?.redirect, init?.credentials], [undefined, 'manual', 'omit']);
    }
  });
});
