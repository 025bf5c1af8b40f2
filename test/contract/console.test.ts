import assert from 'node:assert/strict';
import { recordingLogger } from '../support/recordingLogger.js';
import { ask, forEachProvider, outcomeOf } from './support/providersUnderTest.js';

/** Models that an SDK has something to say about; Anthropic's and Mistral's print it. */
const models = [
  'claude-3-opus-20240229',
  'claude-opus-4-20250514',
  'claude-opus-4-6',
  'claude-sonnet-4-5',
  'mistral-tiny',
  'gpt-3.5-turbo',
  'gemini-1.5-pro',
];
/** Scenarios of the simulator with much in them. */
const scenarios = [
  'reasoning',
  'tool-call',
  'tool-calls',
  'unknown',
  'safety',
  'server-error',
  'error-in-stream',
  'broken-json',
];

forEachProvider('the console that all extensions share', (subject) => {
  const methods = ['log', 'info', 'warn', 'error', 'debug', 'trace'] as const;
  const original = { ...console };
  const warnings: unknown[] = [];
  const onWarning = (warning: unknown): void => void warnings.push(warning);
  let lines: unknown[][] = [];

  beforeEach(() => {
    lines = [];
    for (const method of methods) console[method] = (...line: unknown[]) => void lines.push(line);
    process.on('warning', onWarning);
  });

  afterEach(() => {
    Object.assign(console, original);
    process.off('warning', onWarning);
  });

  it('gets no line of an SDK, whatever is asked of whichever model', async () => {
    const provider = await subject.connect();
    for (const model of models)
      await outcomeOf(
        provider.streamChat(
          { ...ask('plain'), model, parameters: { reasoningEffort: 'high', maxOutputTokens: 50_000 } },
          new AbortController().signal,
        ),
      );
    for (const scenario of scenarios) await outcomeOf(provider.streamChat(ask(scenario), new AbortController().signal));
    await provider.listModels(new AbortController().signal);
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual({ lines, warnings }, { lines: [], warnings: [] });
  });

  it('is not needed to learn that a model ends: the log says it once', async () => {
    const logger = recordingLogger();
    const dated = { id: 'scenario-plain', retires_at: '2099-03-04T00:00:00Z', shutdown_date: '2099-03-04' };
    const original = globalThis.fetch;
    globalThis.fetch = async (input, init) =>
      init?.method === 'POST'
        ? original(input, init)
        : Response.json({ data: [{ ...dated, deprecation: dated.retires_at }] });
    try {
      const provider = await subject.connect({ logger });
      await provider.listModels(new AbortController().signal);
      for (let times = 0; times < 2; times += 1)
        await outcomeOf(provider.streamChat(ask('plain'), new AbortController().signal));
    } finally {
      globalThis.fetch = original;
    }
    const told = logger.lines.filter((line) => /^warn: \S.* ends the model scenario-plain on 2099-03-04$/u.test(line));
    assert.equal(told.length, ['openai', 'anthropic', 'mistral'].includes(subject.id) ? 1 : 0);
  });
});
