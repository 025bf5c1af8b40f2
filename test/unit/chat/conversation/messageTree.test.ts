import assert from 'node:assert/strict';
import fc from 'fast-check';
import { MessageTree } from '../../../../src/chat/conversation/messageTree.js';
import { textOf } from '../../../../src/core/message.js';
import { branchTo } from '../../../../src/core/messageForest.js';
import type { MessageStatus, StoredMessage } from '../../../../src/storage/api/chatHistory.js';

function message(id: string, status: MessageStatus, text: string): StoredMessage {
  return {
    id,
    conversationId: 'c',
    parentId: null,
    role: 'assistant',
    parts: [{ type: 'text', text }],
    createdAt: 1,
    status,
  };
}

describe('what a tree of messages takes over from the history', () => {
  const known = [message('complete', 'complete', 'whole'), message('growing', 'streaming', 'beg')];

  /** The ids that are told as new or changed, and the text of a message afterwards. */
  function merged(read: StoredMessage, isOwn = false): readonly [readonly string[], string | undefined] {
    const tree = new MessageTree(known);
    const ids = tree.merge([read], () => isOwn);
    const after = tree.get(read.id);
    return [[...ids], after && textOf(after.parts)];
  }

  it('is what is new, and what has grown or ended', () => {
    assert.deepEqual(merged(message('new', 'complete', 'other')), [['new'], 'other']);
    assert.deepEqual(merged(message('growing', 'streaming', 'begun')), [['growing'], 'begun']);
    assert.deepEqual(merged(message('growing', 'complete', 'beg')), [['growing'], 'beg']);
  });

  it('is nothing of what has not changed, although it may still grow', () =>
    assert.deepEqual(merged(message('growing', 'streaming', 'beg')), [[], 'beg']));

  it('is nothing of a complete message, whatever is read', () => {
    assert.deepEqual(merged(message('complete', 'complete', 'another text')), [[], 'whole']);
    assert.deepEqual(merged(message('complete', 'interrupted', 'who')), [[], 'whole']);
  });

  it('is a higher revision of an imported message, whatever its status, and no lower one', () => {
    const revised = (revision: number, text: string, status: MessageStatus = 'complete'): StoredMessage => ({
      ...message('imported', status, text),
      revision,
    });
    const tree = new MessageTree([revised(1, 'half')]);
    const merge = (read: StoredMessage): readonly unknown[] => [
      [...tree.merge([read], () => false)],
      textOf(tree.get('imported')!.parts),
    ];
    assert.deepEqual(merge(revised(5, 'half and more')), [['imported'], 'half and more']);
    for (const read of [revised(5, 'other'), revised(4, 'other'), message('imported', 'complete', 'other')])
      assert.deepEqual(merge(read), [[], 'half and more']);
    assert.deepEqual(merge(revised(6, 'whole', 'interrupted')), [['imported'], 'whole']);
  });

  it('is nothing of what was said here and is complete, whatever revision is read', () =>
    assert.deepEqual(merged({ ...message('complete', 'complete', 'forged'), revision: 5 }), [[], 'whole']));

  it('is nothing of what this window is writing itself', () =>
    assert.deepEqual(merged(message('growing', 'interrupted', 'beg'), true), [[], 'beg']));
});

describe('the versions of an answer', () => {
  const answer = (id: string, status: MessageStatus, text = ''): StoredMessage => ({
    ...message(id, status, text),
    parts: text === '' ? [] : [{ type: 'text', text }],
  });
  const failed = answer('a', 'failed');
  const half = answer('b', 'interrupted', 'half');
  const whole = answer('c', 'complete', 'whole');
  const versionsOf = (shown: StoredMessage, ...others: StoredMessage[]) =>
    new MessageTree([shown, ...others]).siblingsOf(shown);

  it('are all that say something, and one that failed without a word only while it is shown', () => {
    assert.deepEqual(versionsOf(failed), ['a']);
    assert.deepEqual(versionsOf(failed, half), ['a', 'b']);
    assert.deepEqual(versionsOf(half, failed, whole), ['b', 'c']);
    assert.deepEqual(versionsOf(whole, failed), ['c']);
  });

  it('are known by what an answer has become, not by what it was when it began', () => {
    const tree = new MessageTree([answer('a', 'streaming'), whole]);
    assert.deepEqual(tree.siblingsOf(whole), ['a', 'c']);
    tree.put(failed);
    assert.deepEqual(tree.siblingsOf(whole), ['c']);
  });
});

describe('a tree that grows', () => {
  const id = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
  const step = fc.record({ id, parentId: fc.option(id), createdAt: fc.nat(3), isHead: fc.boolean() });

  it('has the branch and the siblings that a tree made of all messages has, in whatever order they come', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 14 }), (steps) => {
        const tree = new MessageTree();
        const known = new Map<string, StoredMessage>();
        let headId: string | null = null;
        for (const { isHead, ...place } of steps) {
          const put = { ...message(place.id, 'complete', String(known.size)), ...place };
          tree.put(put);
          known.set(put.id, put);
          if (isHead) tree.setHead((headId = put.id));
          assert.deepEqual(tree.branch, branchTo(known, headId));
          for (const each of known.values()) {
            const place = tree.branch.findIndex((other) => other.id === each.id);
            assert.equal(tree.placeOf(each.id) ?? -1, place);
            assert.deepEqual(tree.siblingsOf(each), new MessageTree([...known.values()]).siblingsOf(each));
          }
        }
      }),
      { numRuns: 400 },
    );
  });

  it('has given out branches that do not change', () => {
    const tree = new MessageTree([message('a', 'streaming', 'beg')], 'a');
    const { branch } = tree;
    tree.put(message('a', 'complete', 'begun'));
    assert.deepEqual(
      [branch, tree.branch].map(([only]) => textOf(only!.parts)),
      ['beg', 'begun'],
    );
  });
});
