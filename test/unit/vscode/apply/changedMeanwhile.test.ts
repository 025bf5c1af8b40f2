import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { changeFiles } from '../../../../src/vscode/apply/changeFiles.js';
import { CodeBlockActions } from '../../../../src/vscode/codeBlocks/codeBlockActions.js';
import { vscodeStub } from '../../../support/vscodeStub/vscodeStub.js';

const before = 'let a = 1;\nlet b = 2;\n';
const origin = { conversationId: 'c', attachments: [] };
const replace = (name: string, from: string, to: string): string =>
  `${name}\n<<<<<<< SEARCH\n${from}\n=======\n${to}\n>>>>>>> REPLACE`;

describe('changes of several files, and files that the user changes meanwhile', () => {
  let root: string;
  let actions: CodeBlockActions;

  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), 'scout-meanwhile-'));
    for (const name of ['a.ts', 'b.ts', 'c.ts', 'd.ts']) writeFileSync(path.join(root, name), before);
    vscodeStub.openFolders(vscode.Uri.file(root));
    actions = new CodeBlockActions({ askToMerge: () => Promise.resolve(), restored: (_conversationId, code) => code });
  });
  afterEach(() => {
    actions.dispose();
    rmSync(root, { recursive: true, force: true });
  });

  const at = (name: string): vscode.Uri => vscode.Uri.file(path.join(root, name));
  const text = async (name: string): Promise<string> => (await vscode.workspace.openTextDocument(at(name))).getText();
  const change = (...names: string[]): Promise<void> =>
    actions.applyAll(
      names.map((name) => ({ info: 'ts', code: replace(name, 'let a = 1;', 'let a = 10;') })),
      origin,
    );
  const shownTitle = (): unknown =>
    vscodeStub.commands.executed.findLast(([id]) => id === 'vscode.changes' || id === 'vscode.diff')?.[1];
  const told = (): string[] => vscodeStub.messages.shown.map(({ message }) => message);

  it('makes none of them when one cannot be made, and leaves no folder behind', async () => {
    mkdirSync(path.join(root, 'there'));
    const code = [
      '--- /dev/null\n+++ b/new/deep/one.ts\n@@ -0,0 +1 @@\n+one',
      '--- a/c.ts\n+++ /dev/null\n@@ -1,2 +0,0 @@\n-let a = 1;\n-let b = 2;',
      'diff --git a/d.ts b/there/d.ts\nrename from d.ts\nrename to there/d.ts',
      // A file stands where its folder would be.
      '--- /dev/null\n+++ b/b.ts/two.ts\n@@ -0,0 +1 @@\n+two',
    ].join('\n');
    vscodeStub.messages.answer('Apply');
    await actions.run('apply', { info: 'diff', code }, origin);
    assert.equal(existsSync(path.join(root, 'new')), false);
    assert.equal(readFileSync(path.join(root, 'c.ts'), 'utf8'), before);
    assert.equal(readFileSync(path.join(root, 'd.ts'), 'utf8'), before);
    assert.equal(existsSync(path.join(root, 'there/d.ts')), false);
    assert.match(told().at(-1) ?? '', /^Nothing was applied:/u);
    assert.equal(shownTitle(), undefined, 'nothing is shown as changed');
  });

  it('says which files it could not put back', async () => {
    const code = [
      '--- a/c.ts\n+++ /dev/null\n@@ -1,2 +0,0 @@\n-let a = 1;\n-let b = 2;',
      '--- /dev/null\n+++ b/b.ts/two.ts\n@@ -0,0 +1 @@\n+two',
    ].join('\n');
    vscodeStub.files.failure = new Error('EIO: the disk has failed');
    vscodeStub.messages.answer('Apply');
    await actions.run('apply', { info: 'diff', code }, origin);
    assert.match(told().at(-1) ?? '', /could not be put back as they were: c\.ts\. Check them/u);
  });

  it('discards the comparison of several files that is in front, not another one', async () => {
    await change('a.ts', 'b.ts');
    assert.equal(shownTitle(), 'Applied Changes');
    await change('c.ts', 'd.ts');
    assert.equal(shownTitle(), 'Applied Changes 2');
    vscodeStub.editors.showTab('Applied Changes 2 (2 files)');
    await actions.discardAll(undefined);
    assert.equal(await text('c.ts'), before);
    assert.notEqual(await text('a.ts'), before);
    vscodeStub.editors.showTab('Applied Changes (2 files)');
    await actions.discardAll(undefined);
    assert.equal(await text('a.ts'), before);
  });

  it('joins a second change with the one that is still open, whichever comparison is in front', async () => {
    await change('a.ts', 'b.ts');
    await actions.run('apply', { info: 'ts', code: replace('a.ts', 'let b = 2;', 'let b = 20;') }, origin);
    vscodeStub.editors.showTab('Applied Changes (2 files)');
    await actions.discardAll(undefined);
    assert.equal(await text('a.ts'), before);
    assert.equal(await text('b.ts'), before);
  });

  it('discards the others when the user has deleted one, and says so', async () => {
    await change('a.ts', 'b.ts');
    rmSync(path.join(root, 'a.ts'));
    vscodeStub.documents.closeAll();
    await vscodeStub.documents.write(at('b.ts'), before.replace('= 1', '= 10'));
    await actions.discardAll(at('b.ts'));
    assert.equal(await text('b.ts'), before);
    assert.equal(existsSync(path.join(root, 'a.ts')), false);
    assert.match(told().at(-1) ?? '', /were left alone: a\.ts$/u);
    await actions.discardAll(at('b.ts'));
    assert.equal(told().length, 1, 'nothing is left to be decided');
  });

  it('follows a file that the user moves', async () => {
    await change('a.ts');
    const changed = await text('a.ts');
    mkdirSync(path.join(root, 'sub'));
    renameSync(path.join(root, 'a.ts'), path.join(root, 'sub/moved.ts'));
    vscodeStub.documents.renamed.fire({ files: [{ oldUri: at('a.ts'), newUri: at('sub/moved.ts') }] });
    await vscodeStub.documents.write(at('sub/moved.ts'), changed);
    await actions.discardAll(at('sub/moved.ts'));
    assert.equal(await text('sub/moved.ts'), before);
    assert.deepEqual(told(), []);
  });

  it('follows the files of a folder that the user moves', async () => {
    mkdirSync(path.join(root, 'old'));
    writeFileSync(path.join(root, 'old/e.ts'), before);
    await change('old/e.ts');
    const changed = await text('old/e.ts');
    renameSync(path.join(root, 'old'), path.join(root, 'new'));
    vscodeStub.documents.renamed.fire({ files: [{ oldUri: at('old'), newUri: at('new') }] });
    await vscodeStub.documents.write(at('new/e.ts'), changed);
    await actions.discardAll(at('new/e.ts'));
    assert.equal(await text('new/e.ts'), before);
  });

  it('changes nothing when one of the files is gone while a question is open', async () => {
    const one = { before, after: 'let a = 3;\n', wasSaved: true };
    assert.equal(
      await changeFiles([
        { ...one, uri: at('a.ts') },
        { ...one, uri: at('gone.ts') },
      ]),
      'unchanged',
    );
    assert.equal(await text('a.ts'), before);
  });
});
