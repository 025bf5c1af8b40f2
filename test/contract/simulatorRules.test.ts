import assert from 'node:assert/strict';
import { simulatorKey, startSimulator, type Simulator } from '../support/simulator/simulator.js';

interface Violation {
  readonly what: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly status: number;
  readonly says: RegExp;
}

const bearer = { authorization: `Bearer ${simulatorKey}` };
const anthropic = { ...bearer, 'anthropic-version': '2026-10-21' };
const google = { 'x-goog-api-key': simulatorKey };
const item = (role: string, text: string) => ({
  role,
  content: [{ type: role === 'user' ? 'input_text' : 'output_text', text }],
});
const message = (role: string, content: unknown) => ({ role, content });
const responses = (more: object) => ({ model: 'gpt-5.5', stream: true, input: [item('user', 'Hello')], ...more });
const messages = (more: object) => ({
  model: 'claude-sonnet-5-5',
  stream: true,
  max_tokens: 100,
  messages: [message('user', 'Hello')],
  ...more,
});
const completions = (more: object) => ({
  model: 'llama3.2',
  stream: true,
  messages: [message('user', 'Hello')],
  ...more,
});
const contents = (more: object) => ({ contents: [{ role: 'user', parts: [{ text: 'Hello' }] }], ...more });
const generate = '/google/v1/models/gemini-2.0-flash:streamGenerateContent?alt=sse';

