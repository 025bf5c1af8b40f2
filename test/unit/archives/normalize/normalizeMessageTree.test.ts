import assert from 'node:assert/strict';
import type { ExternalMessage } from '../../../../src/archives/normalize/externalConversation.js';
import { normalizeMessageTree } from '../../../../src/archives/normalize/normalizeMessageTree.js';

function message(id: string, parentId: string | null, role: 'user' | 'assistant', text = id): ExternalMessage {
  return { id, parentId, role, parts: text === '' ? [] : [{ type: 'text', text }] };
}

describe('the message that stands for another in a tree whose answers are joined', () => {
  const tree = normalizeMessageTree(
    [
      message('question', null, 'user'),
      message('thoughts', 'question', 'assistant'),
      message('draft', 'thoughts', 'assistant'),
      message('answer', 'draft', 'assistant'),
      message('nothing', 'thoughts', 'assistant', ''),
      message('thanks', 'answer', 'user'),
    ],
    true,
    () => undefined,
  );

  it('is the whole answer for each of its parts', () => {
    assert.deepEqual(
      tree.messages.map(({ id }) => id),
      ['question', 'thoughts', 'thanks'],
    );
    for (const part of ['thoughts', 'draft', 'answer']) assert.equal(tree.standsFor(part), 'thoughts', part);
  });

  it('is the answer above for one that was left out', () => assert.equal(tree.standsFor('nothing'), 'thoughts'));

  it('is itself for every other, and none for one that is not there', () => {
    assert.equal(tree.standsFor('question'), 'question');
    assert.equal(tree.standsFor('thanks'), 'thanks');
    assert.equal(tree.standsFor('unknown'), undefined);
  });
});
