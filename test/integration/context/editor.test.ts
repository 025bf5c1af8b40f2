import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { AttachmentPart } from '../../../src/core/message.js';
import { addEditorToChat, addFilesToChat } from '../../../src/vscode/context/addToChat.js';
import { AttachmentChanges } from '../../../src/vscode/context/attachmentChanges.js';
import { createAttachmentSource, type ContextOfWindow } from '../../../src/vscode/context/createAttachmentSource.js';
import { recordingLogger } from '../../support/recordingLogger.js';
import { Answers } from '../support/answers.js';

const never = new AbortController().signal;
const code = ['class Cart {', '  total() {', '    return 1;', '  }', '}', ''].join('\n');

describe('what the editor shows', () => {
  const root = vscode.workspace.workspaceFolders![0]!.uri;
  const uri = vscode.Uri.joinPath(root, 'shop', 'cart.toy');
  const diagnostics = vscode.languages.createDiagnosticCollection('toy');
  let context: ContextOfWindow;
  let answers: Answers;
  let symbols: vscode.Disposable;

  before(() => {
    mkdirSync(path.dirname(uri.fsPath), { recursive: true });
    writeFileSync(uri.fsPath, code);
    writeFileSync(vscode.Uri.joinPath(root, 'shop', 'other.ts').fsPath, 'export {};\n');
    context = createAttachmentSource({
      providers: [],
      capturePage: () => Promise.resolve([]),
      capturePasted: () => Promise.resolve([]),
      captureData: () => Promise.resolve([]),
      captureBytes: () => Promise.resolve([]),
      logger: recordingLogger(),
    });
    symbols = vscode.languages.registerDocumentSymbolProvider(
      { pattern: '**/*.toy' },
      { provideDocumentSymbols: () => symbolsOfCart() },
    );
  });
  beforeEach(() => {
    answers = new Answers();
  });
  afterEach(() => answers.dispose());
  after(async () => {
    context.dispose();
    symbols.dispose();
    diagnostics.dispose();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    rmSync(path.dirname(uri.fsPath), { recursive: true });
  });

  it('is offered: the selection, or the file where nothing is selected', async () => {
    const editor = await vscode.window.showTextDocument(uri);
    let changes = 0;
    const listening = context.source.onOfferedChanged(() => changes++);
    editor.selection = new vscode.Selection(1, 2, 3, 0);
    await until(() => changes > 0 && context.source.offered()?.kind === 'selection');
    assert.equal(context.source.offered()?.label, 'cart.toy:2–3');
    const [part] = await context.source.capture(context.source.offered()!.id, never);
    assert.deepEqual(
      [part?.text, part?.range, part?.label],
      ['total() {\n    return 1;\n', { start: 2, end: 3 }, 'shop/cart.toy'],
    );
    editor.selection = new vscode.Selection(0, 0, 0, 0);
    await until(() => context.source.offered()?.kind === 'file');
    const [file] = await context.source.capture(context.source.offered()!.id, never);
    assert.equal(file?.text, code);
    assert.equal(context.source.attachesOffered(), false);
    listening.dispose();
  });

  it('is neither offered nor added where the setting says never, and added where it says always', async () => {
    const configuration = vscode.workspace.getConfiguration('scout');
    await vscode.window.showTextDocument(uri);
    await configuration.update('context.activeEditor', 'never', vscode.ConfigurationTarget.Global);
    assert.equal(context.source.offered(), undefined);
    await configuration.update('context.activeEditor', 'always', vscode.ConfigurationTarget.Global);
    await until(() => context.source.attachesOffered());
    await configuration.update('context.activeEditor', undefined, vscode.ConfigurationTarget.Global);
    assert.equal(context.source.attachesOffered(), false);
  });

  it('comes first in the list, before the files that were used', async () => {
    const editor = await vscode.window.showTextDocument(uri);
    editor.selection = new vscode.Selection(0, 0, 1, 0);
    const ids = (await context.source.find('', never)).map(({ id }) => id);
    assert.equal(ids[0], `selection:${uri.toString()}`);
    assert.equal(ids[1], `file:${uri.toString()}`);
    assert.equal(ids.filter((id) => id === `file:${uri.toString()}`).length, 1);
  });

  it('gives its problems with the lines that they are about', async () => {
    const problem = new vscode.Diagnostic(
      new vscode.Range(2, 4, 2, 10),
      'Always one?',
      vscode.DiagnosticSeverity.Warning,
    );
    problem.source = 'toy';
    problem.code = 'T1';
    diagnostics.set(uri, [problem]);
    await vscode.window.showTextDocument(uri);
    const [candidate] = await context.source.find('problems:', never);
    const [part] = await context.source.capture(candidate!.id, never);
    assert.equal(part?.text, 'shop/cart.toy\n  3:5 warning toy(T1): Always one?\n    3 |     return 1;');
    assert.deepEqual(part.sources, [uri.toString()]);
  });

  it('gives a symbol with all of its lines', async () => {
    await vscode.window.showTextDocument(uri);
    const found = await context.source.find('#total', never);
    const candidate = found.find(({ label }) => label === 'total');
    assert.equal(candidate?.kind, 'symbol');
    const [part] = await context.source.capture(candidate.id, never);
    assert.deepEqual([part?.text, part?.range], ['  total() {\n    return 1;\n  }', { start: 2, end: 4 }]);
  });

  it('is told to have changed, and can be attached as it is now', async () => {
    const [part] = await context.source.capture(`file:${uri.toString()}#L3`, never);
    const changes = new AttachmentChanges(context.files);
    assert.equal(await changes.changeOf(part!), 'unchanged');
    writeFileSync(uri.fsPath, `// new\n${code}`);
    await until(async () => (await vscode.workspace.openTextDocument(uri)).lineCount === 7);
    assert.equal(await changes.changeOf(part!), 'unchanged', 'the line has moved');
    writeFileSync(uri.fsPath, code.replace('return 1', 'return 2'));
    await until(async () => (await changes.changeOf(part!)) === 'changed');
    await changes.showChanges(part!);
    await until(() => vscode.window.tabGroups.activeTabGroup.activeTab?.input instanceof vscode.TabInputTextDiff);
    const present = await changes.presentVersion(part!, never);
    assert.notEqual(present?.id, part!.id);
    assert.equal(present?.text, '    return 2;');
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    const gone = { ...part!, uri: vscode.Uri.joinPath(root, 'shop', 'gone.toy').toString() };
    assert.equal(await changes.changeOf(gone), 'gone');
    await assert.rejects(changes.presentVersion(gone, never), /What was attached is kept/u);
    changes.dispose();
  });

  it('is added to the chat in use by commands', async () => {
    const added: AttachmentPart[] = [];
    let focused = 0;
    const dependencies = {
      context,
      attachments: {
        add: (id: string, parts: readonly AttachmentPart[]) =>
          Promise.resolve(void added.push(...parts.map((part) => ({ ...part, id })))),
      },
      showChat: () => ({ opened: () => Promise.resolve({ id: 'chat' }), focus: () => focused++ }),
      tasks: { run: <T>(_name: string, body: (signal: AbortSignal) => Promise<T>) => body(never) },
    };
    const editor = await vscode.window.showTextDocument(uri);
    editor.selection = new vscode.Selection(0, 0, 0, 5);
    await addEditorToChat(dependencies);
    await addFilesToChat(uri, [uri, vscode.Uri.joinPath(root, 'shop', 'other.ts')], dependencies);
    assert.deepEqual(
      added.map(({ kind, label, id }) => [kind, label, id]),
      [
        ['selection', 'shop/cart.toy', 'chat'],
        ['file', 'shop/cart.toy', 'chat'],
        ['file', 'shop/other.ts', 'chat'],
      ],
    );
    assert.equal(focused, 2);
  });

  it('of a folder is chosen from a list, with a tree of all names', async () => {
    const parts = context.source.captureUris([vscode.Uri.joinPath(root, 'shop').toString()], never);
    // The list of the real workbench: what it has chosen beforehand is accepted.
    const accept = setInterval(
      () => void vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem'),
      1_000,
    );
    const [tree, ...files] = await parts;
    clearInterval(accept);
    assert.deepEqual([tree?.kind, tree?.label, tree?.text], ['folder', 'shop/', 'cart.toy\nother.ts']);
    assert.deepEqual(
      files.map(({ label }) => label),
      ['shop/cart.toy', 'shop/other.ts'],
    );
  });

  function symbolsOfCart(): vscode.DocumentSymbol[] {
    const range = (from: number, start: number, to: number, end: number) => new vscode.Range(from, start, to, end);
    const cart = new vscode.DocumentSymbol('Cart', '', vscode.SymbolKind.Class, range(0, 0, 4, 1), range(0, 6, 0, 10));
    const total = new vscode.DocumentSymbol(
      'total',
      '',
      vscode.SymbolKind.Method,
      range(1, 2, 3, 3),
      range(1, 2, 1, 7),
    );
    cart.children = [total];
    return [cart];
  }
});

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + 20_000;
  while (!(await condition())) {
    assert.ok(Date.now() < end, 'it did not happen within 20 seconds');
    await delay(100);
  }
}
