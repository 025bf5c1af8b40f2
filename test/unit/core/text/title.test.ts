import assert from 'node:assert/strict';
import { titleOf } from '../../../../src/core/text/title.js';

describe('titleOf', () => {
  it('makes one line of a question, without its marks', () => {
    assert.equal(titleOf('# Why does\n> `useEffect` run **twice**?'), 'Why does useEffect run twice?');
  });

  it('takes nothing that turns the direction of text', () => {
    assert.equal(titleOf('Open \u202egnp.exe\u2066 \u0000now'), 'Open gnp.exe now');
  });

  it('leaves names in code as they are', () => {
    assert.equal(titleOf('What is `my_list[0]`?'), 'What is my_list[0]?');
  });

  it('cuts a long question at a word, never within a character, to at most 60', () => {
    const words = titleOf('an unusually verbose question that does not come to its point before the title is full');
    assert.equal(words, 'an unusually verbose question that does not come to its…');
    const emoji = titleOf('👩‍🚀'.repeat(100));
    assert.ok([...emoji].length <= 60);
    assert.equal(emoji.includes('\uFFFD'), false);
  });
});
