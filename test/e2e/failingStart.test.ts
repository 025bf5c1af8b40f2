import assert from 'node:assert/strict';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { projectFolder } from '../support/projectFolder.js';
import { openWorkbench, type Workbench } from '../support/workbench.js';

describe('a start that fails', () => {
  let workbench: Workbench;

  before(async () => {
    const thief = path.join(projectFolder, 'test', 'fixtures', 'command-thief');
    workbench = await openWorkbench({
      otherExtensionDirs: [thief],
      expectedErrors: /scout\.showTasks|Activating extension scout\.scout-chat failed/u,
    });
  });

  after(() => workbench?.close());

  /** The log's file is written a moment after the notification is shown. */
  async function logHolds(expected: RegExp): Promise<void> {
    for (let attempt = 0; attempt < 100 && !expected.test(workbench.log()); attempt += 1) await delay(100);
    assert.match(workbench.log(), expected);
  }

  it('says why, offers the log, and leaves nothing behind', async () => {
    // Now the thief is there first, however fast SCOUT would have been.
    await workbench.runCommand('Thief: Ready');
    await workbench.page.getByText('1: openChat is released').first().waitFor();
    await workbench.runCommand('SCOUT: Open Chat');
    const notification = workbench.page.locator('.notification-list-item', {
      hasText: /SCOUT could not start: command 'scout\.showTasks' already exists/u,
    });
    await notification.first().waitFor();
    assert.ok(await notification.first().getByText('Open Log').isVisible());
    await logHolds(/SCOUT could not start/u);
    await workbench.runCommand('Thief: Ready');
    await workbench.page.getByText('2: openChat is released').first().waitFor();
    await workbench.screenshot('failing-start');
  });
});
