import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { api, vscodeStub } from '../../support/vscodeStub/vscodeStub.js';

describe('the vscode stub', () => {
  it('is one and the same for every importer', async () => {
    assert.equal(vscode.window, api.window);
    assert.equal((await import('vscode')).window, api.window);
  });

  it('starts every test afresh (first of two)', () => {
    vscodeStub.settings.set('llm.model', 'left behind');
    assert.equal(vscode.workspace.getConfiguration('scout').get('llm.model'), 'left behind');
  });

  it('starts every test afresh (second of two)', () => {
    assert.equal(vscode.workspace.getConfiguration('scout').get('llm.model'), '');
  });

  it('names what it lacks: an export, a member, a member of something it made', () => {
    assert.throws(
      () => vscode.languages.createDiagnosticCollection(),
      /has no vscode\.languages\.createDiagnosticCollection/,
    );
    assert.throws(() => new vscode.MarkdownString('x'), /has no vscode\.MarkdownString/);
    assert.throws(() => vscode.window.createTerminal(), /has no vscode\.window\.createTerminal/);
    assert.throws(() => vscode.env.machineId, /has no vscode\.env\.machineId/);
    assert.throws(() => vscodeStub.extensionContext('/tmp').storageUri, /has no ExtensionContext\.storageUri/);
  });

  describe('settings', () => {
    it('come from package.json, the user, the workspace, the latter first', () => {
      const read = (): unknown => vscode.workspace.getConfiguration('scout').get('llm.provider');
      assert.equal(read(), 'openai');
      vscodeStub.settings.set('llm.provider', 'google');
      assert.equal(read(), 'google');
      vscodeStub.settings.set('llm.provider', 'mistral', { target: 'workspace' });
      assert.equal(read(), 'mistral');
      assert.deepEqual(vscode.workspace.getConfiguration('scout').inspect('llm.provider'), {
        key: 'scout.llm.provider',
        defaultValue: 'openai',
        globalLocalValue: 'google',
        globalRemoteValue: undefined,
        globalValue: 'google',
        workspaceValue: 'mistral',
      });
    });

    it('report a change by its key and those above it, and no event without a change', async () => {
      const heard: boolean[][] = [];
      vscode.workspace.onDidChangeConfiguration((event) => {
        heard.push(
          ['scout', 'scout.llm', 'scout.llm.model', 'scout.llm.mod', 'scout.llm.model.x'].map((key) =>
            event.affectsConfiguration(key),
          ),
        );
      });
      const before = vscode.workspace.getConfiguration('scout');
      await before.update('llm.model', 'm-1', vscode.ConfigurationTarget.Global);
      await before.update('llm.model', 'm-1', vscode.ConfigurationTarget.Global);
      assert.deepEqual(heard, [[true, true, true, false, false]]);
      assert.equal(before.get('llm.model'), '', 'a configuration shows what was set when it was asked for');
    });

    it('refuse a key that package.json does not contribute', async () => {
      await assert.rejects(
        async () => vscode.workspace.getConfiguration('scout').update('llm.modle', 'x', true),
        /not a registered configuration/,
      );
    });
  });

  describe('messages', () => {
    it('refuse an answer that has no button, and no answer to a modal one', async () => {
      vscodeStub.messages.answer('No');
      await assert.rejects(
        async () => vscode.window.showWarningMessage('Sure?', 'Yes'),
        /has no button "No", only Yes/,
      );
      await assert.rejects(
        async () => vscode.window.showWarningMessage('Sure?', { modal: true }, 'Yes'),
        /no answer to the modal message "Sure\?"/,
      );
    });

    it('give back the very item, and on Escape from a modal one the item meant for that', async () => {
      const yes = { title: 'Yes' };
      const no = { title: 'No', isCloseAffordance: true };
      vscodeStub.messages.answer('Yes');
      vscodeStub.messages.dismiss();
      assert.equal(await vscode.window.showInformationMessage('Sure?', yes, no), yes);
      assert.equal(
        await vscode.window.showInformationMessage('Sure?', { modal: true, detail: 'Really.' }, yes, no),
        no,
      );
      assert.equal(vscodeStub.messages.shown[1]?.detail, 'Really.');
    });
  });

  describe('a list', () => {
    const pick = (items: readonly vscode.QuickPickItem[]): vscode.QuickPick<vscode.QuickPickItem> => {
      const made = vscode.window.createQuickPick();
      made.items = items;
      made.show();
      return made;
    };

    it('shows what holds the typed text or is always shown, and takes the first by Enter', () => {
      pick([
        { label: '', kind: vscode.QuickPickItemKind.Separator },
        { label: 'One' },
        { label: 'Two', description: 'on' },
        { label: 'Three', alwaysShow: true },
      ]);
      const [list] = vscodeStub.quickPicks;
      list!.type('tw');
      assert.throws(() => list!.accept('One'), /shows no "One"/);
      list!.accept();
      assert.deepEqual(
        list!.selectedItems.map(({ label }) => label),
        ['Two'],
      );
      list!.accept('Three');
      list!.type('on');
      list!.accept();
      assert.deepEqual(
        list!.selectedItems.map(({ label }) => label),
        ['One'],
      );
    });

    it('reports its end after hide() has returned, and once', async () => {
      const list = pick([{ label: 'One' }]);
      let hidden = 0;
      list.onDidHide(() => (hidden += 1));
      list.hide();
      assert.equal(hidden, 0);
      await Promise.resolve();
      list.dispose();
      assert.equal(hidden, 1);
    });
  });

  it('lets a box ask again until its check accepts the text', async () => {
    vscodeStub.inputs.answer('', 'a', 'never typed');
    const validateInput = (value: string): string | undefined => (value === '' ? 'Empty.' : undefined);
    assert.equal(await vscode.window.showInputBox({ validateInput }), 'a');
    assert.deepEqual(vscodeStub.inputs.shown[0]?.refused, [{ value: '', message: 'Empty.' }]);
  });

  it('fills in numbered and named placeholders, and leaves those without a value', () => {
    assert.equal(vscode.l10n.t('{0} of {1}, {2}', 1, 'b'), '1 of b, {2}');
    assert.equal(vscode.l10n.t('{a} of {0}', { a: 'x' }), 'x of {0}');
    assert.equal(vscode.l10n.t({ message: '{0} of {1}', args: ['a', 'b'], comment: [] }), 'a of b');
  });

  it('carries messages of a web page as JSON, and none after its end', async () => {
    const panel = vscode.window.createWebviewPanel('scout.chat', 'SCOUT', vscode.ViewColumn.Active);
    const { webview } = panel;
    const received: unknown[] = [];
    webview.onDidReceiveMessage((message: unknown) => received.push(message));
    assert.equal(await webview.postMessage({ a: 1, b: undefined }), true);
    const [fake] = vscodeStub.webviews.panels;
    fake!.webview.receive({ type: 'x', left: undefined });
    assert.deepEqual(fake!.webview.posted, [{ a: 1 }]);
    assert.deepEqual(received, [{ type: 'x' }]);
    panel.dispose();
    assert.equal(await webview.postMessage({}), false);
    assert.throws(() => webview.html, /Webview is disposed/);
  });

  it('makes addresses as VS Code does', () => {
    assert.equal(vscode.Uri.joinPath(vscode.Uri.file('/a b'), '..', 'ü:c').toString(), 'file:///%C3%BC%3Ac');
    assert.equal(vscode.Uri.file('/a b').fsPath.replaceAll('\\', '/'), '/a b');
    assert.ok(vscode.Uri.parse('https://example.org/?a=b') instanceof vscode.Uri);
    assert.throws(() => vscode.Uri.parse('no scheme', true), /Scheme is missing/);
  });
});
