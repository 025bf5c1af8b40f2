import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { GitFolder } from '../support/gitFolder.js';
import { startSimulator, type Simulator } from '../support/simulator/simulator.js';
import { openWorkbench, type Workbench } from '../support/workbench.js';
import { withoutKeys } from './support/withoutKeys.js';

describe('a commit message in a workspace that is not trusted', () => {
  let simulator: Simulator;
  let workbench: Workbench;
  let folder: GitFolder;
  const userDataDir = mkdtempSync(path.join(tmpdir(), 'scout-untrusted-'));

  before(async () => {
    simulator = await startSimulator({ pace: 1 });
    folder = new GitFolder();
    folder.write('a.txt', 'one\n');
    folder.commit('feat: begin');
    folder.write('a.txt', 'canary\n');
    folder.git('add', 'a.txt');
    mkdirSync(path.join(userDataDir, 'data', 'User'), { recursive: true });
    writeFileSync(
      path.join(userDataDir, 'data', 'User', 'keybindings.json'),
      JSON.stringify([{ key: 'ctrl+alt+u', command: 'scout.writeCommitMessage' }]),
    );
    workbench = await openWorkbench({
      userDataDir,
      environment: { ...withoutKeys(), SCOUT_SIMULATOR: simulator.url },
      builtInExtensions: ['git', 'git-base'],
      settings: {
        'git.enabled': true,
        'security.workspace.trust.enabled': true,
        'security.workspace.trust.startupPrompt': 'never',
      },
      folder: folder.folder,
      workspaceTrust: true,
    });
  });

  after(async () => {
    await workbench?.close();
    await simulator?.close();
    folder?.[Symbol.dispose]();
    rmSync(userDataDir, { recursive: true, force: true, maxRetries: 5 });
  });

  it('has no button, because VS Code has no Git there, and says so to a keyboard shortcut; nothing is sent', async () => {
    const { page } = workbench;
    await page.getByText('Restricted Mode').first().waitFor();
    // SCOUT itself is there.
    await workbench.runCommand('SCOUT: Open Chat');
    await workbench.findFrame('.composer textarea');
    await page
      .getByRole('tab', { name: /Source Control/u })
      .first()
      .click();
    await page.locator('.scm-viewlet, .scm-view, .pane-body.welcome').first().waitFor();
    await workbench.screenshot('commit-untrusted');
    await page.keyboard.press('Control+Alt+u');
    await page
      .locator('.notifications-toasts')
      .getByText('This workspace is not trusted, and VS Code’s Git works in trusted ones only. Nothing was sent.')
      .waitFor();
    await workbench.screenshot('commit-untrusted-said');
    assert.equal(await page.getByRole('button', { name: 'Write Commit Message' }).count(), 0);
    assert.equal(simulator.requests.filter(({ method }) => method === 'POST').length, 0);
  });
});
