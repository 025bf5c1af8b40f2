import assert from 'node:assert/strict';
import type { Logger } from '../../src/core/logger.js';
import type { ChatMessage, ChatRequest, VendorId } from '../../src/providers/provider.js';
import { simulatorKey } from '../support/simulator/simulator.js';
import { ask, codeOf, forEachProvider, outcomeOf, type Subject } from './support/providersUnderTest.js';

const user = (text: string): ChatMessage => ({ role: 'user', parts: [{ type: 'text', text }] });
const assistant = (text: string): ChatMessage => ({ role: 'assistant', parts: [{ type: 'text', text }] });
const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';
const weather = {
  name: 'get_weather',
  description: 'The weather in a city.',
  inputSchema: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
};

/** A model of each vendor that takes sampling parameters, and one that thinks about how hard to think. */
const models: Readonly<Record<VendorId, { plain: string; thinking: string }>> = {
  openai: { plain: 'gpt-4.1', thinking: 'gpt-5.5' },
  anthropic: { plain: 'claude-haiku-4-5', thinking: 'claude-sonnet-5-5' },
  google: { plain: 'gemini-2.0-flash', thinking: 'gemini-3.8-flash' },
  mistral: { plain: 'mistral-large-latest', thinking: 'magistral-medium-latest' },
  huggingface: { plain: 'meta-llama/Llama-3.1-8B-Instruct', thinking: 'openai/gpt-oss-120b' },
  compatible: { plain: 'llama3.2', thinking: 'qwen3:8b' },
};

async function answer(subject: Subject, request: ChatRequest): Promise<string> {
  const provider = await subject.connect();
  const outcome = await outcomeOf(provider.streamChat(request, new AbortController().signal));
  assert.equal(outcome.error, undefined);
  return outcome.text;
}

