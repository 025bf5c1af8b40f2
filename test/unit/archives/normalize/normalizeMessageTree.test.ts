import assert from 'node:assert/strict';
import type { ExternalMessage } from '../../../../src/archives/normalize/externalConversation.js';
import { normalizeMessageTree } from '../../../../src/archives/normalize/normalizeMessageTree.js';

function message(id: string, parentId: string | null, role: 'user' | 'assistant', text = id): ExternalMessage {
  return { id, parentId, role, parts: text === '' ? [] : [{ type: 'text', text }] };
}

/** How often messages are looked at while this many in a row are joined; each is an answer, or has none of its parts. */
function looksAt(count: number, isEmpty: (index: number) => boolean): number {
  let looks = 0;
  const messages = Array.from({ length: count }, (_, index): ExternalMessage => {
    const parts: ExternalMessage['parts'] = isEmpty(index) ? [] : [{ type: 'text', text: `${index}` }];
    return {
      id: `${index}`,
      parentId: index === 0 ? null : `${index - 1}`,
      role: 'assistant',
      get parts() {
        looks += 1;
        return parts;
      },
    };
  });
  // The last first: whoever follows parents upwards goes all the way.
  const tree = normalizeMessageTree(messages.toReversed(), true, () => undefined);
  assert.equal(tree.messages.length, 1);
  assert.equal(tree.standsFor(`${count - 1}`), tree.messages[0]!.id);
  return looks;
}

describe('joining answers in a row', () => {
  for (const [what, isEmpty] of [
    ['all with text', () => false],
    ['all but two without', (index: number) => index > 1],
    ['every other without', (index: number) => index % 2 === 1],
  ] as const) {
    it(`looks at each a few times, however many there are: ${what}`, () => {
      const [some, many] = [looksAt(12_500, isEmpty), looksAt(100_000, isEmpty)];
      assert.ok(many <= 20 * 100_000, `${many} looks`);
      assert.ok(many <= 8.1 * some, `${some} looks at an eighth, ${many} at all`);
    });
  }
});

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
