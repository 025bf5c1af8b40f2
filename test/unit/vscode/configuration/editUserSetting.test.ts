import assert from 'node:assert/strict';
import { editUserSetting } from '../../../../src/vscode/configuration/editUserSetting.js';
import { vscodeStub } from '../../../support/vscodeStub/vscodeStub.js';

describe('a setting to be edited in settings.json', () => {
  const opened = async (key: string): Promise<unknown> => {
    await editUserSetting(key);
    return vscodeStub.commands.executed.at(-1);
  };
  const revealed = (key: string, edit: boolean): unknown => [
    'workbench.action.openApplicationSettingsJson',
    { revealSetting: { key: `scout.${key}`, edit } },
  ];

  it('is written there where it is missing', async () => {
    assert.deepEqual(await opened('endpoints'), revealed('endpoints', true));
  });

  it('is only shown where it is set, so that the file has no unsaved change', async () => {
    vscodeStub.settings.set('endpoints', [{ id: 'gw', baseUrl: 'http://gw.example' }]);
    vscodeStub.settings.set('hiddenModels', ['a/b']);
    assert.deepEqual(await opened('endpoints'), revealed('endpoints', false));
    assert.deepEqual(await opened('hiddenModels'), revealed('hiddenModels', false));
  });

  it('is missing where only a folder or a remote machine has it', async () => {
    for (const target of ['workspace', 'remote'] as const) vscodeStub.settings.set('endpoints', [], { target });
    assert.deepEqual(await opened('endpoints'), revealed('endpoints', true));
  });
});
