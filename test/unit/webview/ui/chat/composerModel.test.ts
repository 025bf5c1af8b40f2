import assert from 'node:assert/strict';
import { signal } from '@preact/signals';
import { ComposerModel } from '../../../../../src/webview/ui/chat/composerModel.js';
import { Outbox } from '../../../../../src/webview/ui/delivery/outbox.js';

describe('the composer', () => {
  const open = () => {
    const outbox = new Outbox({ post: () => undefined, remember: () => undefined }, []);
    const shown = signal<readonly string[]>([]);
    const composer = new ComposerModel(outbox, (id) => shown.value.includes(id));
    composer.show('c', '');
    return { outbox, shown, composer };
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

  it('takes back what was refused, before what was written since', () => {
    const { composer, outbox } = open();
    sendAll(composer, 'refused');
    composer.type('written since');
    const refused = outbox.refuse(composer.pending.value[0]!.messageId);
    assert.ok(refused?.type === 'send');
    composer.giveBack(refused);
    assert.equal(composer.draft.value, 'refused\n\nwritten since');
    assert.equal(outbox.draft('c'), 'refused\n\nwritten since');
    assert.deepEqual(composer.pending.value, []);
    outbox.flush();
  });
});
