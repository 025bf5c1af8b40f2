import assert from 'node:assert/strict';
import path from 'node:path';
import { ScoutError } from '../../../../src/core/errors.js';
import type { Erased } from '../../../../src/storage/api/maintenance.js';
import { eraseDeletedChats } from '../../../../src/vscode/maintenance/eraseDeletedChats.js';
import { vscodeStub } from '../../../support/vscodeStub/vscodeStub.js';
import { MaintenanceWindow } from '../../storage/support/maintenanceWindow.js';
import { logDirectory } from '../../storage/support/openDatabase.js';
import { SimulatedFiles, systemError } from '../../storage/support/simulatedFiles.js';
import {
  maintenanceOf,
  scriptedMaintenance,
  untilStopped,
  type TestedDependencies,
} from '../support/maintenanceDependencies.js';
import { digestsOf } from '../support/digestsOf.js';
import { settled } from '../support/settled.js';
import { shownMessages } from '../support/shownMessages.js';

const secret = 'What is a qzxwvkjtbp?';
const question = 'warning: Permanently erase deleted chats? [Erase]';
const left =
  'warning: Some files could not be removed because another program is using them. They may still contain deleted chats. Close other windows and try again. Files: 2. [Try Again] [Open Log]';

describe('eraseDeletedChats', () => {
  /** A backed-up history with two chats that can still be brought back, and one that nobody deleted. */
  function withDeleted(): { readonly files: SimulatedFiles; readonly window: MaintenanceWindow } {
    const files = new SimulatedFiles();
    const window = new MaintenanceWindow(files);
    window.converse('kept', 'How do I greet somebody?');
    for (const id of ['first', 'second']) window.converse(id, secret);
    while (window.runDueMaintenance() !== undefined);
    for (const id of ['first', 'second'])
      window.append({ type: 'conversation.set', id, fields: { deletedAt: Date.now() } });
    return { files, window };
  }

  const holdsSecret = (files: SimulatedFiles): boolean =>
    [...files.contents().values()].some((bytes) => bytes.includes(secret.slice(10)));
  const erasing = (result: Partial<Erased>): TestedDependencies =>
    scriptedMaintenance({
      eraseDeleted: () => Promise.resolve({ conversations: 0, files: 0, left: [], ...result }),
    });

  it('warns first, in a way that cannot be overlooked, of everything that is lost', async () => {
    vscodeStub.messages.dismiss();
    await eraseDeletedChats(maintenanceOf(withDeleted().window));
    const [message] = vscodeStub.messages.shown;
    assert.deepEqual(shownMessages(), [question]);
    assert.equal(message?.modal, true);
    assert.deepEqual(message.detail?.split('\n\n'), [
      'Deleted chats are removed from every file of the history, including their attachments and drafts.',
      'All backups and quarantined files are deleted too, because they may contain deleted chats. A new backup is then made.',
      'Recently deleted chats can then no longer be restored: 2.',
      'This cannot be undone.',
    ]);
  });

  it('does not speak of chats that could be brought back where there are none', async () => {
    vscodeStub.messages.dismiss();
    await eraseDeletedChats(scriptedMaintenance({}));
    assert.doesNotMatch(vscodeStub.messages.shown[0]?.detail ?? '', /Recently deleted/u);
  });

  it('changes no file when the warning is closed', async () => {
    const { files, window } = withDeleted();
    const before = digestsOf(files);
    vscodeStub.messages.dismiss();
    await eraseDeletedChats(maintenanceOf(window));
    assert.deepEqual(digestsOf(files), before);
    assert.deepEqual(vscodeStub.progress.shown, []);
  });

  it('removes every trace of what was deleted, and nothing else', async () => {
    const { files, window } = withDeleted();
    assert.equal(holdsSecret(files), true);
    vscodeStub.messages.answer('Erase');
    const ports = maintenanceOf(window);
    await eraseDeletedChats(ports);
    assert.equal(holdsSecret(files), false);
    assert.deepEqual(new MaintenanceWindow(files).texts('kept'), ['How do I greet somebody?']);
    assert.match(
      shownMessages()[1]!,
      /^information: Deleted chats were permanently erased\. Files removed: [1-9]\d*\.$/u,
    );
    assert.equal(vscodeStub.progress.shown[0]?.options.title, 'Erasing deleted chats…');
  });

  it('tells how many files were removed', async () => {
    vscodeStub.messages.answer('Erase');
    const ports = erasing({ conversations: 3, files: 5 });
    await eraseDeletedChats(ports);
    assert.deepEqual(shownMessages(), [
      question,
      'information: Deleted chats were permanently erased. Files removed: 5.',
    ]);
    assert.ok(ports.logger.lines.includes('info: Erased: 5 files were removed.'));
  });

  it('does not claim success when a file is held by somebody', async () => {
    const { files, window } = withDeleted();
    files.before = (operation, file) => {
      if (operation === 'remove' && path.dirname(file) === logDirectory) throw systemError('EBUSY', file);
    };
    vscodeStub.messages.answer('Erase');
    const ports = maintenanceOf(window);
    await eraseDeletedChats(ports);
    assert.match(shownMessages()[1]!, /^warning: Some files could not be removed .* \[Try Again\] \[Open Log\]$/u);
    assert.ok(ports.logger.lines.some((line) => /^warn: Could not remove history[/\\]/u.test(line)));
  });

  it('counts the files that are left, and logs which they are', async () => {
    vscodeStub.messages.answer('Erase');
    const ports = erasing({ files: 5, left: ['history/a.log', 'backups/b.db'] });
    await eraseDeletedChats(ports);
    assert.deepEqual(shownMessages(), [question, left]);
    assert.deepEqual(
      ports.logger.lines.filter((line) => line.startsWith('warn')),
      ['warn: Could not remove history/a.log', 'warn: Could not remove backups/b.db'],
    );
    assert.deepEqual(vscodeStub.commands.executed, [], 'a warning that is closed leads nowhere');
  });

  for (const [button, command] of [
    ['Try Again', 'scout.eraseDeletedChats'],
    ['Open Log', 'scout.showLog'],
  ] as const) {
    it(`does what "${button}" promises`, async () => {
      vscodeStub.messages.answer('Erase', button);
      await eraseDeletedChats(erasing({ left: ['history/a.log', 'backups/b.db'] }));
      assert.deepEqual(vscodeStub.commands.executed, [[command]]);
    });
  }

  it('says nothing more when it is cancelled', async () => {
    vscodeStub.messages.answer('Erase');
    const ports = scriptedMaintenance({ eraseDeleted: untilStopped });
    const stopped = eraseDeletedChats(ports);
    await settled();
    vscodeStub.progress.shown[0]!.cancel();
    await stopped;
    assert.deepEqual(ports.logger.lines, ['info: Stopped: erasing deleted chats.']);
    assert.deepEqual(shownMessages(), [question]);
  });

  it('fails with the reason, and claims nothing', async () => {
    vscodeStub.messages.answer('Erase');
    const failure = new ScoutError('storage', 'The disk is full.');
    await assert.rejects(eraseDeletedChats(scriptedMaintenance({ eraseDeleted: () => Promise.reject(failure) })), {
      code: 'storage',
      message: 'Deleted chats could not be erased: The disk is full.',
    });
    assert.deepEqual(shownMessages(), [question]);
  });

  it('does not ask when it cannot know what would be lost', async () => {
    const failure = new ScoutError('storage', 'The storage has ended.');
    await assert.rejects(eraseDeletedChats(scriptedMaintenance({}, () => Promise.reject(failure))), failure);
    assert.deepEqual(shownMessages(), []);
  });
});
