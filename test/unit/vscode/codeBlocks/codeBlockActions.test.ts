import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { CodeBlockActions, type CodeAction } from '../../../../src/vscode/codeBlocks/codeBlockActions.js';
import { vscodeStub } from '../../../support/vscodeStub/vscodeStub.js';

describe('what the editor does with a block of code', () => {
  let root: string;
  let actions: CodeBlockActions;

  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), 'scout-code-'));
    mkdirSync(path.join(root, 'src'));
    vscodeStub.openFolders(vscode.Uri.file(root));
    actions = new CodeBlockActions({ askToMerge: () => Promise.resolve(), restored: (_conversationId, code) => code });
  });
  afterEach(() => {
    actions.dispose();
    rmSync(root, { recursive: true, force: true });
  });

  const run = (action: CodeAction, info: string, code: string): Promise<void> =>
    actions.run(action, { info, code }, { conversationId: 'c', attachments: [] });
  const said = (): readonly string[] => vscodeStub.messages.shown.map(({ message }) => message);
  const lastText = (): string | undefined => vscodeStub.documents.shown.at(-1)?.getText();

  it('goes into the terminal without Enter', async () => {
    vscodeStub.terminals.open('bash');
    await run('paste-in-terminal', 'sh', '$ npm test\u0003\n');
    assert.deepEqual(vscodeStub.terminals.texts, [['npm test', false]]);
    assert.deepEqual(said(), []);
  });

  it('is shown before several lines of it go into the terminal, and can be kept out', async () => {
    vscodeStub.terminals.open('bash');
    vscodeStub.clipboard = 'mine';
    vscodeStub.messages.dismiss();
    await run('paste-in-terminal', 'bash', 'one\ntwo');
    assert.match(vscodeStub.messages.shown[0]?.detail ?? '', /^one\ntwo\n/u);
    const pasted: string[] = [];
    vscodeStub.commands.register('workbench.action.terminal.paste', () => pasted.push(vscodeStub.clipboard));
    assert.deepEqual(pasted, []);
    vscodeStub.messages.answer('Paste');
    await run('paste-in-terminal', 'bash', 'one\ntwo');
    assert.deepEqual(pasted, ['one\ntwo']);
    assert.equal(vscodeStub.clipboard, 'mine');
    assert.deepEqual(vscodeStub.terminals.texts, []);
  });

  it('goes into no terminal where the folder is not trusted', async () => {
    vscodeStub.terminals.open('bash');
    vscodeStub.isTrusted = false;
    await run('paste-in-terminal', 'sh', 'npm test');
    assert.deepEqual(vscodeStub.terminals.texts, []);
    assert.match(said()[0] ?? '', /Nothing was pasted\.$/u);
  });

  it('becomes a new file where there is no editor to insert it into', async () => {
    vscodeStub.messages.answer('New File');
    await run('insert', 'ts', 'let a;');
    assert.equal(said()[0], 'There is no open text editor to insert the code into.');
    assert.equal(lastText(), 'let a;\n');
  });

  it('becomes a new file at the place that it names, which nobody has saved', async () => {
    vscodeStub.messages.answer('Create src/new.ts');
    await run('new-file', 'ts src/new.ts', 'let a;');
    assert.equal(lastText(), 'let a;\n');
    assert.equal(vscodeStub.documents.shown[0]?.uri.scheme, 'untitled');
    assert.equal(vscodeStub.documents.shown[0]?.uri.path, path.join(root, 'src/new.ts'));
    assert.equal(existsSync(path.join(root, 'src/new.ts')), false);
  });

  it('takes the place of no file that is there already', async () => {
    writeFileSync(path.join(root, 'src/old.ts'), 'old');
    vscodeStub.messages.answer('Untitled File');
    await run('new-file', 'ts src/old.ts', 'let a;');
    assert.deepEqual(vscodeStub.messages.shown[0]?.buttons, ['Untitled File']);
    assert.match(vscodeStub.documents.shown[0]?.uri.path ?? '', /^Untitled/u);
  });

  it('is compared with the clipboard', async () => {
    vscodeStub.clipboard = 'let b;\r\n';
    await run('compare', 'ts src/a.ts', 'let a;');
    const [, left, right] = vscodeStub.commands.executed.at(-1) as [string, vscode.Uri, vscode.Uri];
    const texts = await Promise.all(
      [left, right].map(async (uri) => (await vscode.workspace.openTextDocument(uri)).getText()),
    );
    assert.deepEqual(texts, ['let b;\n', 'let a;']);
    vscodeStub.clipboard = '';
    await run('compare', 'ts', 'let a;');
    assert.deepEqual(said(), ['There is no text on the clipboard.']);
  });

  it('opens the file that it names, or says that there is none', async () => {
    writeFileSync(path.join(root, 'src/a.ts'), 'one\ntwo\n');
    await run('open', 'ts src/a.ts', 'two');
    assert.equal(vscodeStub.documents.shown[0]?.uri.path, path.join(root, 'src/a.ts'));
    await run('open', 'ts src/gone.ts', 'two');
    assert.deepEqual(said(), ['There is no file src/gone.ts in this window.']);
  });
});
