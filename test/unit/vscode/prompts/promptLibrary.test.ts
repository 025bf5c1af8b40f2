import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { vscodeStub } from '../../../support/vscodeStub/vscodeStub.js';
import { managePrompts } from '../../../../src/vscode/prompts/managePrompts.js';
import { savePrompt } from '../../../../src/vscode/prompts/savePrompt.js';
import { until } from '../../storage/support/until.js';
import { PromptWindow } from './support/promptWindow.js';

let window: PromptWindow;

beforeEach(() => {
  window = new PromptWindow();
});

afterEach(() => window.dispose());

const read = (name: string): string => readFileSync(window.uri('own', `${name}.prompt.md`).fsPath, 'utf8');
const own = async (): Promise<readonly string[]> => (await window.library.prompts()).map(({ file }) => file.name);

describe('saving a message as a prompt', () => {
  it('asks for a name and a description, and can be used at once', async () => {
    vscodeStub.inputs.answer('why-slow', ' Finds: what is slow ');
    vscodeStub.messages.answer('Edit Prompt');
    await savePrompt(window.library, '# Why is this so slow?\nLook at ${file}.');
    assert.deepEqual(
      vscodeStub.inputs.shown.map(({ options }) => options.value),
      ['why-is-this-so', 'Why is this so slow?'],
    );
    assert.equal(
      read('why-slow'),
      '---\ndescription: "Finds: what is slow"\n---\n\n# Why is this so slow?\nLook at ${file}.\n',
    );
    assert.deepEqual(await window.listed(), ['why-slow: Finds: what is slow']);
    assert.equal(vscodeStub.messages.shown[0]?.message, 'Saved. Type “/why-slow” in the message box to use it.');
    assert.equal(vscodeStub.documents.shown[0]?.uri.fsPath, window.uri('own', 'why-slow.prompt.md').fsPath);
  });

  it('takes no name that a file cannot have, or that there is', async () => {
    window.write('own/taken.prompt.md', 'x');
    window.write('own/other.prompt.md', '---\nname: renamed\n---\nx');
    vscodeStub.inputs.answer('', 'a b', '../a', 'a:b', 'CON', 'Taken', 'renamed', 'other', 'free', '');
    await savePrompt(window.library, 'x');
    assert.equal(vscodeStub.inputs.shown[0]?.refused.length, 8);
    assert.deepEqual(readdirSync(window.own.fsPath).sort(), ['free.prompt.md', 'other.prompt.md', 'taken.prompt.md']);
    assert.equal(read('free'), 'x\n');
  });

  it('saves nothing when a box is left, and says so when there is nothing to save', async () => {
    vscodeStub.inputs.dismiss();
    await savePrompt(window.library, 'x');
    vscodeStub.inputs.answer('a');
    vscodeStub.inputs.dismiss();
    await savePrompt(window.library, 'x');
    assert.ok(!existsSync(window.own.fsPath));
    await assert.rejects(savePrompt(window.library, ' \n'), /There is no text to save/u);
    await assert.rejects(savePrompt(window.library, undefined), /There is no text to save/u);
    vscodeStub.inputs.answer('a', '');
    await assert.rejects(savePrompt(window.library, 'x'.repeat(300_000)), /too long for a prompt\. Nothing was saved/u);
  });
});

