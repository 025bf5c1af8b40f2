import assert from 'node:assert/strict';
import path from 'node:path';
import * as vscode from 'vscode';
import { ScoutError } from '../../../../src/core/errors.js';
import type { Backup, Restored } from '../../../../src/storage/api/maintenance.js';
import { restoreBackup } from '../../../../src/vscode/maintenance/restoreBackup.js';
import { vscodeStub } from '../../../support/vscodeStub/vscodeStub.js';
import { MaintenanceWindow } from '../../storage/support/maintenanceWindow.js';
import { directory, logDirectory } from '../../storage/support/openDatabase.js';
import { SimulatedFiles } from '../../storage/support/simulatedFiles.js';
import { maintenanceOf, scriptedMaintenance, untilStopped } from '../support/maintenanceDependencies.js';
import { settled } from '../support/settled.js';
import { shownMessages } from '../support/shownMessages.js';

const sunday = new Date(2026, 4, 3, 14, 5).getTime();
const tuesday = new Date(2026, 4, 5, 9, 30).getTime();
const labels = {
  sunday: '$(archive) Sonntag, 3. Mai 2026 um 14:05',
  tuesday: '$(archive) Dienstag, 5. Mai 2026 um 09:30',
};

function backup(of: Backup['of'], more: Partial<Backup> = {}): Backup {
  return { name: `${of}.db`, of, createdAt: sunday, bytes: 2_048, state: 'usable', rows: {}, ...more };
}

