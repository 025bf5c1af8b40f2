import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { vscodeStub } from '../../../support/vscodeStub/vscodeStub.js';
import { until } from '../../storage/support/until.js';
import { PromptWindow } from './support/promptWindow.js';

describe('the prompts of a window', () => {
  let window: PromptWindow;

  beforeEach(() => {
    window = new PromptWindow();
  });

  afterEach(() => window.dispose());

  it('are files and skills of the workspace, the user’s own, and SCOUT’s', async () => {
    window.write(
      'work/.github/prompts/form.prompt.md',
      '---\ndescription: Makes a form\nargument-hint: [name]\n---\nx',
    );
    window.write('work/.github/prompts/README.md', 'x');
    window.write('work/.github/prompts/sub/deep.prompt.md', 'x');
    window.write('work/.claude/skills/release/SKILL.md', '---\nname: release\ndescription: Releases\n---\nx');
    window.write('work/.agents/skills/hidden/SKILL.md', '---\nuser-invocable: false\n---\nx');
    window.write('work/.agents/skills/empty/other.md', 'x');
    window.write('own/mine.prompt.md', 'x');
    window.write('home/.copilot/skills/own-skill/SKILL.md', 'x');
    const found = await window.source.find('', new AbortController().signal);
    assert.deepEqual(
      found.map(({ name, origin, place }) => `${name} ${origin} ${place}`),
      [
        'form workspace work',
        'release workspace work',
        'mine user Your prompts',
        'own-skill user ~/.copilot/skills',
        ...['explain', 'fix', 'improve', 'tests', 'doc', 'review', 'commit'].map((name) => `${name} builtIn Built in`),
      ],
    );
    assert.deepEqual([found[0]?.description, found[0]?.argumentHint], ['Makes a form', '[name]']);
  });

  it('of a workspace are offered only where it is trusted, and then at once', async () => {
    window.write('work/.github/prompts/a.prompt.md', 'x');
    window.write('work/.github/skills/b/SKILL.md', 'x');
    vscodeStub.isTrusted = false;
    let changes = 0;
    window.source.onChanged(() => (changes += 1));
    assert.deepEqual(await window.listed(), []);
    await assert.rejects(
      window.source.accept(window.uri('work/.github/prompts/a.prompt.md').toString(), '', new AbortController().signal),
      /This prompt is no longer there\. Nothing was changed\./u,
    );
    vscodeStub.grantTrust();
    assert.deepEqual(await window.listed(), ['a: ', 'b: ']);
    await until(() => changes === 1);
  });

  it('of one name are told apart, and the nearest is meant', async () => {
    vscodeStub.openFolders(window.uri('work'), window.uri('other'));
    for (const folder of ['work', 'other'])
      window.write(`${folder}/.github/prompts/a.prompt.md`, `---\ndescription: D\n---\n${folder}`);
    window.write('own/A.prompt.md', 'own');
    window.write('own/b.prompt.md', 'own');
    assert.deepEqual(await window.listed(), ['a: work · D', 'a: other · D', 'A: Your prompts', 'b: ']);
    assert.equal((await window.accept('a'))?.text, 'work');
  });

  it('that are broken are listed with file and line, and cannot be used', async () => {
    window.write('work/.github/prompts/a.prompt.md', '---\nname: [\n---\nx');
    window.write('work/.github/prompts/b.prompt.md', new Uint8Array([0x61, 0, 0x62]));
    window.write('work/.github/prompts/c.prompt.md', 'x'.repeat(256 * 1024 + 1));
    window.write('work/.github/prompts/d.prompt.md', '---\nname: d\n---\n\n');
    symlinkSync('nowhere', window.write('work/.github/prompts/e', '').fsPath.replace(/e$/u, 'e.prompt.md'));
    assert.deepEqual(await window.listed(), [
      'a: prompts/a.prompt.md, line 3: this is not valid YAML. Text with special characters needs quotation marks.',
      'b: prompts/b.prompt.md, line 1: this is not a text file.',
      'c: prompts/c.prompt.md, line 1: the file is larger than 256.0 KiB.',
      'd: prompts/d.prompt.md, line 1: the prompt has no text.',
      'e: prompts/e.prompt.md, line 1: the file cannot be read.',
    ]);
    await assert.rejects(
      window.accept('a'),
      /The prompt “\/a” cannot be used\. Nothing was sent\. prompts\/a\.prompt\.md, line 3: /u,
    );
    assert.deepEqual(window.captured, []);
  });

  it('are read anew when a file changes, also at the moment of use', async () => {
    const file = window.write('own/a.prompt.md', 'one');
    assert.deepEqual(await window.listed(), ['a: ']);
    window.write('own/a.prompt.md', 'two');
    assert.equal((await window.accept('a'))?.text, 'two');
    window.write('own/b.prompt.md', 'x');
    assert.deepEqual(await window.listed(), ['a: '], 'nobody has told of it');
    vscodeStub.watchers.change(file);
    assert.deepEqual(await window.listed(), ['a: ', 'b: ']);
  });

  it('are looked for in the folders of the setting, new ones go to the first', async () => {
    window.write('home/mine/a.prompt.md', 'x');
    window.write('shared/b.prompt.md', 'x');
    vscodeStub.settings.set('prompts.folders', ['~/mine', window.uri('shared').fsPath, 'relative', 3, '~/mine']);
    assert.deepEqual(await window.listed(), ['a: ', 'b: ']);
    assert.equal(window.library.folder.fsPath, window.uri('home', 'mine').fsPath);
    vscodeStub.settings.set('prompts.folders', []);
    await delay(0);
    assert.deepEqual(await window.listed(), []);
    assert.equal(window.library.folder, window.own);
  });

  it('are watched where they are, and no longer than there is a window', async () => {
    await window.listed();
    assert.ok(vscodeStub.watchers.active.has(`${window.uri('work', '.github', 'prompts').fsPath} *.md`));
    const before = vscodeStub.watchers.active.size;
    vscodeStub.openFolders(window.uri('work'), window.uri('other'));
    vscodeStub.watchers.changeFolders();
    assert.equal(vscodeStub.watchers.active.size, before + 4);
    window.index.dispose();
    assert.equal(vscodeStub.watchers.active.size, 0);
  });
});
