import assert from 'node:assert/strict';
import { blankConversation } from '../../../../../src/chat/conversation/conversationRecord.js';
import { editTags } from '../../../../../src/webview/host/conversationList/editTags.js';
import { vscodeStub } from '../../../../support/vscodeStub/vscodeStub.js';

describe('choosing tags', () => {
  const conversation = (id: string, ...tags: string[]) => ({ ...blankConversation, id, title: `Title ${id}`, tags });
  const labels = (items: readonly { readonly label: string }[]): string[] => items.map(({ label }) => label);

  /** The picker that is open now. */
  const open = (conversations: readonly ReturnType<typeof conversation>[], known: readonly string[] = []) => {
    const change = editTags(conversations, known);
    const pick = vscodeStub.quickPicks.at(-1)!;
    const tick = (...tags: string[]): void => pick.tick(...tags);
    return { change, pick, tick };
  };

  it('offers every tag in use, with those of the conversation ticked', async () => {
    const { change, pick } = open([conversation('a', 'red')], ['blue', 'red']);
    assert.deepEqual([labels(pick.items), labels(pick.selectedItems)], [['red', 'blue'], ['red']]);
    assert.equal(pick.title, 'Tags for "Title a"');
    assert.equal(pick.canSelectMany, true);
    pick.accept();
    assert.deepEqual(await change, { add: [], remove: [] });
    assert.equal(pick.isDisposed, true);
  });

  it('adds what is ticked and removes what is not any more', async () => {
    const { change, pick, tick } = open([conversation('a', 'red', 'green')], ['blue', 'green', 'red']);
    tick('green', 'blue');
    pick.accept();
    assert.deepEqual(await change, { add: ['blue'], remove: ['red'] });
  });

  it('of several: ticks what all have, says how many have a tag, and leaves that alone', async () => {
    const { change, pick } = open(
      [conversation('a', 'red', 'green'), conversation('b', 'red')],
      ['green', 'red', 'blue'],
    );
    assert.equal(pick.title, 'Tags for 2 chats');
    assert.deepEqual(labels(pick.selectedItems), ['red']);
    assert.deepEqual(
      pick.items.map(({ label, description }) => [label, description]),
      [
        ['red', ''],
        ['green', '1 of 2'],
        ['blue', ''],
      ],
    );
    pick.accept();
    assert.deepEqual(await change, { add: [], remove: [] });
  });

  it('of several: gives all of them what only some had', async () => {
    const { change, pick, tick } = open([conversation('a', 'red'), conversation('b')], ['red']);
    tick('red');
    pick.accept();
    assert.deepEqual(await change, { add: ['red'], remove: [] });
  });

  it('takes a whole tag that was typed, without a tick', async () => {
    const { change, pick } = open([conversation('a')], ['red']);
    pick.type(' new one ');
    assert.deepEqual(labels(pick.visibleItems), ['new one'], 'shown whatever blanks were typed');
    assert.equal(pick.items[0]?.description, 'new tag');
    pick.accept();
    assert.deepEqual(await change, { add: ['new one'], remove: [] });
  });

  it('offers no second tag that differs in case only', async () => {
    const { change, pick } = open([conversation('a')], ['Red']);
    pick.type('RED');
    assert.deepEqual(labels(pick.items), ['Red']);
    pick.accept();
    assert.deepEqual(await change, { add: ['Red'], remove: [] });
  });

  it('shows tags as they stand, without icons, and takes a typed one', async () => {
    const { change, pick } = open([conversation('a')], ['$(red)']);
    assert.deepEqual(labels(pick.items), [String.raw`\$(red)`]);
    pick.type('$(blue)');
    assert.deepEqual(labels(pick.items), [String.raw`\$(blue)`, String.raw`\$(red)`]);
    pick.accept();
    assert.deepEqual(await change, { add: ['$(blue)'], remove: [] });
  });

  it('keeps what was typed and ticked, whatever is typed next', async () => {
    const { change, pick, tick } = open([conversation('a')], ['red']);
    pick.type('one');
    tick('one');
    pick.type('two');
    assert.deepEqual([labels(pick.items), labels(pick.selectedItems)], [['two', 'red', 'one'], ['one']]);
    pick.type('');
    assert.deepEqual(labels(pick.items), ['red', 'one']);
    pick.accept();
    assert.deepEqual(await change, { add: ['one'], remove: [] });
  });

  it('changes nothing when the user thinks better of it, and asks nothing about nothing', async () => {
    const { change, pick } = open([conversation('a', 'red')], ['red']);
    pick.tick();
    pick.escape();
    assert.equal(await change, undefined);
    assert.equal(pick.isDisposed, true);
    assert.equal(await editTags([], ['red']), undefined);
    assert.equal(vscodeStub.quickPicks.length, 1);
  });
});