describe('restoreBackup', () => {
  beforeEach(() => {
    // Whose dates are written in one way everywhere.
    vscodeStub.language = 'de';
  });

  /** A history whose backups are all that is left: chats `a`, then `b` as well, and a preference. */
  function lost(): MaintenanceWindow {
    const files = new SimulatedFiles();
    const first = new MaintenanceWindow(files, () => sunday);
    first.converse('a', 'one', 'two');
    while (first.runDueMaintenance() !== undefined);
    const second = new MaintenanceWindow(files, () => tuesday);
    second.converse('b', 'three');
    second.appendUsers({ type: 'preference.set', userId: 'u', key: 'k', value: 'v' });
    for (const name of ['history', 'users'] as const) while (second.runDueMaintenance(name) !== undefined);
    for (const file of files.contents().keys())
      if ([logDirectory, path.join(directory, 'users')].includes(path.dirname(file))) files.remove(file);
    return new MaintenanceWindow(files, () => tuesday);
  }

  async function restored(result: Partial<Restored>, of: Backup['of'] = 'chats'): Promise<readonly string[]> {
    vscodeStub.picks.answer(labels.sunday);
    await restoreBackup(
      scriptedMaintenance({
        backups: () => Promise.resolve([backup(of)]),
        restore: () => Promise.resolve({ conversations: 0, copies: 0, messages: 0, preferences: 0, ...result }),
      }),
    );
    return shownMessages();
  }

  it('says that there is no backup yet, and shows no list', async () => {
    await restoreBackup(maintenanceOf(new MaintenanceWindow(new SimulatedFiles())));
    assert.deepEqual(shownMessages(), [
      'information: No backups yet. While idle, SCOUT makes one a day if anything has changed.',
    ]);
    assert.deepEqual(vscodeStub.picks.shown, []);
  });

  it('lists the backups by what they are of, the latest first, with what is in them', async () => {
    vscodeStub.picks.dismiss();
    const window = lost();
    await restoreBackup(maintenanceOf(window));
    const [pick] = vscodeStub.picks.shown;
    assert.deepEqual(pick?.options, {
      title: 'Restore from Backup',
      placeHolder: 'Only what is missing is restored. Existing data is neither changed nor removed.',
      matchOnDescription: true,
    });
    assert.deepEqual(
      pick.items.map(({ kind, label, description }) => [
        kind,
        label,
        description?.replace(/[\d.]+ (?:KiB|B)$/u, 'N bytes'),
      ]),
      [
        [vscode.QuickPickItemKind.Separator, 'Chats', undefined],
        [undefined, labels.tuesday, 'Chats: 2, messages: 3 · N bytes'],
        [undefined, labels.sunday, 'Chats: 1, messages: 2 · N bytes'],
        [vscode.QuickPickItemKind.Separator, 'Drafts and preferences', undefined],
        [undefined, labels.tuesday, 'Entries: 1 · N bytes'],
      ],
    );
    assert.deepEqual([window.listed(), shownMessages(), vscodeStub.progress.shown], [[], [], []]);
  });

  it('says which backups cannot be used, and of no group that is empty', async () => {
    vscodeStub.picks.dismiss();
    const backups = [
      backup('chats', { state: 'damaged', bytes: 100 }),
      backup('chats', { state: 'newer', createdAt: tuesday }),
    ];
    await restoreBackup(scriptedMaintenance({ backups: () => Promise.resolve(backups) }));
    assert.deepEqual(
      vscodeStub.picks.shown[0]?.items.map(({ label, description }) => [label, description]),
      [
        ['Chats', undefined],
        [labels.sunday.replace('archive', 'warning'), 'damaged · 100 B'],
        [labels.tuesday.replace('archive', 'warning'), 'from another version of SCOUT · 2.0 KiB'],
      ],
    );
  });

  it('counts nothing in a backup of empty tables', async () => {
    vscodeStub.picks.dismiss();
    const backups = [backup('chats'), backup('profile')];
    await restoreBackup(scriptedMaintenance({ backups: () => Promise.resolve(backups) }));
    assert.deepEqual(
      vscodeStub.picks.shown[0]?.items.flatMap(({ description }) => description ?? []),
      ['Chats: 0, messages: 0 · 2.0 KiB', 'Entries: 0 · 2.0 KiB'],
    );
  });

  it('brings back what the picked backup holds, and tells how much that was', async () => {
    const window = lost();
    vscodeStub.picks.answer(labels.sunday);
    const ports = maintenanceOf(window);
    await restoreBackup(ports);
    assert.deepEqual([window.listed(), window.texts('a')], [['a'], ['one', 'two']]);
    assert.deepEqual(shownMessages(), ['information: Restored chats: 1, messages: 2.']);
    assert.equal(vscodeStub.progress.shown[0]?.options.title, 'Restoring the backup…');
    assert.ok(ports.logger.lines.some((line) => /^info: Restored history-.*"messages":2/u.test(line)));
  });

  it('tells each number in its place', async () => {
    const result = { conversations: 3, messages: 4, preferences: 5 };
    assert.deepEqual(await restored({ ...result, copies: 2 }), [
      'information: Restored chats: 3, messages: 4. Permanently erased chats restored as copies: 2.',
    ]);
    vscodeStub.messages.shown.length = 0;
    assert.deepEqual(await restored(result, 'profile'), ['information: Restored entries: 5.']);
  });

  it('says that nothing was missing only where nothing was', async () => {
    await restored({});
    await restored({ messages: 1 });
    await restored({ preferences: 1 }, 'profile');
    await restored({ conversations: 2, messages: 2 });
    await restored({ messages: 3, preferences: 3 });
    assert.deepEqual(shownMessages(), [
      'information: Nothing to restore.',
      'information: Restored chats: 0, messages: 1.',
      'information: Restored entries: 1.',
      'information: Restored chats: 2, messages: 2.',
      'information: Restored chats: 0, messages: 3.',
    ]);
  });

  it('says nothing when it is cancelled', async () => {
    vscodeStub.picks.answer(labels.sunday);
    const ports = scriptedMaintenance({
      backups: () => Promise.resolve([backup('chats')]),
      restore: (_name, work) => untilStopped(work),
    });
    const restoring = restoreBackup(ports);
    await settled();
    vscodeStub.progress.shown[0]!.cancel();
    await restoring;
    assert.deepEqual(ports.logger.lines, ['info: Stopped: backup restore.']);
    assert.deepEqual(shownMessages(), []);
  });

  it('fails with the reason, be it in the list or in the backup', async () => {
    const failure = new ScoutError('storage', 'The folder cannot be read.');
    await assert.rejects(restoreBackup(scriptedMaintenance({ backups: () => Promise.reject(failure) })), failure);
    vscodeStub.picks.answer(labels.sunday);
    const ports = scriptedMaintenance({
      backups: () => Promise.resolve([backup('chats')]),
      restore: () => Promise.reject(new ScoutError('storage', 'It is damaged.')),
    });
    await assert.rejects(restoreBackup(ports), {
      code: 'storage',
      message: 'The backup could not be restored: It is damaged.',
    });
    assert.deepEqual(shownMessages(), []);
  });
});
