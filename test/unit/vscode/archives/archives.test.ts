import assert from 'node:assert/strict';
import path from 'node:path';
import * as vscode from 'vscode';
import { Archives } from '../../../../src/vscode/archives/archives.js';
import { MemoryHistory } from '../../../support/memoryHistory.js';
import { vscodeStub } from '../../../support/vscodeStub/vscodeStub.js';
import { inFolder } from '../../archives/support/exporting.js';
import { fixture } from '../../archives/support/importing.js';
import { settled } from '../support/settled.js';
import { archiveDependencies, notifications } from './support/archiveDependencies.js';
import { pick, titlesIn } from './support/exportCommand.js';

describe('the archives', () => {
  let history: MemoryHistory;
  let archives: Archives;

  beforeEach(() => {
    history = new MemoryHistory();
    const { report, ...dependencies } = archiveDependencies(history);
    report.dispose();
    archives = new Archives(dependencies);
  });

  async function importFixture(...names: readonly string[]): Promise<void> {
    pick('Folder…');
    vscodeStub.fileDialogs.answer(vscode.Uri.file(fixture(...names)));
    await archives.import();
    await settled();
  }

  it('import, and export a chat by its id', () =>
    inFolder(async (folder) => {
      await importFixture('claude');
      const [first] = await history.conversations({}, 1);
      const file = path.join(folder, 'chats.json');
      pick('JSON');
      vscodeStub.fileDialogs.answer(vscode.Uri.file(file));
      await archives.export(first?.id);
      assert.deepEqual(titlesIn(file), [first?.title]);
    }));

  it('ask which chats to export when they are called without an id', async () => {
    await archives.export();
    assert.deepEqual(notifications(), ['information: There are no chats to export.']);
  });

  it('show the report of the latest import, and release it with them', async () => {
    vscodeStub.messages.answer('Show Details', 'Show Details');
    await importFixture('claude');
    await importFixture('claude');
    const { shown } = vscodeStub.documents;
    assert.equal(shown.length, 2);
    assert.equal(shown[0]!.uri.toString(), shown[1]!.uri.toString());
    assert.match(shown[0]!.getText(), /0 new, 2 unchanged/u);
    archives.dispose();
    await assert.rejects(async () => vscode.workspace.openTextDocument(vscode.Uri.parse('scout-import:/x.md')));
  });
});
