import assert from 'node:assert/strict';
import { keepBoth, withKept } from '../../../../src/webview/protocol/keepBoth.js';

describe('two drafts of one chat', () => {
  for (const [older, newer, both] of [
    ['', '', ''],
    [' \n', 'newer', 'newer'],
    ['older', '  ', 'older'],
    ['older', 'newer', 'older\n\nnewer'],
    ['text', 'text and more', 'text and more'],
    ['text and more', 'text', 'text and more'],
    ['older', 'older\n\nnewer', 'older\n\nnewer'],
    ['new', 'older\n\nnewer', 'older\n\nnewer'],
    ['here', 'elsewhere', 'here\n\nelsewhere'],
    ['a', 'so a dog', 'a\n\nso a dog'],
    ['  indented', '  indented', '  indented'],
    ['  indented', 'text\n\n  indented', 'text\n\n  indented'],
  ] as const)
    it(`${JSON.stringify(older)} and ${JSON.stringify(newer)} are kept, each once`, () => {
      assert.equal(keepBoth(older, newer), both);
      assert.equal(keepBoth(older, both), both, 'also when one comes again');
    });
});

describe('a draft and a message that was given back', () => {
  for (const [draft, message, after, both] of [
    ['', 'one', '', 'one'],
    ['Fixing the rest', 'Fix', '', 'Fix\n\nFixing the rest'],
    ['one\n\nmore', 'two', 'one', 'one\n\ntwo\n\nmore'],
    ['one more', 'two', 'one', 'two\n\none more'],
    ['one', 'two', 'one', 'one\n\ntwo'],
    ['three', 'two', 'one', 'two\n\nthree'],
  ] as const)
    it(`${JSON.stringify(draft)} and ${JSON.stringify(message)} are kept, each once`, () => {
      assert.equal(withKept(draft, message, after), both);
      assert.equal(withKept(both, message, after), both, 'also when it comes again');
    });
});
