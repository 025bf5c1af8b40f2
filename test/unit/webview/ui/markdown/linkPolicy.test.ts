import assert from 'node:assert/strict';
import { mayOpen, mayShowImage } from '../../../../../src/webview/ui/markdown/linkPolicy.js';

describe('mayOpen', () => {
  for (const url of ['https://example.org', 'HTTP://example.org/a?b#c', 'mailto:a@example.org']) {
    it(`lets ${url} be opened`, () => assert.equal(mayOpen(url), true));
  }

  const refused = [
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' https://example.org',
    '\u0001javascript:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'file:///etc/passwd',
    'command:workbench.action.quit',
    'vscode:extension/x',
    'vscode-insiders://x',
    'blob:https://x',
    'https:example.org',
    '//example.org',
    '/etc/passwd',
    '#here',
    'README.md',
    '',
  ];
  for (const url of refused) {
    it(`leaves ${JSON.stringify(url)} as text`, () => assert.equal(mayOpen(url), false));
  }
});

describe('mayShowImage', () => {
  it('shows a small image that is part of the text', () => {
    for (const type of ['png', 'jpeg', 'gif', 'webp'])
      assert.equal(mayShowImage(`data:image/${type};base64,AAAA`), true);
  });

  it('shows nothing that needs the network, may hold script, or is huge', () => {
    assert.equal(mayShowImage('https://example.org/a.png'), false);
    assert.equal(mayShowImage('data:image/svg+xml;base64,AAAA'), false);
    assert.equal(mayShowImage('data:text/html;base64,AAAA'), false);
    assert.equal(mayShowImage(`data:image/png;base64,${'A'.repeat(512 * 1024)}`), false);
  });
});