forEachProvider('requests', (subject, endpoint) => {
  const { plain, thinking } = models[subject.id];

  it('carry the whole conversation and the system prompt', async () => {
    const text = await answer(subject, {
      model: plain,
      system: 'Answer briefly.',
      messages: [
        user('What is a monad?'),
        assistant('A monoid.'),
        user('And a monoid?'),
        assistant('A set with a sum.'),
        user('Thanks, and a set?'),
      ],
      parameters: {},
    });
    assert.match(text, /You have asked 3 questions in this chat; the first was “What is a monad\?”/);
    assert.match(text, /> Thanks, and a set\?/);
    assert.match(text, /A system prompt of 15 characters/);
  });

  it('leave out what is empty: a message without content, a blank system prompt', async () => {
    const text = await answer(subject, {
      model: plain,
      system: '',
      messages: [user('One?'), { role: 'assistant', parts: [{ type: 'text', text: '' }] }, user('Two?')],
      parameters: {},
    });
    assert.match(text, /You have asked 2 questions/);
    assert.match(text, /No system prompt/);
  });

  it('drop what other vendors left in the history', async () => {
    const opaquePart = (vendor: string) => ({
      type: 'opaque' as const,
      vendor,
      data: { type: 'from-elsewhere', blob: 'x' },
    });
    const message: ChatMessage = {
      role: 'assistant',
      parts: [
        { type: 'reasoning', text: 'Hm.' },
        opaquePart('elsewhere'),
        { type: 'text', text: 'Two.' },
        { type: 'citation', citation: { url: 'https://example.com' } },
        { type: 'refusal', text: 'No more.' },
      ],
    };
    assert.match(
      await answer(subject, { model: plain, messages: [user('1 + 1?'), message, user('Sure?')], parameters: {} }),
      /2 questions/,
    );
    const sent = JSON.stringify(subject.lastRequest().body);
    assert.ok(!sent.includes('from-elsewhere') && !sent.includes('Hm.') && !sent.includes('example.com'));
  });

  for (const [what, mediaType, data, name] of [
    ['image', 'image/png', pixel, undefined],
    ['PDF', 'application/pdf', 'JVBERi0xLjQK', 'paper.pdf'],
  ] as const) {
    // See `inputs.test.ts`.
    if (subject.id === 'huggingface' && what === 'PDF') continue;
    it(`carry ${what} input`, async () => {
      const file = { type: 'file' as const, mediaType, data, ...(name ? { name } : {}) };
      const text = await answer(subject, {
        model: plain,
        messages: [{ role: 'user', parts: [{ type: 'text', text: 'What is this?' }, file] }],
        parameters: {},
      });
      assert.ok(text.includes(`With it came a file: ${mediaType}.`), text.slice(0, 600));
    });
  }

  it('carry every parameter that the model takes, and none that it refuses', async () => {
    const parameters = { maxOutputTokens: 2000, temperature: 0.3, topP: 0.9 };
    await answer(subject, { model: plain, messages: [user('Hello?')], parameters });
    await answer(subject, {
      model: thinking,
      messages: [user('Hello?')],
      parameters: { ...parameters, reasoningEffort: 'low' },
    });
    const sent = JSON.stringify(subject.lastRequest().body);
    assert.match(sent, /2000/);
    assert.match(sent, /"low"|"LOW"/);
  });

  it('are accepted without any parameter, and with a token limit too small for the vendor', async () => {
    await answer(subject, { model: thinking, messages: [user('Hello?')], parameters: {} });
    await answer(subject, {
      model: thinking,
      messages: [user('Hello?')],
      parameters: { maxOutputTokens: 5, reasoningEffort: 'high' },
    });
  });

  it('describe the tools that the model may use', async () => {
    await answer(subject, { ...ask('plain'), tools: [weather] });
    const sent = JSON.stringify(subject.lastRequest().body);
    assert.ok(sent.includes('get_weather') && sent.includes('The weather in a city.') && sent.includes('"city"'));
  });

  it('ask for JSON that satisfies a schema', async () => {
    const text = await answer(subject, {
      model: plain,
      messages: [user('Name this chat about monads, please.')],
      parameters: {},
      responseFormat: {
        name: 'title',
        schema: { type: 'object', properties: { title: { type: 'string' } }, required: ['title'] },
      },
    });
    assert.deepEqual(JSON.parse(text), { title: 'Name this chat about monads, please.' });
  });

  it('are refused by the server, and reported so, when they are built wrongly', async () => {
    const provider = await subject.connect();
    const orphan: ChatMessage = {
      role: 'tool',
      parts: [{ type: 'tool-result', callId: 'call12345', output: 'Rain', isError: false }],
    };
    const outcome = await outcomeOf(
      provider.streamChat(
        { ...ask('plain'), messages: [user('Rain?'), assistant('Who knows.'), orphan] },
        new AbortController().signal,
      ),
    );
    assert.equal(codeOf(outcome.error), 'invalid-request');
  });

  it('go where they should, with the key in a header, whatever the environment says', async () => {
    const hostile = {
      OPENAI_BASE_URL: 'http://127.0.0.1:9/v1',
      OPENAI_ORG_ID: 'org-evil',
      OPENAI_PROJECT_ID: 'project-evil',
      OPENAI_CUSTOM_HEADERS: 'x-evil: 1\nauthorization: Bearer evil',
      OPENAI_LOG: 'debug',
      ANTHROPIC_BASE_URL: 'http://127.0.0.1:9',
      ANTHROPIC_AUTH_TOKEN: 'evil',
      ANTHROPIC_CUSTOM_HEADERS: 'x-evil: 1\nanthropic-version: 1999-01-01',
      ANTHROPIC_LOG: 'debug',
      GOOGLE_API_KEY: 'evil',
      GEMINI_API_KEY: 'evil',
      GOOGLE_GEMINI_BASE_URL: 'http://127.0.0.1:9',
      GOOGLE_GENAI_USE_VERTEXAI: 'true',
      MISTRAL_API_KEY: 'evil',
      MISTRAL_DEBUG: '1',
      MISTRAL_SDK_TELEMETRY: 'global',
      HF_TOKEN: 'evil',
    };
    const before = { ...process.env };
    Object.assign(process.env, hostile);
    try {
      assert.equal(await answer(subject, ask('plain')), 'The capital of France is Paris.');
      assert.ok((await (await subject.connect()).listModels(new AbortController().signal)).length > 0);
    } finally {
      for (const name of Object.keys(hostile)) delete process.env[name];
      Object.assign(process.env, before);
    }
    for (const request of subject.simulator.requests.slice(-2)) {
      const text = JSON.stringify(request);
      assert.ok(request.path.startsWith(`/${subject.id}/`));
      assert.ok(!text.includes('evil'), 'nothing of the environment was sent');
      assert.ok(!request.path.includes(simulatorKey), 'the key is not in the address');
    }
  });

  it('leave no key, no prompt and no answer in the log', async () => {
    const lines: string[] = [];
    const log = (message: string, error?: unknown): void =>
      void lines.push(`${message} ${error instanceof Error ? (error.stack ?? '') : ''}`);
    const logger: Logger = { trace: log, debug: log, info: log, warn: log, error: log, child: () => logger };
    const provider = await subject.connect({ logger });
    for (const scenario of ['plain', 'unknown', 'bad-key', 'broken-json', 'error-in-stream', 'other-dialect']) {
      const { error } = await outcomeOf(provider.streamChat(ask(scenario), new AbortController().signal));
      if (error instanceof Error) lines.push(String(error), String(error.stack), String(error.cause));
    }
    assert.ok(lines.length > 0);
    for (const line of lines) {
      assert.ok(!/capital|Paris|of Fr|Bearer/.test(line), line);
      assert.ok(!line.includes(simulatorKey), line);
    }
  });

  it('list the chat models, and nothing else', async () => {
    const provider = await subject.connect();
    const listed = await provider.listModels(new AbortController().signal);
    assert.ok(listed.length >= 2);
    assert.ok(listed.every(({ id, displayName }) => id !== '' && displayName !== ''));
    assert.equal(new Set(listed.map(({ id }) => id)).size, listed.length, 'each once');
    assert.ok(
      !listed.some(({ id }) => /embed|tts|whisper|realtime|image|retired/.test(id)),
      listed.map(({ id }) => id).join(' '),
    );
  });

  it('have a model to fall back on when the list is not available', () => {
    const needed = endpoint.defaultBaseUrl !== undefined;
    assert.equal(endpoint.fallbackModels.length > 0, needed);
  });
});

