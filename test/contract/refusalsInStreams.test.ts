import assert from 'node:assert/strict';
import { eventually, ask, codeOf, forEachProvider, outcomeOf, type Outcome } from './support/providersUnderTest.js';

const responseFormat = { name: 'title', schema: { type: 'object', properties: {} } };

forEachProvider('a refusal in a stream that has begun', (subject) => {
  const streamOf = async (model: string): Promise<Outcome> => {
    const provider = await subject.connect();
    return outcomeOf(provider.streamChat(ask('', { model, responseFormat }), new AbortController().signal));
  };

  it('is answered once: a server that goes on refusing is not asked for ever', async () => {
    const before = subject.simulator.requests.length;
    const { error } = await streamOf('streams-response-format-always-scenario-plain');
    assert.equal(codeOf(error), 'invalid-request');
    assert.equal(subject.simulator.requests.length - before, 2);
  });

  it('holds no connection while the next request is answered', async () => {
    const before = subject.simulator.requests.length;
    const provider = await subject.connect();
    const stop = new AbortController();
    const request = ask('', { model: 'streams-response-format-scenario-stall', responseFormat });
    const stream = provider.streamChat(request, stop.signal)[Symbol.asyncIterator]();
    for (let next = await stream.next(); next.value?.type !== 'text-delta'; next = await stream.next())
      assert.ok(!next.done, 'the second answer begins');
    const refused = subject.simulator.requests[before]!;
    await eventually(() => refused.closedByClient, 'the refused request is closed');
    stop.abort();
    await assert.rejects(stream.next(), { name: 'AbortError' });
  });

  it('is a failure after something of the answer', async () => {
    const before = subject.simulator.requests.length;
    const { error, text } = await streamOf('scenario-refusal-after-text');
    assert.deepEqual([codeOf(error), text], ['invalid-request', 'Paris.']);
    assert.equal(subject.simulator.requests.length - before, 1);
  });
});
