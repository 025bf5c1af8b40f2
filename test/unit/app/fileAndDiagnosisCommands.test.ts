import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { vscodeStub } from '../../support/vscodeStub/vscodeStub.js';
import { CommandWindow } from './support/commandWindow.js';
import { sharedStorage, TemporaryStorage } from './support/temporaryStorage.js';

describe('the commands of files and diagnosis', () => {
  const shared = sharedStorage();
  let window: CommandWindow;

  beforeEach(() => {
    window = new CommandWindow(shared.storage);
  });

  afterEach(() => window.dispose());

  it('"Export Chats" writes those it is given, and "Import Chats" reads them again', async () => {
    await window.storeConversation();
    const file = vscode.Uri.file(path.join(window.parts.folder, 'paris.json'));
    vscodeStub.picks.answer('JSON');
    vscodeStub.fileDialogs.answer(file);
    await window.handlers['scout.exportChats'](['c']);
    assert.ok(existsSync(file.fsPath));
    assert.deepEqual(
      vscodeStub.picks.shown.map(({ options }) => options.title),
      ['Export format'],
      'it is not asked which',
    );
    vscodeStub.picks.answer('Files…');
    vscodeStub.fileDialogs.answer(file);
    await window.handlers['scout.importChats']();
    assert.match(
      window.parts.channel.lines.join('\n'),
      /\[archives\] Import complete: 0 new, 0 extended, 1 unchanged/u,
    );
  });

  describe('with the history’s files', () => {
    it('"Check History" shows a report of every file', async () => {
      await window.storeConversation();
      await window.handlers['scout.checkHistory']();
      assert.match(vscodeStub.documents.shown[0]!.fileName, /SCOUT history check\.md$/u);
      assert.equal(window.message, 'No problems found in the history. Every file was checked in full.');
      assert.match(window.parts.channel.lines.join('\n'), /\[maintenance\] Done: history check/u);
    });

    it('"Restore from Backup" offers the backups there are', async () => {
      await window.handlers['scout.restoreBackup']();
      assert.match(window.message!, /^No backups yet\./u);
    });

    it('"Recover History" says what it has found', async () => {
      await window.storeConversation();
      await window.handlers['scout.recoverHistory']();
      assert.match(window.message!, /^Nothing to recover\. Files searched: \d+\.$/u);
    });

    it('"Erase Deleted Chats Now" erases them once the user agrees', async () => {
      const own = new TemporaryStorage();
      await window.dispose();
      window = new CommandWindow(own.storage);
      await window.storeConversation();
      const { history } = window.parts.storage;
      await history.append([{ type: 'conversation.set', id: 'c', fields: { deletedAt: Date.now() } }], 'synced');
      vscodeStub.messages.answer('Erase');
      await window.handlers['scout.eraseDeletedChats']();
      assert.match(window.message!, /^Deleted chats were permanently erased\./u);
      assert.equal(await history.conversation('c'), undefined);
      await own.dispose();
    });
  });

  describe('for the search for faults', () => {
    it('"Show Log" shows the log', async () => {
      await window.handlers['scout.showLog']();
      assert.equal(window.logShows, 1);
    });

    it('"Show Running Tasks" lists them', async () => {
      const work = Promise.withResolvers<void>();
      const running = window.parts.tasks.run('long work', () => work.promise);
      vscodeStub.picks.dismiss();
      await window.handlers['scout.showTasks']();
      work.resolve();
      await running;
      assert.deepEqual(vscodeStub.picks.shown[0]?.labels, ['long work']);
    });

    it('"Show Memory Report" shows it as a document', async () => {
      await window.handlers['scout.showMemoryReport']();
      assert.match(vscodeStub.documents.shown[0]!.fileName, /SCOUT memory report\.md$/u);
    });

    it('"Start Memory Tracing" and "Stop Memory Tracing" make a profile among the logs and open it', async () => {
      await window.handlers['scout.startMemoryTracing']();
      assert.match(window.message!, /^Memory tracing started\./u);
      await window.handlers['scout.stopMemoryTracing']();
      const opened = vscodeStub.commands.executed.find(([id]) => id === 'vscode.open')?.[1] as vscode.Uri;
      assert.equal(path.dirname(opened.fsPath), window.parts.context.logUri.fsPath);
      assert.ok(existsSync(opened.fsPath));
    });

    it('"Save Heap Snapshot" asks first', async () => {
      vscodeStub.messages.dismiss();
      await window.handlers['scout.saveHeapSnapshot']();
      assert.equal(window.message, 'Save a heap snapshot?');
      assert.equal(vscodeStub.fileDialogs.saved.length, 0);
    });
  });
});
