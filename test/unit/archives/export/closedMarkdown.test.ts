import assert from 'node:assert/strict';
import MarkdownIt from 'markdown-it';
import { closedMarkdown } from '../../../../src/archives/export/closedMarkdown.js';

const parser = new MarkdownIt({ html: true });
/** Whether a heading behind the text is one. */
const isFollowed = (text: string): boolean =>
  parser.parse(`${text}\n\n## After`, {}).some(({ type, level }) => type === 'heading_open' && level === 0);

describe('a text in a Markdown document', () => {
  for (const text of [
    '```',
    '```js\nconst a = 1;',
    'Look:\n````md\n```js\ncode\n```',
    '~~~~\n~~~\n    ~~~~',
    '  ```\r\ncode\r\n    ```',
    '- a\n\n```\n- b',
    '<!-- a',
    '<script>\nalert(1)',
    '<PRE class="x">\n\ncode',
    '<?php\n\necho 1;',
    '<![CDATA[ x',
    '<!DOCTYPE\n\nhtml',
  ])
    it(`ends before what follows it: ${JSON.stringify(text)}`, () => {
      assert.equal(isFollowed(text), false);
      const closed = closedMarkdown(text);
      assert.ok(closed.startsWith(text));
      assert.equal(isFollowed(closed), true);
    });

  for (const text of [
    '',
    'words',
    '```\ncode\n```',
    '```\ncode\n  `````  ',
    '    ```\n    code',
    '- ```\n  code',
    '> ```\n> code',
    '<!-- a -->',
    '<div>\nb',
    'a `` b <!-- c',
    '<script>\n</script>',
  ])
    it(`stays as it is where it ends by itself: ${JSON.stringify(text)}`, () => {
      assert.equal(isFollowed(text), true);
      assert.equal(closedMarkdown(text), text);
    });
});
