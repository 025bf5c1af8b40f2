import assert from 'node:assert/strict';
import { serveBody } from './support/bodyServer.js';
import { ask, codeOf, forEachProvider, outcomeOf, type Outcome } from './support/providersUnderTest.js';

const events = (...all: readonly object[]): string => all.map((each) => `data: ${JSON.stringify(each)}\n\n`).join('');
const text = (content: string): object => ({ choices: [{ index: 0, delta: { content } }] });
const stop = { choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] };

forEachProvider('an answer that is cut off', (subject) => {
  const outcomeFrom = (body: string): Promise<Outcome> =>
    serveBody([body], async (baseUrl) => {
      const provider = await subject.connect({ baseUrl });
      return outcomeOf(provider.streamChat(ask('plain'), new AbortController().signal));
    });

  it('in an event is that, whatever came before it', async () => {
    const { error } = await outcomeFrom('data: {"object":"heartbeat"}\n\ndata: {"id":"x","obj');
    assert.equal(codeOf(error), 'stream-truncated');
  });

  if (subject.id !== 'compatible') return;
  it('behind its seeming end is that where what comes last may begin a mark', async () => {
    for (const body of [
      events(text('<think>a</think>'), stop, text('<')),
      events(text('<|channel|>final<|message|>Hi<|end|>'), stop, text('\n<|start|>assis')),
    ])
      assert.equal(codeOf((await outcomeFrom(body)).error), 'stream-truncated', body);
  });

  it('is none where only white space comes behind the end', async () => {
    const { error, text: said } = await outcomeFrom(events(text('<think>a</think>Hi'), stop, text('\n')));
    assert.deepEqual([error, said.trim()], [undefined, 'Hi']);
  });

  it('is none where a tool of the gateway has failed', async () => {
    const failed = { type: 'tool_error', message: 'search failed' };
    const { error, text: said } = await outcomeFrom(events(text('Hi'), failed, text(' there'), stop));
    assert.deepEqual([error, said], [undefined, 'Hi there']);
  });
});
