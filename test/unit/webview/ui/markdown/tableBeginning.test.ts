import assert from 'node:assert/strict';
import { tableBeginning } from '../../../../../src/webview/ui/markdown/tableBeginning.js';

/** What is shown of a text. */
const shown = (text: string): string => text.slice(0, tableBeginning(text));

describe('The beginning of a table', () => {
  it('is kept back until its second line is complete', () => {
    for (const text of ['|', '| a | b', '| a | b |\n', '| a | b |\n|--', '| a | b |\n|---|:-:|'])
      assert.equal(shown(text), '');
    assert.equal(shown('| a |\n|---|\n'), '| a |\n|---|\n');
  });

  it('is kept back below a line of text, which is shown', () => {
    for (const head of ['|', '| a |\n', '| a |\r\n|-']) assert.equal(shown(`Prices:\n${head}`), 'Prices:\n');
  });

  it('is shown when it cannot become one', () => {
    for (const text of ['| a |\n\n', '| a |\ntext', `| ${'a'.repeat(5_000)}`, 'a | b\n-'])
      assert.equal(shown(text), text);
  });

  it('is none in the rows of a table', () => {
    const table = '| a |\n|---|\n| 1 |\n| 2';
    assert.equal(shown(table), table);
  });

  it('takes nothing back that was shown', () => {
    const texts = [
      'a\n| b |\n|---|\n| c |\n\n| d\n| e |\n--|',
      '||\n\n|\n|\n|-\n|x\n |\n|\n-\n',
      '\n|\n\n|\r\n| -\n-|\n|',
    ];
    for (const text of texts) {
      let before = 0;
      for (let length = 0; length <= text.length; length++) {
        const end = tableBeginning(text.slice(0, length));
        assert.ok(end >= before, JSON.stringify(text.slice(0, length)));
        before = end;
      }
    }
  });
});
