import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { silentLogger } from '../../../../src/core/logger.js';
import { createUnknownEventLog } from '../../../../src/providers/adapter/unknownEventLog.js';
import type { ChatEvent, ChatRequest } from '../../../../src/providers/provider.js';
import { createProvider } from '../../../../src/providers/vendors/mistral/mistral.js';
import { recordingLogger } from '../../../support/recordingLogger.js';

describe('an event that is cheap to send and costly to read', () => {
  let server: Server;
  let [status, type, body] = [200, 'text/event-stream', ''];

  before(async function () {
    this.timeout(30_000);
    server = createServer((request, response) => {
      request.resume().on('end', () => response.writeHead(status, { 'content-type': type }).end(body));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });

  after(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  const answerWith = (...thoughts: readonly unknown[]): Promise<ChatEvent[]> => {
    const delta = { content: [{ type: 'thinking', thinking: thoughts }] };
    const chunk = { id: '1', model: 'm', choices: [{ index: 0, delta, finish_reason: 'stop' }] };
    [status, type, body] = [200, 'text/event-stream', `data: ${JSON.stringify(chunk)}\n\n`];
    return answer();
  };
  const answer = async (): Promise<ChatEvent[]> => {
    const provider = createProvider({
      apiKey: 'a-key-of-tests',
      baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
      idleTimeoutMs: 30_000,
      logger: silentLogger,
    });
    const request: ChatRequest = {
      model: 'm',
      messages: [{ role: 'user', parts: [{ type: 'text', text: 'Hi' }] }],
      parameters: {},
    };
    const events: ChatEvent[] = [];
    try {
      for await (const event of provider.streamChat(request, new AbortController().signal)) events.push(event);
      return events;
    } finally {
      await provider.dispose();
    }
  };

  it("does not reach the check of Mistral's SDK, which would stop the host", async () => {
    for (const thoughts of [Array.from({ length: 2_000 }, () => ({})), Array.from({ length: 4_000 }, () => 1)])
      await assert.rejects(answerWith(...thoughts), { code: 'invalid-response', message: /too many values/u });
  });

  it('is taken when it holds as much as any real one', async () => {
    const events = await answerWith(...Array.from({ length: 500 }, () => ({ type: 'text', text: 'a, [b]: {c}' })));
    assert.equal(events[0]?.type === 'reasoning-delta' && events[0].text.length, 5_500);
    assert.equal(events.at(-1)?.type, 'finish');
  });

  it('is no measure for a refusal, which the SDK does not see', async () => {
    const detail = [{ msg: 'The model takes no pictures.', input: Array.from({ length: 5_000 }, () => 1) }];
    [status, type, body] = [422, 'application/json', JSON.stringify({ detail })];
    await assert.rejects(answer(), { code: 'invalid-request', message: /takes no pictures/u });
  });
});

describe('the log of unknown data', () => {
  it('takes hardly any time for a kind that it has named', () => {
    const logger = recordingLogger();
    const notes = createUnknownEventLog('Anybody', logger)();
    const begun = performance.now();
    for (let count = 0; count < 100_000; count++) notes.unknown('image_url');
    const taken = performance.now() - begun;
    assert.equal(logger.lines.length, 1);
    assert.ok(taken < 300, `${taken} ms`);
  });
});
