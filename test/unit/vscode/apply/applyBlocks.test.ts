import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import type { AttachmentPart } from '../../../../src/core/message.js';
import { changeFiles } from '../../../../src/vscode/apply/changeFiles.js';
import { CodeBlockActions } from '../../../../src/vscode/codeBlocks/codeBlockActions.js';
import { vscodeStub } from '../../../support/vscodeStub/vscodeStub.js';

const original = 'export const one = 1;\nexport const two = 2;\n';
const changed = 'export const one = 10;\nexport const two = 2;\n';
const hunk = '@@ -1,2 +1,2 @@\n-export const one = 1;\n+export const one = 10;\n export const two = 2;';

describe('applying code blocks', () => {
  let root: string;
  let actions: CodeBlockActions;
  const merges: string[] = [];

  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), 'scout-apply-'));
    merges.length = 0;
    vscodeStub.openFolders(folder('app'));
    actions = new CodeBlockActions({
      askToMerge: (_conversation, requests) =>
        Promise.resolve(void merges.push(...requests.map(({ question }) => question))),
      restored: (conversationId, code) => (conversationId === 'c' ? code.replaceAll('<secret>', 'hunter2') : code),
    });
  });
  afterEach(() => {
    actions.dispose();
    rmSync(root, { recursive: true, force: true });
  });

  const folder = (name: string): vscode.Uri => {
    mkdirSync(path.join(root, name), { recursive: true });
    return vscode.Uri.file(path.join(root, name));
  };
  const write = (name: string, text: string | Buffer = original): vscode.Uri => {
    const file = path.join(root, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
    return vscode.Uri.file(file);
  };
  const textOf = async (uri: vscode.Uri): Promise<string> => (await vscode.workspace.openTextDocument(uri)).getText();
  const apply = (code: string, info = 'diff', attachments: readonly AttachmentPart[] = []): Promise<void> =>
    actions.run('apply', { info, code }, { conversationId: 'c', attachments });
  const named = (name: string): string => `--- a/${name}\n+++ b/${name}\n${hunk}`;
  const attached = (uri: vscode.Uri): AttachmentPart => ({
    type: 'attachment',
    id: uri.path,
    kind: 'file',
    label: uri.path,
    mediaType: 'text/plain',
    text: '',
    uri: uri.toString(),
    bytes: 0,
    capturedAt: 0,
  });
  const diffs = (): unknown[] => vscodeStub.commands.executed.filter(([id]) => id === 'vscode.diff');

  it('changes the document, not the file, and opens the comparison with the original', async () => {
    const uri = write('app/src/a.ts');
    await apply(named('src/a.ts'));
    assert.equal(await textOf(uri), changed);
    assert.equal(readFileSync(uri.fsPath, 'utf8'), original);
    const [, left, right, title] = diffs()[0] as [string, vscode.Uri, vscode.Uri, string];
    assert.equal(await textOf(left), original);
    assert.equal(right.toString(), uri.toString());
    assert.equal(title, 'src/a.ts (Original ↔ Applied)');
    assert.deepEqual(vscodeStub.messages.shown, []);
  });

  it('works on what is on the screen, not on what was saved', async () => {
    const uri = write('app/a.ts');
    await vscodeStub.documents.write(uri, `// typed\n${original}`);
    await apply(named('a.ts'));
    assert.equal(await textOf(uri), `// typed\n${changed}`);
    await actions.discardAll(uri);
    assert.equal(await textOf(uri), `// typed\n${original}`);
  });

  it('puts back what was replaced by a placeholder', async () => {
    const uri = write('app/a.ts');
    await apply(named('a.ts').replace('= 10', '= "<secret>"'));
    assert.match(await textOf(uri), /one = "hunter2"/u);
  });

  it('finds a file by the end of its path', async () => {
    const uri = write('app/packages/core/src/a.ts');
    vscodeStub.foundFiles = [uri];
    await apply(named('src/a.ts'));
    assert.equal(await textOf(uri), changed);
    assert.equal((diffs()[0] as string[])[3], 'packages/core/src/a.ts (Original ↔ Applied)', 'and shows which it is');
  });

  it('takes no file that lies in another folder than the path says, but asks to create one', async () => {
    const uri = write('app/client/utils/a.ts');
    vscodeStub.foundFiles = [uri];
    await apply(named('server/utils/a.ts'), 'diff', [attached(uri)]);
    assert.match(vscodeStub.messages.shown[0]?.message ?? '', /server\/utils\/a\.ts\. The file is not there\./u);
    vscodeStub.messages.dismiss();
    await apply(changed, 'ts server/utils/a.ts', [attached(uri)]);
    assert.equal(vscodeStub.messages.shown[1]?.detail, 'Create server/utils/a.ts');
    assert.equal(await textOf(uri), original);
  });

  it('asks which of two folders’ files with equal paths is meant, unless one was attached', async () => {
    const [one, two] = [write('app/a.ts'), write('lib/a.ts')];
    vscodeStub.openFolders(folder('app'), folder('lib'));
    vscodeStub.picks.dismiss();
    await apply(named('a.ts'));
    assert.deepEqual(
      vscodeStub.picks.shown[0]?.items.map(({ description }) => description),
      ['app', 'lib'],
    );
    assert.deepEqual([await textOf(one), await textOf(two)], [original, original]);
    await apply(named('a.ts'), 'diff', [attached(two)]);
    assert.deepEqual([await textOf(one), await textOf(two)], [original, changed]);
  });

  it('takes the attached file, or the one in use, in which a block without a name fits', async () => {
    const [fitting, other] = [write('app/a.ts'), write('app/b.ts', 'nothing alike\n')];
    await apply(hunk, 'diff', [attached(other), attached(fitting)]);
    assert.equal(await textOf(fitting), changed);
    await actions.discardAll(fitting);
    vscodeStub.editors.activate(await vscode.workspace.openTextDocument(fitting));
    vscodeStub.editors.activate(undefined);
    await apply(hunk);
    assert.equal(await textOf(fitting), changed);
  });

  it('asks where the code names a file that may not be used, or two, whatever fits', async () => {
    const uri = write('app/src/a.ts');
    for (const [code, info, name] of [
      [named('src/a.ts'), 'diff README.md', 'README.md / src/a.ts'],
      [`--- /elsewhere/a.ts\n+++ /elsewhere/a.ts\n${hunk}`, 'diff', '/elsewhere/a.ts'],
      [changed, 'ts ../shared/a.ts', '../shared/a.ts'],
    ] as const) {
      vscodeStub.picks.dismiss();
      await apply(code, info, [attached(uri)]);
      assert.equal(vscodeStub.picks.shown.at(-1)?.options.title, `The code is for ${name}. Apply to which file?`);
      assert.equal(await textOf(uri), original);
    }
  });

  it('takes an absolute path that lies in the folder', async () => {
    const uri = write('app/src/a.ts');
    await apply(`--- ${uri.path}\n+++ ${uri.path}\n${hunk}`);
    assert.equal(await textOf(uri), changed);
  });

  it('asks where nothing says which file it is', async () => {
    const uri = write('app/a.ts');
    vscodeStub.foundFiles = [uri];
    vscodeStub.picks.answer('a.ts');
    await apply(hunk);
    assert.equal(await textOf(uri), changed);
  });

  it('refuses what does not fit, says where, and offers the model', async () => {
    const uri = write('app/a.ts', 'let other;\n');
    vscodeStub.messages.answer('Let the Model Merge It');
    await apply(named('a.ts'));
    assert.equal(await textOf(uri), 'let other;\n');
    assert.deepEqual(diffs(), []);
    const [told] = vscodeStub.messages.shown;
    assert.match(told?.message ?? '', /^The code was not applied to a\.ts\. .* Nothing was changed\.$/u);
    assert.deepEqual(
      told?.buttons.filter((label) => !label.startsWith('Go to')),
      ['Let the Model Merge It', 'More…'],
    );
    assert.match(merges[0] ?? '', /^Merge this change into `a\.ts`/u);
  });

  it('has the code copied, inserted or applied elsewhere when it does not fit', async () => {
    write('app/a.ts', 'let other;\n');
    const elsewhere = write('app/b.ts');
    vscodeStub.foundFiles = [elsewhere];
    vscodeStub.messages.answer('More…');
    vscodeStub.picks.answer('Apply to Another File…');
    vscodeStub.picks.answer('b.ts');
    await apply(named('a.ts'));
    assert.equal(await textOf(elsewhere), changed);
    vscodeStub.messages.answer('More…');
    vscodeStub.picks.answer('Copy');
    await apply(named('a.ts'));
    assert.equal(vscodeStub.clipboard, named('a.ts'));
  });

  it('says that a change is there already', async () => {
    write('app/a.ts', changed);
    await apply(named('a.ts'));
    assert.deepEqual(
      vscodeStub.messages.shown.map(({ message }) => message),
      ['a.ts has this change already. Nothing was changed.'],
    );
  });

  it('refuses files that are no text', async () => {
    write('app/a.ts', Buffer.from([0, 1, 2]));
    await apply(named('a.ts'));
    assert.match(vscodeStub.messages.shown[0]?.message ?? '', /cannot be opened as text/u);
  });

  it('asks before it changes a file outside of the workspace', async () => {
    const uri = write('elsewhere/a.ts');
    vscodeStub.messages.dismiss();
    await apply(hunk, 'diff', [attached(uri)]);
    assert.equal(await textOf(uri), original);
    assert.match(vscodeStub.messages.shown[0]?.detail ?? '', /outside of the workspace/u);
    vscodeStub.messages.answer('Apply');
    await apply(hunk, 'diff', [attached(uri)]);
    assert.equal(await textOf(uri), changed);
  });

  it('asks before it changes what is behind a symbolic link', async () => {
    const outside = write('elsewhere/a.ts');
    symlinkSync(path.join(root, 'elsewhere'), path.join(root, 'app', 'link'), 'junction');
    vscodeStub.messages.dismiss();
    await apply(named('link/a.ts'));
    assert.match(vscodeStub.messages.shown[0]?.detail ?? '', /^Change link\/a\.ts, which is a symbolic link/u);
    assert.equal(await textOf(outside), original);
    assert.deepEqual(diffs(), []);
  });

  it('asks before it changes what has programs run, also where a file is moved there', async () => {
    write('app/.vscode/tasks.json');
    write('app/a.ts');
    vscodeStub.messages.dismiss();
    await apply(named('.vscode/tasks.json'));
    const move = `diff --git a/a.ts b/.husky/a.ts\nrename from a.ts\nrename to .husky/a.ts\n--- a/a.ts\n+++ b/.husky/a.ts\n${hunk}`;
    vscodeStub.messages.dismiss();
    await apply(move);
    const warning = 'which can have programs run on this machine';
    assert.deepEqual(
      vscodeStub.messages.shown.map(({ detail }) => detail),
      [`Change .vscode/tasks.json, ${warning}`, `Rename a.ts to .husky/a.ts\nChange .husky/a.ts, ${warning}`],
    );
  });

  it('deletes no file that was changed while the question was open', async () => {
    const uri = write('app/gone.ts', 'let mine;\n');
    assert.equal(await changeFiles([{ uri, before: 'let gone;\n', after: undefined, wasSaved: true }]), 'unchanged');
    assert.equal(readFileSync(uri.fsPath, 'utf8'), 'let mine;\n');
  });

  it('refuses to rename a file to the place of one that is created', async () => {
    const uri = write('app/b.ts');
    vscodeStub.messages.answer('Apply');
    await apply(
      `--- /dev/null\n+++ b/a.ts\n@@ -0,0 +1 @@\n+new\ndiff --git a/b.ts b/a.ts\nrename from b.ts\nrename to a.ts\n`,
    );
    assert.ok(vscodeStub.messages.shown.some(({ message }) => message.includes('The file is there already')));
    assert.equal(await textOf(uri), original);
  });

  it('asks before it creates, renames or deletes files, and discards that, too', async () => {
    const [renamed, deleted] = [write('app/old.ts'), write('app/gone.ts', 'let gone;\n')];
    const created = vscode.Uri.file(path.join(root, 'app/new.ts'));
    const target = vscode.Uri.file(path.join(root, 'app/renamed.ts'));
    const code = [
      '--- /dev/null\n+++ b/new.ts\n@@ -0,0 +1 @@\n+let fresh;',
      `diff --git a/old.ts b/renamed.ts\nrename from old.ts\nrename to renamed.ts\n--- a/old.ts\n+++ b/renamed.ts\n${hunk}`,
      '--- a/gone.ts\n+++ /dev/null\n@@ -1 +0,0 @@\n-let gone;',
    ].join('\n');
    vscodeStub.messages.dismiss();
    await apply(code);
    assert.equal(vscodeStub.messages.shown[0]?.detail, 'Create new.ts\nRename old.ts to renamed.ts\nDelete gone.ts');
    assert.equal(await textOf(renamed), original);
    vscodeStub.messages.answer('Apply');
    await apply(code);
    assert.equal(await textOf(created), 'let fresh;\n');
    assert.equal(await textOf(target), changed);
    assert.throws(() => readFileSync(deleted.fsPath));
    await actions.discardAll(target);
    assert.throws(() => readFileSync(created.fsPath));
    assert.equal(readFileSync(deleted.fsPath, 'utf8'), 'let gone;\n');
    assert.equal(await textOf(renamed), original);
  });
});
