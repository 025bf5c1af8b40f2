import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { CodeBlockActions } from '../../../../src/vscode/codeBlocks/codeBlockActions.js';
import { vscodeStub } from '../../../support/vscodeStub/vscodeStub.js';

const before = 'let a = 1;\nlet b = 2;\n';
const origin = { conversationId: 'c', attachments: [] };

describe('keeping and discarding what was applied', () => {
  let root: string;
  let actions: CodeBlockActions;
  let uri: vscode.Uri;

  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), 'scout-keep-'));
    uri = vscode.Uri.file(path.join(root, 'a.ts'));
    writeFileSync(uri.fsPath, before);
    vscodeStub.openFolders(vscode.Uri.file(root));
    actions = new CodeBlockActions({ askToMerge: () => Promise.resolve(), restored: (_conversationId, code) => code });
  });
  afterEach(() => {
    actions.dispose();
    rmSync(root, { recursive: true, force: true });
  });

  const text = async (): Promise<string> => (await vscode.workspace.openTextDocument(uri)).getText();
  const change = (from: string, to: string): Promise<void> =>
    actions.run('apply', { info: 'ts a.ts', code: `<<<<<<< SEARCH\n${from}\n=======\n${to}\n>>>>>>> REPLACE` }, origin);
  const context = (name: string): unknown =>
    vscodeStub.commands.executed.findLast(([id, key]) => id === 'setContext' && key === name)?.[2];

  it('offers both only as long as there is something to decide', async () => {
    await change('let a = 1;', 'let a = 10;');
    assert.deepEqual(context('scout.appliedFiles'), [uri.path, uri.fsPath]);
    assert.equal(context('scout.hasAppliedChanges'), true);
    await actions.keepAll(uri);
    assert.deepEqual(context('scout.appliedFiles'), []);
    assert.equal(context('scout.hasAppliedChanges'), false);
    assert.equal(await text(), 'let a = 10;\nlet b = 2;\n');
    assert.equal(readFileSync(uri.fsPath, 'utf8'), before, 'saving stays with the user');
  });

  it('discards two changes of one file together', async () => {
    await change('let a = 1;', 'let a = 10;');
    await change('let b = 2;', 'let b = 20;');
    assert.equal(await text(), 'let a = 10;\nlet b = 20;\n');
    await actions.discardAll(uri);
    assert.equal(await text(), before);
    assert.equal(context('scout.hasAppliedChanges'), false);
  });

  it('asks before it discards what was written since, but not for hunks that were taken back', async () => {
    await change('let a = 1;\nlet b = 2;', 'let a = 10;\nlet b = 20;');
    await vscodeStub.documents.write(uri, 'let a = 1;\nlet b = 20;\n// mine\n');
    vscodeStub.messages.dismiss();
    await actions.discardAll(uri);
    assert.equal(await text(), 'let a = 1;\nlet b = 20;\n// mine\n');
    assert.equal(context('scout.hasAppliedChanges'), true);
    await vscodeStub.documents.write(uri, 'let a = 1;\nlet b = 20;\n');
    await actions.discardAll(uri);
    assert.equal(await text(), before);
    assert.equal(vscodeStub.messages.shown.length, 1);
  });

  for (const [what, edited] of Object.entries({
    deleted: 'let b = 20;\n',
    moved: 'let b = 20;\nlet a = 10;\n',
    repeated: 'let a = 10;\nlet a = 10;\nlet b = 20;\n',
  }))
    it(`asks before it discards that lines were ${what}`, async () => {
      await change('let a = 1;', 'let a = 10;');
      await change('let b = 2;', 'let b = 20;');
      await vscodeStub.documents.write(uri, edited);
      vscodeStub.messages.dismiss();
      await actions.discardAll(uri);
      assert.equal(await text(), edited);
    });

  it('does nothing where there is nothing', async () => {
    await actions.keepAll(uri);
    await actions.discardAll(undefined);
    assert.equal(await text(), before);
  });
});
