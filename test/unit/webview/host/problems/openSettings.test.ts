import assert from 'node:assert/strict';
import { isMachineSetting, openSettings } from '../../../../../src/webview/host/problems/openSettings.js';
import { manifest } from '../../../../support/vscodeStub/manifest.js';
import { vscodeStub } from '../../../../support/vscodeStub/vscodeStub.js';

describe('opening the settings', () => {
  const opened = async (...keys: Parameters<typeof openSettings>) => {
    await openSettings(...keys);
    return vscodeStub.commands.executed.at(-1);
  };

  it('shows exactly those that were asked for, among the user’s', async () => {
    assert.deepEqual(await opened('scout.parameters.topP', 'scout.systemPrompt'), [
      'workbench.action.openGlobalSettings',
      { query: '@id:scout.parameters.topP,scout.systemPrompt' },
    ]);
  });

  it('shows those of a machine among the remote ones in a remote window, and there only', async () => {
    const command = async (key: string) => (await opened(key))?.[0];
    assert.equal(await command('scout.openai.baseUrl'), 'workbench.action.openGlobalSettings');
    for (const remoteName of ['ssh-remote', 'wsl', '127.0.0.1:8080']) {
      vscodeStub.remoteName = remoteName;
      assert.equal(await command('scout.openai.baseUrl'), 'workbench.action.openRemoteSettings');
      assert.equal(await command('scout.parameters.topP'), 'workbench.action.openGlobalSettings');
    }
  });

  it('shows the workspace’s value where that one counts', async () => {
    vscodeStub.settings.set('parameters.topP', 0.5, { target: 'workspace' });
    vscodeStub.settings.set('openai.baseUrl', 'http://evil.test', { target: 'workspace' });
    assert.equal((await opened('scout.parameters.topP'))?.[0], 'workbench.action.openWorkspaceSettings');
    assert.equal((await opened('scout.openai.baseUrl'))?.[0], 'workbench.action.openGlobalSettings');
  });

  it('knows the settings of a machine as package.json has them', () => {
    const settings = manifest.contributes.configuration.flatMap(({ properties }) => Object.entries(properties));
    assert.ok(settings.length > 10);
    for (const [key, { scope }] of settings) assert.equal(isMachineSetting(key), scope === 'machine', key);
  });
});
