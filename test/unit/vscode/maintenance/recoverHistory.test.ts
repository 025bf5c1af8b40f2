import assert from 'node:assert/strict';
import path from 'node:path';
import { ScoutError } from '../../../../src/core/errors.js';
import type { Recovered } from '../../../../src/storage/api/maintenance.js';
import { recoverHistory } from '../../../../src/vscode/maintenance/recoverHistory.js';
import { vscodeStub } from '../../../support/vscodeStub/vscodeStub.js';
import { backedUp } from '../../storage/support/backedUp.js';
import { MaintenanceWindow } from '../../storage/support/maintenanceWindow.js';
import { logDirectory } from '../../storage/support/openDatabase.js';
import { maintenanceOf, scriptedMaintenance, untilStopped } from '../support/maintenanceDependencies.js';
import { settled } from '../support/settled.js';
import { shownMessages } from '../support/shownMessages.js';

const nothing: Recovered = {
  conversations: 0,
  copies: 0,
  messages: 0,
  preferences: 0,
  files: 6,
  unreadable: 0,
  stayDeleted: 0,
};

/** What is told of which result. */
const results: Readonly<Record<string, readonly [result: Partial<Recovered>, told: string]>> = {
  'that nothing was missing': [{}, 'information: Nothing to recover. Files searched: 6. [Check History]'],
  'each number in its place': [
    { conversations: 1, copies: 9, messages: 2, preferences: 3 },
    'information: Recovered chats: 1, messages: 2, other entries: 3. Files searched: 6. [Check History]',
  ],
  'of messages of a chat that is there': [
    { messages: 2 },
    'information: Recovered chats: 0, messages: 2, other entries: 0. Files searched: 6. [Check History]',
  ],
  'of entries alone': [
    { preferences: 3 },
    'information: Recovered chats: 0, messages: 0, other entries: 3. Files searched: 6. [Check History]',
  ],
  'of numbers that would cancel each other out': [
    { conversations: 2, messages: 4, preferences: 2 },
    'information: Recovered chats: 2, messages: 4, other entries: 2. Files searched: 6. [Check History]',
  ],
  'of what stays deleted': [
    { stayDeleted: 5 },
    'information: Nothing to recover. Files searched: 6. Deleted chats that stay deleted: 5. [Check History]',
  ],
  'of what could not be read, with a warning that offers the log': [
    { unreadable: 4, stayDeleted: 5 },
    'warning: Nothing to recover. Files searched: 6. Files that could not be read completely: 4. Deleted chats that stay deleted: 5. [Check History] [Open Log]',
  ],
};

describe('recoverHistory', () => {
  const recover = (result: Partial<Recovered>): Promise<void> =>
    recoverHistory(scriptedMaintenance({ recover: () => Promise.resolve({ ...nothing, ...result }) }));

  it('brings back what other files hold, and leaves deleted what was deleted', async () => {
    const { files } = backedUp((window) => {
      window.converse('a', 'one', 'two');
      window.converse('b', 'three');
      window.converse('deleted', 'four');
    });
    for (const file of files.contents().keys()) if (path.dirname(file) === logDirectory) files.remove(file);
    const window = new MaintenanceWindow(files);
    window.append({ type: 'conversation.tombstone', id: 'deleted' });
    assert.deepEqual(window.listed(), []);
    const ports = maintenanceOf(window);
    await recoverHistory(ports);
    assert.deepEqual(new MaintenanceWindow(files).listed(), ['a', 'b']);
    assert.match(
      shownMessages()[0]!,
      /^information: Recovered chats: 2, messages: 3, other entries: 0\. Files searched: \d+\. Deleted chats that stay deleted: 1\. \[Check History\]$/u,
    );
    assert.equal(vscodeStub.progress.shown[0]?.options.title, 'Recovering the history…');
    assert.ok(ports.logger.lines.some((line) => line.startsWith('info: Recovered: {"conversations":2,')));
  });

  for (const [what, [result, told]] of Object.entries(results)) {
    it(`tells ${what}`, async () => {
      await recover(result);
      assert.deepEqual(shownMessages(), [told]);
      assert.deepEqual(vscodeStub.commands.executed, [], 'a message that is closed leads nowhere');
    });
  }

  for (const [button, unreadable, command] of [
    ['Check History', 0, 'scout.checkHistory'],
    ['Check History', 4, 'scout.checkHistory'],
    ['Open Log', 4, 'scout.showLog'],
  ] as const) {
    it(`does what "${button}" promises where ${unreadable} files could not be read`, async () => {
      vscodeStub.messages.answer(button);
      await recover({ unreadable });
      assert.deepEqual(vscodeStub.commands.executed, [[command]]);
    });
  }

  it('says nothing when it is cancelled', async () => {
    const ports = scriptedMaintenance({ recover: untilStopped });
    const recovering = recoverHistory(ports);
    await settled();
    vscodeStub.progress.shown[0]!.cancel();
    await recovering;
    assert.deepEqual(ports.logger.lines, ['info: Stopped: history recovery.']);
    assert.deepEqual(shownMessages(), []);
  });

  it('fails with the reason', async () => {
    const failure = new ScoutError('storage', 'The storage has ended.');
    await assert.rejects(recoverHistory(scriptedMaintenance({ recover: () => Promise.reject(failure) })), {
      code: 'storage',
      message: 'The history could not be recovered: The storage has ended.',
    });
    assert.deepEqual(shownMessages(), []);
  });
});
