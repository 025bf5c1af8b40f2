import assert from 'node:assert/strict';
import { mock } from 'node:test';
import type { RequestEnvelope, ViewRequest } from '../../../../../src/webview/protocol/delivery.js';
import { createMessageId } from '../../../../../src/webview/ui/delivery/messageId.js';
import { Outbox } from '../../../../../src/webview/ui/delivery/outbox.js';
import { ViewMemory } from '../../../../../src/webview/ui/delivery/viewMemory.js';

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
    attachmentIds: [],
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
    assert.deepEqual(posted, [{ type: 'request', id, request: a, late: true }]);
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

  describe('with a draft that somebody goes on typing in', () => {
    /** How often it is posted and stored while a hundred words are typed, with a pause of half a second after each. */
    const written = (characters: number): { readonly posts: number; readonly stores: number } => {
      let stores = 0;
      const memory = new ViewMemory(undefined, () => stores++);
      posted = [];
      const draftBox: Outbox = new Outbox(
        {
          post: (envelope) => {
            posted.push(envelope);
            draftBox.acknowledge(envelope.id);
          },
          remember: (entries, isTyping) =>
            isTyping ? memory.setSoon({ outbox: entries }) : memory.set({ outbox: entries }),
        },
        [],
      );
      const text = 'x'.repeat(characters);
      for (let word = 0; word < 100; word++) {
        for (let key = 0; key < 5; key++) {
          draftBox.setDraft('c', `${text} ${word} ${key}`);
          mock.timers.tick(50);
        }
        mock.timers.tick(500);
      }
      draftBox.flush();
      memory.flush();
      assert.deepEqual(requests(posted).at(-1), draft(`${text} 99 4`));
      return { posts: posted.length, stores };
    };

    beforeEach(() => {
      mock.timers.reset();
      mock.timers.enable({ apis: ['setTimeout', 'Date'] });
    });

    it('posts a small one with every pause, and stores every key', () => {
      const { posts, stores } = written(1_000);
      assert.equal(posts, 100);
      assert.ok(stores >= 500, `${stores}`);
    });

    it('posts and stores a large one the less often the larger it is, and its last key when the page goes', () => {
      // That is 75 seconds.
      const [million, four] = [written(1_000_000), written(4_000_000)];
      assert.ok(million.posts <= 17 && million.posts > 10, `${million.posts}`);
      assert.ok(four.posts <= 5 && four.posts > 2, `${four.posts}`);
      assert.ok(million.stores < 120, `${million.stores}`);
      assert.ok(four.stores < 30, `${four.stores}`);
    });
  });

  it('stores a large draft when the typing pauses, not with a key, and at least every two seconds', () => {
    mock.timers.reset();
    mock.timers.enable({ apis: ['setTimeout', 'Date'], now: 1_000_000 });
    const lengths: number[] = [];
    const memory = new ViewMemory(undefined, ({ outbox: [entry] }) =>
      lengths.push(entry?.request.type === 'draft' ? entry.request.text.length : 0),
    );
    const box = new Outbox({ post: () => undefined, remember: (outbox) => memory.setSoon({ outbox }) }, []);
    box.setDraft('c', 'x'.repeat(200_000));
    assert.deepEqual(lengths, []);
    mock.timers.tick(300);
    assert.deepEqual(lengths, [200_000]);
    for (let key = 1; key <= 41; key++) {
      box.setDraft('c', 'x'.repeat(200_000 + key));
      mock.timers.tick(50);
    }
    assert.deepEqual(lengths, [200_000, 200_040]);
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
    outbox.add({ type: 'stop' });
    outbox.add(rename);
    outbox.setDraft('c', 'typed');
    assert.deepEqual(requests(stored), [a, rename, draft('typed')], 'nor is that stored');
    posted.length = 0;
    outbox.resend();
    assert.deepEqual(requests(posted), [a, rename, draft('typed')]);
    mock.timers.tick(1_000);
    assert.equal(posted.length, 3);
  });

  it('keeps from the host what is written until another chat is there, which may take it over', () => {
    const opening = outbox.add({ type: 'new-chat' });
    outbox.setDraft('c', 'typed too early');
    mock.timers.tick(10_000);
    outbox.resend();
    assert.deepEqual(requests(posted), [{ type: 'new-chat' }, { type: 'new-chat' }]);
    assert.deepEqual(requests(stored), [draft('typed too early')], 'a reload finds it');
    outbox.setDraft('c', '');
    outbox.setDraft('n', 'typed too early');
    posted = [];
    outbox.acknowledge(opening);
    assert.deepEqual(requests(posted), [draft(''), draft('typed too early', 'n')]);
    outbox.setDraft('n', 'and more');
    mock.timers.tick(10_000);
    assert.deepEqual(requests(posted).at(-1), draft('and more', 'n'));
  });

  it('repeats, but does not store, the request for another chat, which is on its way until it is acknowledged', () => {
    const id = outbox.add({ type: 'new-chat' });
    assert.deepEqual([outbox.isOpening.value, stored], [true, []]);
    posted.length = 0;
    outbox.resend();
    outbox.resendOpening();
    assert.deepEqual(requests(posted), [{ type: 'new-chat' }, { type: 'new-chat' }]);
    outbox.acknowledge(id);
    assert.equal(outbox.isOpening.value, false);
  });
});