/** Mistakes that each vendor's own server refuses. */
const violations: readonly Violation[] = [
  { what: 'OpenAI: no key', path: '/openai/v1/responses', body: responses({}), status: 401, says: /API key/ },
  {
    what: 'OpenAI: a path that is not there',
    path: '/openai/v1/response',
    headers: bearer,
    body: responses({}),
    status: 404,
    says: /Invalid URL/,
  },
  {
    what: 'OpenAI: Chat Completions’ messages',
    path: '/openai/v1/responses',
    headers: bearer,
    body: responses({ messages: [] }),
    status: 400,
    says: /Unknown parameter: 'messages'/,
  },
  {
    what: 'OpenAI: temperature for a reasoning model',
    path: '/openai/v1/responses',
    headers: bearer,
    body: responses({ temperature: 0.5 }),
    status: 400,
    says: /Unsupported parameter: 'temperature'/,
  },
  {
    what: 'OpenAI: input_text of the assistant',
    path: '/openai/v1/responses',
    headers: bearer,
    body: responses({ input: [{ role: 'assistant', content: [{ type: 'input_text', text: 'x' }] }] }),
    status: 400,
    says: /Invalid value: 'input_text'/,
  },
  {
    what: 'OpenAI: a call without its result',
    path: '/openai/v1/responses',
    headers: bearer,
    body: responses({ input: [{ type: 'function_call', call_id: 'a', name: 'b', arguments: '{}' }] }),
    status: 400,
    says: /No tool output found/,
  },
  {
    what: 'OpenAI: reasoning without its encrypted content',
    path: '/openai/v1/responses',
    headers: bearer,
    body: responses({ input: [{ type: 'reasoning', id: 'rs_0', summary: [] }, item('user', 'x')] }),
    status: 404,
    says: /not found/,
  },
  {
    what: 'OpenAI: an open schema',
    path: '/openai/v1/responses',
    headers: bearer,
    body: responses({ text: { format: { type: 'json_schema', name: 'x', strict: true, schema: { type: 'object' } } } }),
    status: 400,
    says: /additionalProperties/,
  },
  {
    what: 'Anthropic: no version',
    path: '/anthropic/v1/messages',
    headers: bearer,
    body: messages({}),
    status: 400,
    says: /anthropic-version/,
  },
  {
    what: 'Anthropic: no max_tokens',
    path: '/anthropic/v1/messages',
    headers: anthropic,
    body: messages({ max_tokens: undefined }),
    status: 400,
    says: /max_tokens: Field required/,
  },
  {
    what: 'Anthropic: temperature in the new version',
    path: '/anthropic/v1/messages',
    headers: anthropic,
    body: messages({ temperature: 0.5 }),
    status: 400,
    says: /temperature: Extra inputs/,
  },
  {
    what: 'Anthropic: the assistant first',
    path: '/anthropic/v1/messages',
    headers: anthropic,
    body: messages({ messages: [message('assistant', 'x'), message('user', 'y')] }),
    status: 400,
    says: /first message must use/,
  },
  {
    what: 'Anthropic: an empty text',
    path: '/anthropic/v1/messages',
    headers: anthropic,
    body: messages({ messages: [message('user', [{ type: 'text', text: '' }])] }),
    status: 400,
    says: /non-empty/,
  },
  {
    what: 'Anthropic: a changed thought',
    path: '/anthropic/v1/messages',
    headers: anthropic,
    body: messages({
      messages: [
        message('user', 'x'),
        message('assistant', [{ type: 'thinking', thinking: 'a', signature: 'b' }]),
        message('user', 'y'),
      ],
    }),
    status: 400,
    says: /Invalid `signature`/,
  },
  {
    what: 'Anthropic: a budget above the limit',
    path: '/anthropic/v1/messages',
    headers: anthropic,
    body: messages({ thinking: { type: 'enabled', budget_tokens: 2000 } }),
    status: 400,
    says: /greater than `thinking.budget_tokens`/,
  },
  { what: 'Google: no key', path: generate, body: contents({}), status: 403, says: /unregistered callers/ },
  {
    what: 'Google: a key that is not valid',
    path: generate,
    headers: { 'x-goog-api-key': 'wrong' },
    body: contents({}),
    status: 400,
    says: /API key not valid/,
  },
  {
    what: 'Google: the role assistant',
    path: generate,
    headers: google,
    body: { contents: [{ role: 'assistant', parts: [{ text: 'x' }] }] },
    status: 400,
    says: /valid role/,
  },
  {
    what: 'Google: thinking where there is none',
    path: generate,
    headers: google,
    body: contents({ generationConfig: { thinkingConfig: { includeThoughts: true } } }),
    status: 400,
    says: /Thinking is not enabled/,
  },
  {
    what: 'Google: a response without its call',
    path: generate,
    headers: google,
    body: contents({ contents: [{ role: 'user', parts: [{ functionResponse: { name: 'x', response: {} } }] }] }),
    status: 400,
    says: /function response parts/,
  },
  {
    what: 'Mistral: no key',
    path: '/mistral/v1/chat/completions',
    body: completions({}),
    status: 401,
    says: /Unauthorized/,
  },
  {
    what: 'Mistral: stream_options',
    path: '/mistral/v1/chat/completions',
    headers: bearer,
    body: completions({ stream_options: { include_usage: true } }),
    status: 422,
    says: /Extra inputs/,
  },
  {
    what: 'Mistral: a call’s id of another vendor',
    path: '/mistral/v1/chat/completions',
    headers: bearer,
    body: completions({
      messages: [
        message('user', 'x'),
        { role: 'assistant', content: '', tool_calls: [{ id: 'call_1', function: { name: 'a', arguments: '{}' } }] },
      ],
    }),
    status: 400,
    says: /length of 9/,
  },
  {
    what: 'Mistral: the assistant last',
    path: '/mistral/v1/chat/completions',
    headers: bearer,
    body: completions({ messages: [message('user', 'x'), message('assistant', 'y')] }),
    status: 400,
    says: /Expected last role/,
  },
  {
    what: 'Hugging Face: no key',
    path: '/huggingface/v1/chat/completions',
    body: completions({}),
    status: 401,
    says: /Invalid username/,
  },
  {
    what: 'Hugging Face: a parameter of OpenAI’s',
    path: '/huggingface/v1/chat/completions',
    headers: bearer,
    body: completions({ max_completion_tokens: 5 }),
    status: 400,
    says: /max_completion_tokens/,
  },
  {
    what: 'compatible: a wrong key',
    path: '/compatible/v1/chat/completions',
    headers: { authorization: 'Bearer wrong' },
    body: completions({}),
    status: 401,
    says: /Unauthorized/,
  },
  {
    what: 'compatible: the developer’s role',
    path: '/compatible/v1/chat/completions',
    body: completions({ messages: [message('developer', 'x')] }),
    status: 400,
    says: /Invalid value: 'developer'/,
  },
  {
    what: 'compatible: a result without its call',
    path: '/compatible/v1/chat/completions',
    body: completions({ messages: [message('user', 'x'), { role: 'tool', tool_call_id: 'a', content: 'y' }] }),
    status: 400,
    says: /must be a response/,
  },
  {
    what: 'compatible: a thought outside a tool’s turn',
    path: '/compatible/v1/chat/completions',
    body: completions({
      messages: [
        message('user', 'x'),
        { role: 'assistant', content: 'y', reasoning_content: 'z' },
        message('user', 'x'),
      ],
    }),
    status: 400,
    says: /reasoning_content/,
  },
  {
    what: 'any: a body that is no JSON',
    path: '/openai/v1/responses',
    headers: bearer,
    body: undefined,
    status: 400,
    says: /parse the JSON/,
  },
];

describe('the simulator', () => {
  let simulator: Simulator;
  before(async () => {
    simulator = await startSimulator({ pace: 0 });
  });
  after(() => simulator.close());

  for (const { what, path, headers, body, status, says } of violations) {
    it(`refuses what the vendor refuses — ${what}`, async () => {
      const response = await fetch(`${simulator.url}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: body === undefined ? '{"model":' : JSON.stringify(body),
      });
      assert.equal(response.status, status);
      assert.match(await response.text(), says);
    });
  }

  it('records requests without the values of their keys', async () => {
    await fetch(`${simulator.url}/openai/v1/models`, { headers: bearer });
    const recorded = simulator.requests.at(-1);
    assert.equal(recorded?.path, '/openai/v1/models');
    assert.ok(!JSON.stringify(recorded).includes(simulatorKey));
  });
});
