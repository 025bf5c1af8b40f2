import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { showSavedFile } from '../../../../src/vscode/ui/showSavedFile.js';
import { vscodeStub } from '../../../support/vscodeStub/vscodeStub.js';

const file = vscode.Uri.file('/home/ada/chats.json');

describe('showSavedFile', () => {
  it('says where the file is and shows it there when asked to', async () => {
    vscodeStub.messages.answer('Show in Folder');
    await showSavedFile('Exported to chats.json', file);
    assert.deepEqual(vscodeStub.messages.shown, [
      {
        severity: 'information',
        message: 'Exported to chats.json',
        detail: undefined,
        modal: false,
        buttons: ['Show in Folder'],
      },
    ]);
    assert.deepEqual(vscodeStub.commands.executed, [['revealFileInOS', file]]);
  });

  it('makes no link of a name', async () => {
    vscodeStub.messages.dismiss();
    await showSavedFile('Exported to /home/ada/[a](command:b)', file);
    assert.equal(vscodeStub.messages.shown[0]?.message, 'Exported to /home/ada/[a] (command:b)');
  });

  it('does no more when the message is closed', async () => {
    vscodeStub.messages.dismiss();
    await showSavedFile('Exported to chats.json', file);
    assert.deepEqual(vscodeStub.commands.executed, []);
  });

  it('offers nothing in an editor without a file manager', async () => {
    vscodeStub.commands.builtIn.delete('revealFileInOS');
    await showSavedFile('Exported to chats.json', file);
    assert.deepEqual(vscodeStub.messages.shown[0]?.buttons, []);
    assert.deepEqual(vscodeStub.commands.executed, []);
  });
});
