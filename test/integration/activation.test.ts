import assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('activation in the extension host', () => {
  it('activates the extension', async () => {
    const extension = vscode.extensions.getExtension('scout.scout-chat');
    assert.ok(extension, 'the editor does not know the extension');
    await extension.activate();
    assert.equal(extension.isActive, true);
  });

  it('registers every command the manifest declares', async () => {
    const extension = vscode.extensions.getExtension('scout.scout-chat');
    const manifest = extension?.packageJSON as { contributes: { commands: readonly { command: string }[] } };
    const declared = manifest.contributes.commands.map(({ command }) => command);
    const registered = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual(declared.filter((command) => !registered.has(command)), []);
    assert.ok(declared.includes('scout.openChat'));
  });
});
