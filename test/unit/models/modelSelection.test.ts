import assert from 'node:assert/strict';
import { selectModel } from '../../../src/models/modelSelection.js';
import type { Endpoint, EndpointId } from '../../../src/providers/endpoint.js';
import { endpoints } from '../../../src/providers/endpoints.js';

describe('the model that answers', () => {
  const cloud: Endpoint = {
    ...endpoints[0]!,
    id: 'cloud' as EndpointId,
    fallbackModels: [
      { id: 'first', displayName: 'First' },
      { id: 'second', displayName: 'Second' },
    ],
  };
  const server: Endpoint = { ...endpoints[0]!, id: 'server' as EndpointId, fallbackModels: [] };
  const select = (endpoint: string, model: string): ReturnType<typeof selectModel> =>
    selectModel({ endpoint, model }, [cloud, server]);

  it('is the one that is set, even one that no list names', () => {
    assert.deepEqual(select('cloud', 'second'), { endpoint: cloud, model: 'second' });
    assert.deepEqual(select('server', 'llama'), { endpoint: server, model: 'llama' });
  });

  it('is the endpoint’s first one where none is set', () => {
    assert.deepEqual(select('cloud', ''), { endpoint: cloud, model: 'first' });
  });

  it('is missing where none is set and only the server knows what it has', () => {
    assert.deepEqual(select('server', ''), { endpoint: server, missing: 'model' });
  });

  it('is missing with its endpoint where the role is off, or set to something unknown', () => {
    for (const id of ['off', '', 'Cloud', 'constructor'])
      assert.deepEqual(select(id, 'first'), { missing: 'endpoint' });
  });
});
