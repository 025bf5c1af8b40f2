import assert from 'node:assert/strict';
import { splitUnopenedThought } from '../../../../src/core/text/unopenedThought.js';

describe('a thought that the prompt has opened', () => {
  const split = { thought: 'A thought.', answer: 'Paris.' };

  it('is all in front of its end', () => {
    for (const text of [
      'A thought.</think>Paris.',
      'A thought.\n</think>\n\nParis.',
      '\nA thought. </think>\nParis.',
      'A thought.</THINKING>Paris.',
      'A thought.[/THINK]Paris.',
      'A thought.◁/think▷Paris.',
      'A thought.<|END_THINKING|>Paris.',
    ])
      assert.deepEqual(splitUnopenedThought(text), split, text);
  });

  it('may hold code, and ends at the first end', () => {
    const thought = 'Like `this` and\n```js\n</think>\n```\nthen.';
    assert.deepEqual(splitUnopenedThought(`${thought}\n</think>\nParis.`), { thought, answer: 'Paris.' });
    const answer = 'Write `</think>`, or\n</think>\nalone.';
    assert.deepEqual(splitUnopenedThought(`A thought.</think>\n${answer}`), { thought: 'A thought.', answer });
  });

  it('may be all there is', () => {
    assert.deepEqual(splitUnopenedThought('A thought.\n</think>\n'), { thought: 'A thought.', answer: '' });
  });

  it('is none in XML or JSON', () => {
    for (const text of [
      '<result>\n <reason lang="en">Too slow</reason>\n <score>3</score>\n</result>',
      '{"note":"It ends with</think>"}',
      '[\n  {"note":"It ends with</think>"}]',
    ])
      assert.equal(splitUnopenedThought(text), undefined, text);
  });

  it('is none where an end is spoken of', () => {
    for (const text of [
      'Paris.',
      'The template ends a thought with `</think>` alone.',
      'So:\n```\nA thought.\n</think>\nParis.\n```\n',
      'So:\n~~~~\nA thought.\n```\n</think>\nParis.\n~~~~\n',
      'A lonely ` and then</think>Paris.',
      'A model writes </think> when it has thought.',
      'A model writes "</think>" when it has thought.',
      'First comes <think>, then\n</think>\nParis.',
      '</think>Paris.',
    ])
      assert.equal(splitUnopenedThought(text), undefined, text);
  });

  it('is looked for in time, whatever the text is made of', () => {
    for (const piece of ['`', '</think', ' "</think> x', '~~~\n</think>\n~~~\n', '<|'])
      assert.ok(splitUnopenedThought(piece.repeat(200_000)) === undefined, piece);
  });
});
