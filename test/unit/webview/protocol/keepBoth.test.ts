import assert from 'node:assert/strict';
import { keepBoth } from '../../../../src/webview/protocol/keepBoth.js';

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
