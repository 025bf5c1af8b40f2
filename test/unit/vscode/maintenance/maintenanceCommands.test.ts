import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Checked } from '../../../../src/storage/api/maintenance.js';
import { MaintenanceCommands } from '../../../../src/vscode/maintenance/maintenanceCommands.js';
import { vscodeStub } from '../../../support/vscodeStub/vscodeStub.js';
import { scriptedMaintenance } from '../support/maintenanceDependencies.js';

const checked: Checked = {
  takenAt: 0,
  folder: '/first',
  databases: [],
  attachments: { files: 0, bytes: 0, unused: 0 },
  findings: [],
};

describe('MaintenanceCommands', () => {
  const address = 'scout-check:/SCOUT history check.md';

  it('asks the storage for what each command is about', async () => {
    const asked: string[] = [];
    const note = (name: string) => (): Promise<never> => {
      asked.push(name);
      return Promise.reject(new DOMException('', 'AbortError'));
    };
    const commands = new MaintenanceCommands(
      scriptedMaintenance({
        check: note('check'),
        recover: note('recover'),
        eraseDeleted: note('eraseDeleted'),
        backups: () => {
          asked.push('backups');
          return Promise.resolve([]);
        },
      }),
    );
    await commands.check();
    await commands.restore();
    await commands.recover();
    vscodeStub.messages.answer('Erase');
    await commands.erase();
    assert.deepEqual(asked, ['check', 'backups', 'recover', 'eraseDeleted']);
  });

  it('shows every check in one tab, which ends with the commands', async () => {
    let folder = '/first';
    const commands = new MaintenanceCommands(
      scriptedMaintenance({ check: () => Promise.resolve({ ...checked, folder }) }),
    );
    await commands.check();
    folder = '/second';
    await commands.check();
    assert.deepEqual(
      vscodeStub.documents.shown.map(({ uri }) => uri.toString(true)),
      [address, address],
    );
    for (const shown of vscodeStub.documents.shown) assert.match(shown.getText(), /Folder: `\/second`/u);
    commands.dispose();
    await assert.rejects(async () => vscode.workspace.openTextDocument(vscode.Uri.parse('scout-check:/another.md')));
  });
});
