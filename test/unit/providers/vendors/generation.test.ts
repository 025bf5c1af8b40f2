import assert from 'node:assert/strict';
import type { ChatRequest } from '../../../../src/providers/provider.js';
import { generationOf } from '../../../../src/providers/vendors/google/generation.js';
import { toRequest } from '../../../../src/providers/vendors/google/request.js';

describe('the generation of a Gemini model', () => {
  it('is in its name, with what comes behind it or without', () => {
    const names = [
      'gemini-2.5-flash',
      'models/gemini-3-pro-image',
      'gemini-3',
      'gemini-pro',
      'gemma-3-27b',
      'gemini-3x',
    ];
    assert.deepEqual(names.map(generationOf), [2.5, 3, 3, 0, 0, 0]);
  });

  it('decides alike about thinking and about the calls of other models', () => {
    const request = (model: string): ChatRequest => ({
      model,
      parameters: {},
      messages: [
        { role: 'user', parts: [{ type: 'text', text: 'Weather?' }] },
        { role: 'assistant', parts: [{ type: 'tool-call', id: 'a', name: 'weather', input: {} }] },
        { role: 'tool', parts: [{ type: 'tool-result', callId: 'a', output: 'rain', isError: false }] },
      ],
    });
    for (const model of ['gemini-3-pro', 'gemini-3', 'models/gemini-3-pro', 'models/gemini-3.5-flash']) {
      const { contents, config } = toRequest(request(model), new Set());
      assert.ok(contents[1]?.parts?.[0]?.thoughtSignature, model);
      assert.ok(config.thinkingConfig, model);
    }
  });
});
