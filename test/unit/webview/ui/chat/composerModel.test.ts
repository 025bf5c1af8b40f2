import assert from 'node:assert/strict';
import { signal } from '@preact/signals';
import type { DurableRequest } from '../../../../../src/webview/protocol/delivery.js';
import { ComposerModel } from '../../../../../src/webview/ui/chat/composerModel.js';
import { Outbox } from '../../../../../src/webview/ui/delivery/outbox.js';

describe('the composer', () => {
  /** @param left what earlier pages have not delivered. @param hostDraft what the host has stored. */
  const open = (left: readonly DurableRequest[] = [], hostDraft = '') => {
    const restored = left.map((request, index) => ({ type: 'request', id: `${index}`, request }) as const);
    const outbox = new Outbox({ post: () => undefined, remember: () => undefined }, restored);
    const shown = signal<readonly string[]>([]);
    const composer = new ComposerModel(outbox, (id) => shown.value.includes(id));
    composer.show('c', hostDraft);
    /** Asks for another chat. @returns what the host does when that is on screen, or is not coming. */
    const leave = (): (() => void) => {
      composer.leave();
      const id = outbox.add({ type: 'new-chat' });
      return () => outbox.acknowledge(id);
    };
    return { outbox, shown, composer, leave };
  };
  const sendAll = (composer: ComposerModel, ...texts: readonly string[]): void =>
    texts.forEach((text) => {
      composer.type(text);
      composer.send();
    });

  it('shows what was sent as pending, in its order, until the conversation has it', () => {
    const { composer, shown } = open();
    sendAll(composer, 'one', 'two');
    assert.equal(composer.draft.value, '');
    assert.deepEqual(
      composer.pending.value.map(({ text }) => text),
      ['one', 'two'],
    );
    shown.value = [composer.pending.value[0]!.messageId];
    assert.deepEqual(
      composer.pending.value.map(({ text }) => text),
      ['two'],
    );
  });

  it('shows it in its own conversation alone', () => {
    const { composer } = open();
    sendAll(composer, 'one');
    composer.show('d', 'draft of d');
    assert.deepEqual(composer.pending.value, []);
    assert.equal(composer.draft.value, 'draft of d');
    composer.show('c', '');
    assert.equal(composer.pending.value.length, 1);
  });

  it('has what is written while another chat is on its way there, and sends none of it into the chat that is left', () => {
    const { composer, outbox, leave } = open();
    composer.type('of c');
    const arrive = leave();
    composer.type('of c, and of the next');
    assert.equal(composer.send(), false);
    composer.show('d', '');
    arrive();
    assert.equal(composer.draft.value, ', and of the next');
    assert.deepEqual([outbox.draft('c'), outbox.draft('d')], ['of c', ', and of the next']);
    assert.equal(composer.send(), true);
    assert.equal(composer.pending.value[0]?.conversationId, 'd');
    outbox.flush();
  });

  it('stands after the draft of the chat that was on its way', () => {
    const { composer, outbox, leave } = open();
    leave();
    composer.type('written meanwhile');
    composer.show('d', 'draft of d');
    assert.equal(composer.draft.value, 'draft of d\n\nwritten meanwhile');
    assert.equal(outbox.draft('c'), undefined, 'what the host has of it may be newer');
    outbox.flush();
  });

  for (const [what, moved] of [
    ['what was left', 'of c'],
    ['some of what was written since', 'of c, and'],
    ['all of it', 'of c, and more'],
  ] as const)
    it(`goes on as it is in a new chat that comes with ${what}`, () => {
      const { composer, outbox, leave } = open();
      composer.type('of c');
      leave();
      composer.type('of c, and more');
      composer.show('d', moved);
      assert.equal(composer.draft.value, 'of c, and more');
      assert.deepEqual([outbox.draft('c'), outbox.draft('d')], ['of c', 'of c, and more']);
    });

  it('goes on where it is when the other chat does not come', () => {
    const { composer, outbox, leave } = open();
    const arrive = leave();
    composer.type('written meanwhile');
    composer.show('c', '');
    assert.equal(composer.send(), false, 'it may still come');
    arrive();
    assert.equal(composer.draft.value, 'written meanwhile');
    assert.equal(composer.send(), true);
    outbox.flush();
  });

  it('goes with the user past a chat that is on screen only for a moment', () => {
    const { composer, outbox, leave } = open();
    composer.type('of c');
    const arrive = [leave(), leave()];
    composer.type('of c, and more');
    composer.show('d', 'of d');
    arrive[0]!();
    assert.equal(composer.draft.value, 'of d\n\n, and more');
    composer.type('of d\n\n, and more, and the rest');
    composer.show('new', '');
    arrive[1]!();
    assert.equal(composer.draft.value, ', and more, and the rest');
    assert.deepEqual(
      ['c', 'd', 'new'].map((id) => outbox.draft(id)),
      ['of c', undefined, ', and more, and the rest'],
    );
    outbox.flush();
  });

  it('returns what is refused while another chat is on its way to the chat that is left', () => {
    const { composer, outbox, leave } = open();
    sendAll(composer, 'refused');
    composer.type('of c');
    const refused = outbox.refuse(composer.pending.value[0]!.messageId);
    assert.ok(refused?.type === 'send');
    leave();
    composer.type('of c, and of the next');
    composer.takeRefused(refused);
    composer.show('new', '');
    assert.equal(composer.draft.value, ', and of the next');
    assert.equal(outbox.draft('c'), 'refused\n\nof c');
    outbox.flush();
  });

  it('returns what is refused to its own chat, in its order, while another one is on screen', () => {
    const { composer, outbox } = open();
    sendAll(composer, 'one', 'two');
    const ids = composer.pending.value.map(({ messageId }) => messageId);
    composer.show('d', 'of d');
    for (const id of ids) {
      const refused = outbox.refuse(id);
      assert.ok(refused?.type === 'send');
      composer.takeRefused(refused);
    }
    assert.equal(composer.draft.value, 'of d');
    assert.equal(composer.returnedTo.value, 'c');
    const kept = outbox.entries.value.map(({ request }) => request).filter(({ type }) => type === 'keep-draft');
    assert.deepEqual(kept, [
      { type: 'keep-draft', conversationId: 'c', text: 'one', after: '' },
      { type: 'keep-draft', conversationId: 'c', text: 'two', after: 'one' },
    ]);
    composer.show('c', '');
    assert.deepEqual([composer.draft.value, composer.returnedTo.value], ['one\n\ntwo', '']);
    outbox.flush();
  });

  it('takes it in, in its order, when its own chat is gone', () => {
    const { composer, outbox } = open();
    sendAll(composer, 'one', 'two');
    const ids = composer.pending.value.map(({ messageId }) => messageId);
    composer.show('d', 'of d');
    for (const id of ids) composer.takeRefused(outbox.refuse(id)!);
    for (const { id, request } of outbox.entries.value)
      if (request.type === 'keep-draft') composer.takeRefused(outbox.refuse(id)!);
    assert.deepEqual([composer.draft.value, composer.returnedTo.value], ['one\n\ntwo\n\nof d', '']);
    outbox.flush();
  });

  it('takes back what was refused, before what was written since', () => {
    const { composer, outbox } = open();
    sendAll(composer, 'refused');
    composer.type('written since');
    const refused = outbox.refuse(composer.pending.value[0]!.messageId);
    assert.ok(refused?.type === 'send');
    composer.takeRefused(refused);
    assert.equal(composer.draft.value, 'refused\n\nwritten since');
    assert.equal(outbox.draft('c'), 'refused\n\nwritten since');
    assert.deepEqual(composer.pending.value, []);
    outbox.flush();
  });

  it('takes back several in the order in which they were sent, whichever is refused first', () => {
    for (const order of [
      [0, 1, 2],
      [2, 1, 0],
      [1, 2, 0],
    ]) {
      const { composer, outbox } = open();
      sendAll(composer, 'one', 'two', 'three');
      composer.type('written since');
      const ids = composer.pending.value.map(({ messageId }) => messageId);
      for (const index of order) {
        const refused = outbox.refuse(ids[index]!);
        assert.ok(refused?.type === 'send');
        composer.takeRefused(refused);
      }
      assert.equal(composer.draft.value, 'one\n\ntwo\n\nthree\n\nwritten since');
      outbox.flush();
    }
  });

  it('leaves alone what was changed of a text that was given back', () => {
    const { composer, outbox } = open();
    sendAll(composer, 'one', 'two');
    const [one, two] = composer.pending.value.map(({ messageId }) => outbox.refuse(messageId));
    assert.ok(one?.type === 'send' && two?.type === 'send');
    composer.takeRefused(one);
    composer.type('one, changed');
    composer.takeRefused(two);
    assert.equal(composer.draft.value, 'two\n\none, changed');
    outbox.flush();
  });

  describe('with a draft that another view has left', () => {
    const kept = (text: string, conversationId = 'c') => ({ type: 'keep-draft', conversationId, text }) as const;

    for (const [what, stored, shown] of [
      ['nothing', '', 'left'],
      ['something newer', 'newer', 'left\n\nnewer'],
      ['something newer that has grown out of it', 'left and continued', 'left and continued'],
      ['something older that it has grown out of', 'le', 'left'],
    ] as const)
      it(`has it and what the host has, which is ${what}`, () => {
        const { composer, outbox } = open([kept('left')], stored);
        assert.equal(composer.draft.value, shown);
        assert.deepEqual([outbox.draft('c'), outbox.keptDrafts('c')], [shown, []], 'one draft stands for all');
        outbox.flush();
      });

    it('has all of them, the oldest first, and what the host does not have yet of its own', () => {
      const own = { type: 'draft', conversationId: 'c', text: 'own' } as const;
      const { composer, outbox } = open([kept('one'), kept('of another chat', 'd'), kept('two'), own], 'of the host');
      assert.equal(composer.draft.value, 'one\n\ntwo\n\nown');
      assert.deepEqual(outbox.keptDrafts('d'), ['of another chat']);
      outbox.flush();
    });

    it('takes it in when the host cannot keep it where it was written', () => {
      const { composer, outbox } = open([], 'here');
      composer.takeRefused(kept('left', 'gone'));
      assert.equal(composer.draft.value, 'left\n\nhere');
      outbox.flush();
    });
  });

  it('does not show as a draft what is on its way as a message', () => {
    const pending = { type: 'send', attachmentIds: [], messageId: 'm', conversationId: 'c', text: 'sent' } as const;
    assert.equal(open([pending], 'sent').composer.draft.value, '');
    assert.equal(open([{ ...pending, conversationId: 'd' }], 'sent').composer.draft.value, 'sent');
  });

  describe('of a chat in which somebody writes elsewhere', () => {
    it('has what is written there, and saves nothing', () => {
      const { composer, outbox } = open();
      composer.receive('c', 'elsewhere');
      composer.receive('d', 'in another chat');
      assert.deepEqual([composer.draft.value, outbox.draft('c')], ['elsewhere', undefined]);
      composer.receive('c', '');
      assert.equal(composer.draft.value, '');
    });

    it('has it before what the host does not have yet of what is written here', () => {
      const { composer, outbox } = open();
      composer.type('here');
      composer.receive('c', '');
      composer.receive('c', 'elsewhere');
      assert.equal(composer.draft.value, 'elsewhere\n\nhere');
      assert.equal(outbox.draft('c'), 'elsewhere\n\nhere');
      outbox.flush();
    });

    it('has once what the host had from here when it put something before it', () => {
      const { composer, outbox } = open();
      composer.type('one');
      outbox.flush();
      composer.type('one two');
      composer.receive('c', 'moved\n\none');
      assert.equal(composer.draft.value, 'moved\n\none two');
      outbox.flush();
    });

    it('has none of what was sent meanwhile', () => {
      const { composer, outbox } = open();
      composer.type('one');
      outbox.flush();
      composer.send();
      composer.receive('c', 'moved\n\none');
      assert.equal(composer.draft.value, 'moved');
      outbox.flush();
    });

    it('has only the words that were added to what both knew, before its own', () => {
      const { composer, outbox } = open([], 'one');
      composer.type('one here');
      composer.receive('c', 'one there');
      assert.equal(composer.draft.value, 'there\n\none here');
      outbox.flush();
    });

    it('has nothing that was removed there while another chat is on its way', () => {
      const { composer, outbox, leave } = open();
      const arrive = leave();
      composer.receive('c', 'sent at once');
      composer.receive('c', '');
      composer.show('c', '');
      arrive();
      assert.deepEqual([composer.draft.value, outbox.draft('c')], ['', undefined]);
    });

    it('leaves what returns here while another chat is on its way', () => {
      const { composer, outbox, leave } = open();
      composer.receive('c', 'two');
      const arrive = leave();
      composer.takeRefused({ type: 'keep-draft', conversationId: 'gone', text: 'one' });
      composer.show('new', 'two');
      arrive();
      assert.deepEqual([composer.draft.value, outbox.draft('c')], ['two', 'one\n\ntwo']);
    });

    it('leaves it there when another chat is on its way, into which goes what is written here', () => {
      const { composer, outbox, leave } = open();
      const arrive = leave();
      composer.type('of the next');
      composer.receive('c', 'elsewhere');
      assert.equal(outbox.draft('c'), 'elsewhere\n\nof the next', 'in case that does not come');
      composer.show('d', '');
      arrive();
      assert.deepEqual([composer.draft.value, outbox.draft('c')], ['of the next', undefined]);
    });

    it('has it when the chat that was on its way does not come', () => {
      const { composer, leave } = open([], 'one');
      const arrive = leave();
      composer.receive('c', 'one two');
      composer.show('c', 'one two');
      arrive();
      assert.equal(composer.draft.value, 'one two');
    });
  });
});
