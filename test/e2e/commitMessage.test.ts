import assert from 'node:assert/strict';
import { startSimulator, type Simulator } from '../support/simulator/simulator.js';
import { GitFolder } from '../support/gitFolder.js';
import { openWorkbench, type Workbench } from '../support/workbench.js';
import { withoutKeys } from './support/withoutKeys.js';

describe('a commit message', () => {
  let simulator: Simulator;
  let folder: GitFolder;
  let workbench: Workbench;

  before(async () => {
    simulator = await startSimulator({ pace: 1 });
    folder = new GitFolder();
    folder.write('a.txt', 'one\n');
    folder.write('other.txt', 'canary-of-another-file\n');
    folder.commit('feat: begin with one');
    folder.write('a.txt', 'two\n');
    folder.git('add', 'a.txt');
    folder.write('a.txt', 'canary-not-staged\n');
    workbench = await openWorkbench({
      environment: { ...withoutKeys(), SCOUT_SIMULATOR: simulator.url },
      builtInExtensions: ['git', 'git-base'],
      settings: { 'git.enabled': true },
      folder: folder.folder,
    });
  });

  after(async () => {
    await workbench?.close();
    await simulator?.close();
    folder?.[Symbol.dispose]();
  });

  it('is written with one click in the title of Source Control, of what is staged and nothing else', async () => {
    const { page } = workbench;
    const write = page.getByRole('button', { name: 'Write Commit Message' }).first();
    await page
      .getByRole('tab', { name: /Source Control/u })
      .first()
      .click();
    // The buttons of a view are there while the mouse is over it.
    await page.locator('.pane-header').getByText('Changes').first().hover();
    await write.waitFor();
    await page.locator('.scm-view .monaco-list-row').getByText('a.txt').first().waitFor();
    await workbench.screenshot('commit-message-before');
    await write.click();
    await page.locator('.statusbar-item').getByText('Commit message by').waitFor({ timeout: 60_000 });
    const message = await page.locator('.scm-input .view-lines').innerText();
    await workbench.screenshot('commit-message');
    assert.ok(message.trim().length > 10, message);
    const asked = JSON.stringify(simulator.requests);
    assert.match(asked, /\+two/u);
    assert.match(asked, /feat: begin with one/u);
    assert.doesNotMatch(asked, /canary/u);
    assert.equal(simulator.requests.filter(({ path }) => !path.endsWith('/models')).length, 1);
  });
});
