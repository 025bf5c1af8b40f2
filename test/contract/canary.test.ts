import assert from 'node:assert/strict';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { LogOutputChannel } from 'vscode';
import { ScoutError } from '../../src/core/errors.js';
import type { ChatRequest } from '../../src/providers/provider.js';
import { outputChannelLogger } from '../../src/vscode/diagnostics/outputChannelLogger.js';
import { scenarios } from '../support/simulator/scenarios.js';
import { keyMark, markedKey, unusableKeys } from './support/canaries.js';
import { codeOf, forEachProvider, outcomeOf, shortIdleTimeoutMs } from './support/providersUnderTest.js';

const prompt = 'My diary: Anna Blume-Kanarie lives at Elm Street 12 and owes nobody anything at all.';
/** In whatever form key or prompt come back, this piece of them would be in it. */
const canary = new RegExp(`${keyMark.source}|Elm Street`, 'iu');

const request: ChatRequest = {
  model: 'any-model',
  system: `System: ${prompt}`,
  messages: [{ role: 'user', parts: [{ type: 'text', text: prompt }] }],
  parameters: {},
};

/** What a server may say with key and prompt in it. */
const sentences: readonly string[] = [
  `The key ${markedKey} may not use this`,
  `Header was ${JSON.stringify({ authorization: `Bearer ${markedKey}`, 'x-api-key': markedKey })}`,
  `See https://me:${markedKey}@host/?key=${encodeURIComponent(markedKey)}`,
  `Basic ${Buffer.from(`:${markedKey}`).toString('base64')}`,
  `${'Long wrapping of a gateway. '.repeat(10)}${markedKey}`,
  `Bad input: ${prompt}`,
  `Bad input: ${JSON.stringify(request)}`,
];

forEachProvider('canaries', (subject, endpoint) => {
  let server: Server;
  let respond: (response: ServerResponse) => void;
  const lines: string[] = [];
  let repeatsPrompt = true;
  const write = (line: string): void => void lines.push(line);
  const logger = outputChannelLogger({
    trace: write,
    debug: write,
    info: write,
    warn: write,
    error: write,
  } as unknown as LogOutputChannel);

  before(async () => {
    server = createServer((incoming, response) => void incoming.resume().on('end', () => respond(response)));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });

  after(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  /** Everything that a failed answer leaves: its error as it is shown, stored and logged, and the log. */
  const tracesOf = async (
    apiKey: string,
    baseUrl: string,
    model = request.model,
    parameters = request.parameters,
  ): Promise<string> => {
    const provider = await subject.connect({ apiKey, baseUrl, logger, idleTimeoutMs: shortIdleTimeoutMs });
    repeatsPrompt = true;
    const { error } = await outcomeOf(
      provider.streamChat({ ...request, model, parameters }, new AbortController().signal),
    );
    // Without a prompt in this request, only the key can come back.
    repeatsPrompt = false;
    const listed = await provider.listModels(new AbortController().signal).catch((thrown: unknown) => thrown);
    const traces = [error, listed].flatMap((thrown) => {
      if (thrown === undefined || Array.isArray(thrown)) return [];
      assert.ok(thrown instanceof ScoutError, codeOf(thrown) as string);
      logger.error('It failed', thrown);
      const { code, message, stack, cause } = thrown;
      return [JSON.stringify({ ...thrown, code, message, stack, cause: String(cause) })];
    });
    return [...traces, ...lines.splice(0)].join('\n');
  };
  const address = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;

  for (const status of [400, 403, 404, 429, 500, 200]) {
    it(`that a server repeats with status ${status} are in no message, cause or log line`, async () => {
      for (const sentence of sentences) {
        for (const body of [
          { error: { message: sentence, param: sentence, type: sentence } },
          { error: sentence },
          { detail: [{ msg: sentence, loc: [sentence] }] },
        ]) {
          respond = (response) => {
            const isStream = status === 200;
            response.writeHead(status, { 'content-type': isStream ? 'text/event-stream' : 'application/json' });
            const said = repeatsPrompt || !sentence.includes('Elm') ? body : { error: { message: 'no' } };
            response.end(isStream ? `data: ${JSON.stringify(said)}\n\n` : JSON.stringify(said));
          };
          const traces = await tracesOf(markedKey, address());
          assert.doesNotMatch(traces, canary);
        }
      }
    });
  }

  it('are left by no word of an answer that is not understood', async () => {
    const events = [
      { type: prompt },
      { type: 'content_block_start', index: 0, content_block: { type: prompt } },
      { choices: [{ index: 0, delta: { content: [{ type: prompt }] } }] },
      { choices: [{ index: 0, delta: { content: 'a' }, finish_reason: prompt }] },
      { candidates: [{ content: { parts: [{ [prompt]: 1 }] } }] },
      { candidates: [{ content: { parts: [{ text: 'a' }] }, finishReason: prompt }] },
    ];
    for (const event of events) {
      const name = 'type' in event ? `event: ${event.type}\n` : '';
      respond = (response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        response.end(`${name}data: ${JSON.stringify(event)}\n\n`);
      };
      assert.doesNotMatch(await tracesOf(markedKey, address()), canary);
    }
  });

  it('are left by no parameter that is refused', async () => {
    const parameters = { temperature: 0.5, topP: 0.5, reasoningEffort: 'high', maxOutputTokens: 1_000 } as const;
    for (const name of ['temperature', 'top_p', 'reasoning', 'reasoning_effort', 'thinking']) {
      respond = (response) => {
        response.writeHead(400, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ error: { message: 'no', param: `${name}.${prompt}` } }));
      };
      assert.doesNotMatch(await tracesOf(markedKey, address(), request.model, parameters), canary, name);
    }
  });

  it('in keys that no header can carry are nowhere, and nothing is sent', async () => {
    let requests = 0;
    respond = (response) => {
      requests += 1;
      response.end();
    };
    for (const key of unusableKeys) {
      const traces = await tracesOf(key, address());
      assert.doesNotMatch(traces, canary);
      assert.match(traces, /invalid-api-key/u);
    }
    assert.equal(requests, 0);
  });

  it('in user and password of the address are nowhere', async () => {
    respond = (response) => response.writeHead(500).end();
    for (const key of endpoint.needsKey ? [markedKey] : [markedKey, '']) {
      const traces = await tracesOf(key, address().replace('://', '://me:kanarie-password@'));
      assert.doesNotMatch(traces, canary);
    }
  });

  it('are left by no scenario of the simulator', async function () {
    this.timeout(120_000);
    for (const name of Object.keys(scenarios).filter((known) => !['huge', 'endless-line', 'burst'].includes(known))) {
      const traces = await tracesOf(markedKey, `${subject.simulator.url}/${subject.id}/v1`, `scenario-${name}`);
      assert.doesNotMatch(traces, canary, name);
    }
  });
});
