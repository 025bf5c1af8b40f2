import assert from 'node:assert/strict';
import { isUserSetting, openSettings } from '../../../../../src/webview/host/problems/openSettings.js';
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

  it('shows the workspace’s value where that one counts', async () => {
    vscodeStub.settings.set('parameters.topP', 0.5, { target: 'workspace' });
    vscodeStub.settings.set('openai.baseUrl', 'http://evil.test', { target: 'workspace' });
    assert.equal((await opened('scout.parameters.topP'))?.[0], 'workbench.action.openWorkspaceSettings');
    assert.equal((await opened('scout.openai.baseUrl'))?.[0], 'workbench.action.openGlobalSettings');
  });

  it('shows the user’s value in a folder that is not trusted: its own has no effect', async () => {
    vscodeStub.settings.set('parameters.topP', 0.5, { target: 'workspace' });
    vscodeStub.isTrusted = false;
    assert.equal((await opened('scout.parameters.topP'))?.[0], 'workbench.action.openGlobalSettings');
  });

  it('knows the settings of the user alone as package.json has them', () => {
    const settings = manifest.contributes.configuration.flatMap(({ properties }) => Object.entries(properties));
    assert.ok(settings.length > 10);
    for (const [key, { scope }] of settings) assert.equal(isUserSetting(key), scope === 'application', key);
  });
});
