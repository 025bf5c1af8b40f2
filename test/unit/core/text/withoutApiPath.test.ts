import assert from 'node:assert/strict';
import { withoutApiPath } from '../../../../src/core/text/withoutApiPath.js';

describe('an address with the path of one request', () => {
  const bases: Readonly<Record<string, string>> = {
    'https://gw.example/v1/chat/completions': 'https://gw.example/v1',
    'https://gw.example/v1/chat/completions/': 'https://gw.example/v1',
    'https://gw.example/v1/completions': 'https://gw.example/v1',
    'https://gw.example/v1/Models': 'https://gw.example/v1',
    'http://127.0.0.1:8080/responses': 'http://127.0.0.1:8080',
    'https://api.anthropic.com/v1/messages': 'https://api.anthropic.com/v1',
    'https://generativelanguage.googleapis.com/v1beta/models': 'https://generativelanguage.googleapis.com/v1beta',
    'https://generativelanguage.googleapis.com/v1beta/models/gemini-3-pro:streamGenerateContent':
      'https://generativelanguage.googleapis.com/v1beta',
    'https://me:secret@gw.example/v1/chat/completions#docs': 'https://me:secret@gw.example/v1',
    'https://x.openai.azure.com/openai/deployments/d/chat/completions?api-version=2024-10-21':
      'https://x.openai.azure.com/openai/deployments/d?api-version=2024-10-21',
    'https://x.services.ai.azure.com/models/chat/completions': 'https://x.services.ai.azure.com/models',
  };
  for (const [address, base] of Object.entries(bases))
    it(`${address} is cut to its base`, () => {
      assert.equal(withoutApiPath(address), base);
      assert.equal(withoutApiPath(base), base, 'and only once');
    });

  for (const address of [
    'https://gw.example/v1',
    'https://gw.example',
    'https://gw.example/mymodels',
    'https://gw.example/models/v1',
    'https://gw.example/v1?path=/models',
    'https://x.services.ai.azure.com/models',
    'messages',
    'ftp://gw.example/models',
  ])
    it(`${address} stays as it is`, () => assert.equal(withoutApiPath(address), address));
});