describe('the list of prompts', () => {
  /** Opens the list, does something in it, and lets the command end. */
  async function manage(act: (list: (typeof vscodeStub.quickPicks)[number]) => unknown): Promise<void> {
    const ended = managePrompts(window.library);
    const list = vscodeStub.quickPicks.at(-1)!;
    await until(() => !list.busy);
    await act(list);
    if (list.isVisible) list.escape();
    await ended;
  }
  const order = (list: (typeof vscodeStub.quickPicks)[number]): readonly string[] =>
    list.items.map(({ label }) => label).filter((label) => /^\/[a-d]$/u.test(label));

  it('groups prompts by where they come from, and tells what is wrong with a broken one', async () => {
    window.write('work/.github/prompts/a.prompt.md', 'x');
    window.write('own/mine.prompt.md', '---\nname: [\n---\nx');
    window.write('home/.claude/skills/s/SKILL.md', 'x');
    await manage((list) => {
      assert.deepEqual(
        list.items.map(({ label }) => label),
        [
          '$(add) New Prompt…',
          '$(desktop-download) Import Prompts…',
          'Your prompts',
          '/mine',
          'work',
          '/a',
          'Skills in ~/.claude/skills',
          '/s',
          'Built in',
          '/explain',
          '/fix',
          '/improve',
          '/tests',
          '/doc',
          '/review',
          '/commit',
        ],
      );
      assert.match(list.items.find(({ label }) => label === '/mine')?.detail ?? '', /mine\.prompt\.md, line 3: /u);
    });
  });

  it('opens a prompt to be edited', async () => {
    const uri = window.write('own/a.prompt.md', 'x');
    await manage((list) => list.accept('/a'));
    assert.deepEqual(
      vscodeStub.documents.shown.map((document) => document.uri.fsPath),
      [uri.fsPath],
    );
  });

  it('moves prompts, and keeps the rest of their files', async () => {
    window.write('own/a.prompt.md', '---\r\n# mine\r\nname: a\r\n---\r\nA\r\n');
    window.write('own/b.prompt.md', 'B');
    window.write('own/c.prompt.md', 'C');
    await manage(async (list) => {
      list.pressIn('/c', 'Move Up');
      list.pressIn('/c', 'Move Up');
      await until(() => order(list).join() === '/c,/a,/b');
      list.pressIn('/b', 'Move Down');
      list.pressIn('/c', 'Move Up');
    });
    assert.deepEqual(await own(), ['c', 'a', 'b']);
    assert.deepEqual(
      [read('a'), read('c')],
      ['---\r\n# mine\r\nname: a\r\norder: 20\r\n---\r\nA\r\n', '---\norder: 10\n---\nC'],
    );
  });

  it('moves nothing at all when one of the files cannot be changed', async () => {
    window.write('own/a.prompt.md', 'A');
    window.write('own/b.prompt.md', '---\n{ name: b }\n---\nB');
    await assert.rejects(
      manage((list) => list.pressIn('/b', 'Move Up')),
      /The front matter of own\/b\.prompt\.md has no place for “order: …”\. Nothing was moved\./u,
    );
    assert.equal(read('a'), 'A');
  });

  it('deletes a prompt, and brings it back', async () => {
    window.write('own/a.prompt.md', 'A');
    vscodeStub.messages.answer('Undo');
    await manage(async (list) => {
      list.pressIn('/a', 'Delete');
      await until(() => vscodeStub.messages.shown.length > 0);
    });
    assert.equal(vscodeStub.messages.shown[0]?.message, 'The prompt “/a” was deleted.');
    assert.equal(read('a'), 'A');
    vscodeStub.messages.dismiss();
    await manage(async (list) => {
      list.pressIn('/a', 'Delete');
      await until(() => vscodeStub.messages.shown.length > 1);
      assert.deepEqual(await own(), []);
    });
    assert.ok(!existsSync(window.uri('own', 'a.prompt.md').fsPath));
  });

  it('shares a prompt as text or as a file', async () => {
    window.write('own/a.prompt.md', 'A');
    vscodeStub.picks.answer('Copy File Content');
    await manage((list) => list.pressIn('/a', 'Share…'));
    assert.equal(vscodeStub.clipboard, 'A');
    vscodeStub.picks.answer('Save File As…');
    vscodeStub.fileDialogs.answer(window.uri('shared.prompt.md'));
    await manage((list) => list.pressIn('/a', 'Share…'));
    assert.equal(readFileSync(window.uri('shared.prompt.md').fsPath, 'utf8'), 'A');
  });

  it('imports files that are prompts, under names that are free', async () => {
    window.write('own/a.prompt.md', 'A');
    const [good, bad] = [window.write('from/a.prompt.md', 'B'), window.write('from/b.prompt.md', '---\n')];
    vscodeStub.fileDialogs.answer(good);
    await manage((list) => list.accept('$(desktop-download) Import Prompts…'));
    assert.deepEqual([read('a'), read('a-2')], ['A', 'B']);
    vscodeStub.fileDialogs.answer(bad);
    await assert.rejects(
      manage((list) => list.accept('$(desktop-download) Import Prompts…')),
      /This is no prompt and was not copied\. from\/b\.prompt\.md, line 1: the front matter has no closing/u,
    );
  });

  it('copies one of SCOUT’s, which then goes before it', async () => {
    await manage((list) => list.accept('/explain'));
    assert.equal((await window.source.commandOf('/explain'))?.id, window.uri('own', 'explain.prompt.md').toString());
    assert.match(
      read('explain'),
      /^---\ndescription: Explains the selection, or the open file\n---\n\nExplain the attached code\./u,
    );
  });

  it('makes a new prompt, and opens it', async () => {
    vscodeStub.inputs.answer('new', '');
    await manage((list) => list.accept('$(add) New Prompt…'));
    assert.match(read('new'), /\$\{selection\}, \$\{file\}, \$\{input:name:hint\}, \$ARGUMENTS/u);
    assert.equal(vscodeStub.documents.shown.length, 1);
  });
});
