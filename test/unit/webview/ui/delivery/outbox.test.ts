import assert from 'node:assert/strict';
import { mock } from 'node:test';
import type { RequestEnvelope, ViewRequest } from '../../../../../src/webview/protocol/delivery.js';
import { createMessageId } from '../../../../../src/webview/ui/delivery/messageId.js';
import { Outbox } from '../../../../../src/webview/ui/delivery/outbox.js';

describe('the outbox', () => {
  let posted: RequestEnvelope[];
  let stored: readonly RequestEnvelope[];
  let outbox: Outbox;

  const create = (restored: readonly RequestEnvelope[] = []): Outbox => {
    posted = [];
    return new Outbox(
      { post: (envelope) => posted.push(envelope), remember: (envelopes) => (stored = envelopes) },
      restored,
    );
  };
  const send = (text: string): ViewRequest => ({
    type: 'send',
    messageId: createMessageId(),
    conversationId: 'c',
    text,
  });
  const requests = (envelopes: readonly RequestEnvelope[]): readonly ViewRequest[] =>
    envelopes.map(({ request }) => request);
  const draft = (text: string, conversationId = 'c') => ({ type: 'draft', conversationId, text }) as const;

  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout'] });
    stored = [];
    outbox = create();
  });
  afterEach(() => mock.timers.reset());

  it('posts at once, and keeps what it has posted, in its order, until the host has it', () => {
    const [a, b] = [send('a'), send('b')];
    const id = outbox.add(a);
    outbox.add(b);
    assert.deepEqual(requests(posted), [a, b]);
    assert.deepEqual(requests(stored), [a, b]);
    outbox.acknowledge(id);
    assert.deepEqual(requests(stored), [b]);
  });

  it('gives a message its own id, which it has after a reload too', () => {
    const a = send('a');
    const id = outbox.add(a);
    assert.equal(a.type === 'send' && a.messageId, id);
    const restored = create(stored);
    restored.resend();
    assert.deepEqual(posted, [{ type: 'request', id, request: a }]);
  });

  it('keeps the last key at once, and posts a draft when the typing pauses', () => {
    outbox.setDraft('c', 'a');
    outbox.setDraft('c', 'ab');
    assert.deepEqual(requests(stored), [draft('ab')]);
    assert.equal(posted.length, 0);
    mock.timers.tick(299);
    outbox.setDraft('c', 'abc');
    mock.timers.tick(299);
    assert.equal(posted.length, 0);
    mock.timers.tick(1);
    assert.deepEqual(requests(posted), [draft('abc')]);
    assert.equal(outbox.draft('c'), 'abc');
    outbox.acknowledge(posted[0]!.id);
    assert.equal(outbox.draft('c'), undefined);
  });

  it('posts the draft of another conversation, and whatever waits, before what comes next', () => {
    outbox.setDraft('c', 'one');
    outbox.setDraft('d', 'two');
    const stop = { type: 'stop' } as const;
    outbox.add(stop);
    assert.deepEqual(requests(posted), [draft('one'), draft('two', 'd'), stop]);
    mock.timers.tick(1_000);
    assert.equal(posted.length, 3);
  });

  it('is left by a draft only when the newest is stored', () => {
    outbox.setDraft('c', 'one');
    outbox.flush();
    outbox.setDraft('c', 'two');
    outbox.acknowledge(posted[0]!.id);
    assert.equal(outbox.draft('c'), 'two');
    outbox.flush();
    assert.equal(outbox.refuse(posted[1]!.id), undefined, 'not given back: it is in the composer');
    assert.equal(outbox.draft('c'), 'two');
    outbox.resend();
    outbox.acknowledge(posted[1]!.id);
    assert.equal(outbox.draft('c'), undefined);
  });

  it('takes over a message and the emptied draft in one step', () => {
    outbox.setDraft('c', 'text');
    const states: (readonly RequestEnvelope[])[] = [];
    outbox.entries.subscribe((entries) => states.push(entries));
    const a = send('text');
    outbox.addAll([a, draft('')]);
    assert.deepEqual(states.map(requests), [[draft('text')], [a, draft('')]]);
    assert.deepEqual(requests(posted), [a, draft('')]);
  });

  it('gives back what the host refuses, once', () => {
    const a = send('a');
    const id = outbox.add(a);
    assert.deepEqual(outbox.refuse(id), a);
    assert.equal(outbox.refuse(id), undefined);
    assert.deepEqual(stored, []);
  });

  it('repeats everything in its order but for what meant something only at its moment', () => {
    const [a, rename] = [send('a'), { type: 'list-rename', id: 'c', title: 'New' } as const];
    outbox.add(a);
    outbox.add({ type: 'new-chat' });
    outbox.add(rename);
    outbox.setDraft('c', 'typed');
    assert.deepEqual(requests(stored), [a, rename, draft('typed')], 'nor is that stored');
    posted.length = 0;
    outbox.resend();
    assert.deepEqual(requests(posted), [a, rename, draft('typed')]);
    mock.timers.tick(1_000);
    assert.equal(posted.length, 3);
  });
});
