import assert from 'node:assert/strict';
import { folderTree } from '../../../../src/attachments/files/folderTree.js';
import { distinctNames } from '../../../../src/attachments/files/distinctNames.js';
import { preselectedFiles } from '../../../../src/attachments/files/preselectedFiles.js';

describe('a tree of names', () => {
  it('has folders first, and a line for each name', () => {
    const { text, omitted } = folderTree(['b.ts', 'src/app/x.ts', 'src/a.ts', 'a.ts']);
    assert.equal(text, 'src/\n  app/\n    x.ts\n  a.ts\na.ts\nb.ts');
    assert.equal(omitted, 0);
  });

  it('leaves out what lies deepest, and says how much', () => {
    const deep = Array.from({ length: 50 }, (_, index) => `src/deep/${index}.ts`);
    const { text, omitted } = folderTree(['top.ts', ...deep], 5);
    assert.deepEqual(text.split('\n').length, 5);
    assert.match(text, /^src\/\n {2}deep\/\n/u);
    assert.match(text, /top\.ts$/u);
    assert.equal(omitted, 48);
  });

  it('keeps to one line whatever a name is made of', () => {
    assert.equal(folderTree(['a\nb.ts']).text, 'a�b.ts');
  });
});

describe('names of folders', () => {
  it('are told apart by the folders above, as far as that takes', () => {
    assert.deepEqual(
      distinctNames([
        { name: 'app', path: '/work/client/app' },
        { name: 'app', path: '/work/server/app' },
        { name: 'docs', path: '/work/docs' },
        { name: 'app', path: '/other/server/app' },
      ]),
      ['client/app', 'work/server/app', 'docs', 'other/server/app'],
    );
  });

  it('stay as they are where nothing tells them apart', () => {
    const same = { name: 'app', path: '/app' };
    assert.deepEqual(distinctNames([same, { ...same }]), ['app', 'app']);
  });
});

describe('the files of a folder that are chosen beforehand', () => {
  it('are text that fits, in the upper folders first', () => {
    const chosen = preselectedFiles(
      [
        { path: 'deep/er/b.ts', bytes: 60 },
        { path: 'a.ts', bytes: 50 },
        { path: 'logo.png', bytes: 1 },
        { path: 'x.wasm', bytes: 1 },
        { path: 'package-lock.json', bytes: 1 },
        { path: 'empty.ts', bytes: 0 },
        { path: 'deep/c.ts', bytes: 45 },
      ],
      100,
    );
    assert.deepEqual([...chosen], ['a.ts', 'deep/c.ts']);
  });
});
