import assert from 'node:assert/strict';
import { withoutLinks } from '../../../../src/vscode/ui/withoutLinks.js';

/** What the editor takes for a link in a notification (`linkedText.ts`). */
const link = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/gi;

describe('withoutLinks', () => {
  for (const text of [
    '[here](command:workbench.action.quit)',
    'a [b](https://example.org "c") d [e](file:///etc/passwd)',
    '[[a](command:b)](command:c)',
  ]) {
    it(`leaves no link in ${text}`, () => {
      assert.match(text, new RegExp(link));
      const shown = withoutLinks(text);
      assert.doesNotMatch(shown, new RegExp(link));
      assert.equal(shown.replaceAll('] (', ']('), text, 'all of the text is still there');
    });
  }

  it('leaves other text as it is', () => {
    const text = 'f(x)[0] (see https://example.org)';
    assert.equal(withoutLinks(text), text);
  });
});
