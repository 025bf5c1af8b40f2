import assert from 'node:assert/strict';
import { ScoutError } from '../../src/core/errors.js';
import {
  ask,
  codeOf,
  eventually,
  forEachProvider,
  outcomeOf,
  shortIdleTimeoutMs,
} from './support/providersUnderTest.js';

/** Silent ends: the server closes the connection as if all were well. Broken and stalled ones are just as incomplete. */
const cut = ['clean-end', 'end-at-once', 'half-event', 'no-terminal', 'tool-cut', 'reset', 'stall'];

const impatient = { idleTimeoutMs: shortIdleTimeoutMs };

forEachProvider('interrupted answers', (subject) => {
  for (const scenario of cut) {
    it(`${scenario} is a truncated stream`, async () => {
      const provider = await subject.connect(scenario === 'stall' ? impatient : {});
      const outcome = await outcomeOf(provider.streamChat(ask(scenario), new AbortController().signal));
      assert.equal(codeOf(outcome.error), 'stream-truncated');
      // A server that is silent may still be busy with the request: it is not asked again by itself.
      assert.ok(outcome.error instanceof ScoutError && outcome.error.retryable === (scenario !== 'stall'));
      assert.ok(!outcome.events.some((event) => event.type === 'finish' || event.type === 'tool-call'));
      const said = {
        'end-at-once': '',
        'tool-cut': '',
        'clean-end': 'The capital of France ',
        'no-terminal': 'The capital of France is Paris.',
      }[scenario];
      assert.equal(outcome.text, said ?? 'The capital ', 'what had arrived is kept');
    });
  }

  it('gives up a server that never answers, and closes the request', async () => {
    const provider = await subject.connect(impatient);
    const outcome = await outcomeOf(provider.streamChat(ask('silent'), new AbortController().signal));
    assert.equal(codeOf(outcome.error), 'network');
    await eventually(() => subject.lastRequest().closedByClient, 'the server sees the request close');
  });

  it('closes the request of a stalled answer', async () => {
    const provider = await subject.connect(impatient);
    await outcomeOf(provider.streamChat(ask('stall'), new AbortController().signal));
    await eventually(() => subject.lastRequest().closedByClient, 'the server sees the request close');
  });

  it('lets a slow consumer take longer than the idle limit', async () => {
    const provider = await subject.connect(impatient);
    let text = '';
    for await (const event of provider.streamChat(ask('plain'), new AbortController().signal)) {
      if (event.type === 'text-delta' && text === '')
        await new Promise((resolve) => setTimeout(resolve, shortIdleTimeoutMs * 2));
      if (event.type === 'text-delta') text += event.text;
    }
    assert.equal(text, 'The capital of France is Paris.');
  });
});

forEachProvider('cancellation', (subject) => {
  it('sends nothing when it is aborted before the first event is asked for', async () => {
    const provider = await subject.connect();
    const before = subject.simulator.requests.length;
    const controller = new AbortController();
    const stream = provider.streamChat(ask('plain'), controller.signal);
    controller.abort();
    assert.equal(codeOf((await outcomeOf(stream)).error), 'cancelled');
    assert.equal(subject.simulator.requests.length, before);
  });

  it('closes the request when it is aborted while the server is still thinking', async () => {
    const provider = await subject.connect();
    const before = subject.simulator.requests.length;
    const controller = new AbortController();
    const outcome = outcomeOf(provider.streamChat(ask('silent'), controller.signal));
    await eventually(() => subject.simulator.requests.length > before, 'the request arrives');
    controller.abort();
    assert.equal(codeOf((await outcome).error), 'cancelled');
    await eventually(() => subject.lastRequest().closedByClient, 'the server sees the request close');
  });

  it('closes the request when it is aborted in mid-stream, whatever the reason given', async () => {
    const provider = await subject.connect();
    const controller = new AbortController();
    let text = '';
    const reading = (async () => {
      for await (const event of provider.streamChat(ask('stall'), controller.signal)) {
        if (event.type !== 'text-delta') continue;
        text += event.text;
        // While the next event is waited for.
        setImmediate(() => controller.abort(new Error('the window was closed')));
      }
    })();
    await assert.rejects(reading, (error) => codeOf(error) === 'cancelled');
    assert.equal(text, 'The capital ');
    await eventually(() => subject.lastRequest().closedByClient, 'the server sees the request close');
  });

  it('yields nothing more once it is aborted between two events', async () => {
    const provider = await subject.connect();
    const controller = new AbortController();
    let events = 0;
    const reading = (async () => {
      for await (const event of provider.streamChat(ask('burst'), controller.signal)) {
        if (event.type === 'text-delta' && ++events === 3) controller.abort();
      }
    })();
    await assert.rejects(reading, (error) => codeOf(error) === 'cancelled');
    assert.equal(events, 3);
  });

  it('closes the request when the consumer stops early', async () => {
    const provider = await subject.connect();
    for await (const event of provider.streamChat(ask('stall'), new AbortController().signal)) {
      if (event.type === 'text-delta') break;
    }
    await eventually(() => subject.lastRequest().closedByClient, 'the server sees the request close');
  });

  it('closes what is under way when the provider is disposed of, and starts nothing afterwards', async () => {
    const provider = await subject.connect();
    const before = subject.simulator.requests.length;
    const outcome = outcomeOf(provider.streamChat(ask('stall'), new AbortController().signal));
    await eventually(() => subject.simulator.requests.length > before, 'the request arrives');
    await provider.dispose();
    assert.equal(codeOf((await outcome).error), 'cancelled');
    await eventually(() => subject.lastRequest().closedByClient, 'the server sees the request close');
    assert.equal(
      codeOf((await outcomeOf(provider.streamChat(ask('plain'), new AbortController().signal))).error),
      'cancelled',
    );
    await provider.dispose();
  });

  it('cancels a request for the list of models', async () => {
    const provider = await subject.connect();
    await assert.rejects(provider.listModels(AbortSignal.abort()), (error) => codeOf(error) === 'cancelled');
  });
});
