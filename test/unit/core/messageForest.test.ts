import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  branchTo,
  childrenByParent,
  headOf,
  newestEndBelow,
  type TreeMessage,
} from '../../../src/core/messageForest.js';

/** `a<root b<a c<a` in place of the messages; the later one is the younger one. */
function treeOf(text: string): ReadonlyMap<string, TreeMessage> {
  const messages = text.split(' ').map((pair, createdAt) => {
    const [id, parent] = pair.split('<') as [string, string];
    return { id, parentId: parent === 'root' ? null : parent, createdAt };
  });
  return new Map(messages.map((message) => [message.id, message]));
}

const idsOf = (messages: readonly TreeMessage[]): string => messages.map(({ id }) => id).join(' ');

/** Any tree, and anything that should be one: parents that are missing, later than their children, or themselves. */
const anyTree = fc
  .array(fc.record({ parentId: fc.option(fc.constantFrom(...'0123456789abcdef')), createdAt: fc.nat(5) }), {
    minLength: 1,
    maxLength: 14,
  })
  .map(
    (messages) =>
      new Map(messages.map((message, index) => [index.toString(16), { ...message, id: index.toString(16) }])),
  );

describe('a tree of messages', () => {
  it('has a branch to every message, root first', () => {
    assert.equal(idsOf(branchTo(treeOf('a<root b<a c<b d<a'), 'c')), 'a b c');
    assert.deepEqual(branchTo(treeOf('a<root'), 'unknown'), []);
    assert.deepEqual(branchTo(treeOf('a<root'), null), []);
  });

  it('begins a branch at a missing parent, and ends it where it would go in a circle', () => {
    assert.equal(idsOf(branchTo(treeOf('b<lost c<b'), 'c')), 'b c');
    assert.equal(idsOf(branchTo(treeOf('a<c b<a c<b'), 'c')), 'a b c');
    assert.equal(idsOf(branchTo(treeOf('a<a'), 'a')), 'a');
  });

  it('stands at its head, or, should that be unknown, at the newest message, whatever the ids look like', () => {
    const tree = treeOf('z<root b<z a<z');
    assert.equal(headOf(tree, 'b')?.id, 'b');
    for (const unknown of [null, 'lost']) assert.equal(headOf(tree, unknown)?.id, 'a');
    assert.equal(headOf(new Map(), null), undefined);
  });

  it('lists what follows a message, oldest first; what has lost its parent stands beside the roots', () => {
    const children = childrenByParent(treeOf('r<root z<r s<root b<r o<lost'));
    assert.equal(idsOf(children.get('r')!), 'z b');
    assert.equal(idsOf(children.get(null)!), 'r s o');
  });

  it('goes on from a message to the newest of the ends below it', () => {
    const tree = treeOf('a<root b<a c<b d<a e<d f<c');
    const children = childrenByParent(tree);
    assert.equal(newestEndBelow(children, tree.get('a')!).id, 'f');
    assert.equal(newestEndBelow(children, tree.get('d')!).id, 'e');
    assert.equal(newestEndBelow(children, tree.get('f')!).id, 'f');
  });

  it('comes to an end and leaves nothing out, whatever the messages say of their parents', () => {
    fc.assert(
      fc.property(anyTree, (tree) => {
        const children = childrenByParent(tree);
        assert.equal([...children.values()].flat().length, tree.size, 'every message stands somewhere, once');
        for (const message of tree.values()) {
          const branch = branchTo(tree, newestEndBelow(children, message).id);
          assert.ok(
            isInCircle(tree, message) || branch.includes(message),
            'the branch to an end below a message holds the message',
          );
        }
      }),
    );
  });
});

function isInCircle(tree: ReadonlyMap<string, TreeMessage>, { id }: TreeMessage): boolean {
  const branch = branchTo(tree, id);
  return branch[0]!.parentId !== null && tree.has(branch[0]!.parentId);
}