/** Models that refuse an optional parameter by name. */
const picky: Readonly<Partial<Record<VendorId, { model: string; refused: RegExp; refusals: number }>>> = {
  openai: { model: 'scenario-unverified', refused: /"summary"/, refusals: 1 },
  mistral: { model: 'scenario-picky', refused: /"reasoning_effort"/, refusals: 1 },
  compatible: { model: 'scenario-picky', refused: /"temperature"|"top_p"|"stream_options"|"max_tokens"/, refusals: 4 },
};

forEachProvider('refused parameters', (subject) => {
  const case_ = picky[subject.id];
  if (case_ === undefined) return;
  it('are left out, and not tried again for that model', async () => {
    const provider = await subject.connect();
    const request = ask('plain', {
      model: case_.model,
      parameters: { temperature: 0.3, topP: 0.9, maxOutputTokens: 500, reasoningEffort: 'low' },
    });
    const before = subject.simulator.requests.length;
    const first = await outcomeOf(provider.streamChat(request, new AbortController().signal));
    assert.equal(first.error, undefined);
    assert.match(JSON.stringify(subject.simulator.requests[before]?.body), case_.refused);
    assert.equal(subject.simulator.requests.length - before, case_.refusals + 1);
    const second = await outcomeOf(provider.streamChat(request, new AbortController().signal));
    assert.equal(second.error, undefined);
    assert.equal(subject.simulator.requests.length - before, case_.refusals + 2);
    assert.doesNotMatch(JSON.stringify(subject.lastRequest().body), case_.refused);
  });
});
