import assert from 'node:assert/strict';
import { droppedUris, nameOfUri } from '../../../../../src/webview/ui/attachments/droppedUris.js';

function dropped(data: Readonly<Record<string, string>>): readonly string[] {
  return droppedUris({ getData: (type) => data[type] ?? '' });
}

describe('what is dropped from the editor', () => {
  it('is named by the list of VS Code before all others', () => {
    const list = '# a comment\r\nfile:///a.ts\r\nvscode-remote://wsl%2Bubuntu/b.ts\r\nfile:///a.ts';
    assert.deepEqual(
      dropped({
        'application/vnd.code.uri-list': list,
        'text/uri-list': 'file:///other',
        ResourceURLs: '["file:///c"]',
      }),
      ['file:///a.ts', 'vscode-remote://wsl%2Bubuntu/b.ts'],
    );
  });

  it('is named by the resources of tabs, whichever way they are written', () => {
    const editors = [
      { resource: { $mid: 1, scheme: 'vscode-remote', authority: 'ssh-remote+box', path: '/home/a b.ts' } },
      { resource: 'untitled:Untitled-1' },
      { resource: { scheme: 7 } },
      { resource: null },
      null,
    ];
    assert.deepEqual(dropped({ CodeEditors: JSON.stringify(editors) }), [
      'vscode-remote://ssh-remote%2Bbox/home/a%20b.ts',
      'untitled:Untitled-1',
    ]);
  });

  it('is named by paths of any system', () => {
    const paths = ['/home/me/a#b.ts', 'C:\\work\\c.ts', '\\\\server\\share\\d.ts'];
    assert.deepEqual(dropped({ CodeFiles: JSON.stringify(paths) }), [
      'file:///home/me/a%23b.ts',
      'file:///C%3A/work/c.ts',
      'file://server/share/d.ts',
    ]);
  });

  it('is nothing where the data is none of this', () => {
    const hostile = { ResourceURLs: '{"a":1}', CodeEditors: '[', CodeFiles: '"x"', 'text/uri-list': 'no uri\n\n' };
    assert.deepEqual(dropped(hostile), []);
    const many = JSON.stringify(Array.from({ length: 5_000 }, (_, index) => `file:///${index}`));
    assert.equal(dropped({ ResourceURLs: many }).length, 1_000);
  });

  it('is called by its last part', () => {
    assert.equal(nameOfUri('file:///home/a%20b/'), 'a b');
    assert.equal(nameOfUri('https://example.org/p?q=/x'), 'p');
    assert.equal(nameOfUri('file:///%E0%A4%A'), '%E0%A4%A');
  });
});
