import assert from 'node:assert/strict';
import { ActiveSelection } from '../../../../src/models/activeSelection.js';
import { ApiKeys } from '../../../../src/vscode/keys/apiKeys.js';
import { KeyAddresses } from '../../../../src/vscode/keys/keyAddresses.js';
import { Connections } from '../../../../src/vscode/models/connections.js';
import { ConfiguredProviderStatus } from '../../../../src/vscode/models/configuredProviderStatus.js';
import { createStatusBarItem } from '../../../../src/vscode/models/statusBarItem.js';
import { lastUsedInMemory } from '../../../support/lastUsedInMemory.js';
import { recordingLogger } from '../../../support/recordingLogger.js';
import type { FakeStatusBarItem } from '../../../support/vscodeStub/statusBar.js';
import { noFacts } from '../../../support/noFacts.js';
import { vscodeStub } from '../../../support/vscodeStub/vscodeStub.js';

describe('the status bar item', () => {
  let status: ConfiguredProviderStatus;
  let active: ActiveSelection;

  beforeEach(() => {
    status = new ConfiguredProviderStatus(
      new Connections(new ApiKeys(vscodeStub.secrets, { GEMINI_API_KEY: 'g-1' }), undefined),
      new KeyAddresses(vscodeStub.secrets),
      noFacts,
      recordingLogger(),
    );
    active = new ActiveSelection(lastUsedInMemory(), (error) => {
      throw error;
    });
    vscodeStub.settings.set('llm.provider', 'google');
    vscodeStub.settings.set('llm.model', 'gemini-x');
  });

  const item = (): FakeStatusBarItem => vscodeStub.statusBarItems[0]!;

  it('shows who answers, and opens the list of models', () => {
    createStatusBarItem(status, active);
    assert.equal(item().isVisible, true);
    assert.equal(item().name, 'SCOUT');
    assert.equal(item().command, 'scout.chooseModel');
    assert.equal(item().text, '$(comment-discussion) Google');
    assert.equal(item().tooltip, 'SCOUT: Google · gemini-x. Click to choose another model.');
    assert.deepEqual(item().accessibilityInformation, { label: item().tooltip });
  });

  it('leaves out a model that is not known', () => {
    vscodeStub.settings.set('llm.provider', 'compatible');
    vscodeStub.settings.set('llm.model', '');
    createStatusBarItem(status, active);
    assert.equal(item().tooltip, 'SCOUT: OpenAI-compatible server. Click to choose another model.');
  });

  it('follows the settings, warns of a missing key, and takes the warning back', async () => {
    createStatusBarItem(status, active);
    vscodeStub.settings.set('llm.provider', 'mistral');
    await status.refresh();
    assert.equal(item().text, '$(warning) Mistral');
    assert.equal(item().tooltip, 'SCOUT needs an API key for Mistral.');
    assert.deepEqual(item().accessibilityInformation, { label: item().tooltip });
    vscodeStub.settings.set('llm.provider', 'google');
    await status.refresh();
    assert.equal(item().text, '$(comment-discussion) Google');
  });

  it('warns of a key that cannot be sent, and says where it is', async () => {
    vscodeStub.secrets.values.set('scout.apiKey.google', '"g-1"');
    createStatusBarItem(status, active);
    await status.refresh();
    assert.equal(item().text, '$(warning) Google');
    assert.match(item().accessibilityInformation!.label, /stored API key for Google/u);
  });

  it('names nobody before somebody has been chosen', async () => {
    const keyless = new ConfiguredProviderStatus(
      new Connections(new ApiKeys(vscodeStub.secrets, {}), undefined),
      new KeyAddresses(vscodeStub.secrets),
      noFacts,
      recordingLogger(),
    );
    createStatusBarItem(keyless, active);
    await keyless.refresh();
    assert.equal(item().text, '$(comment-discussion) SCOUT');
    assert.equal(item().tooltip, 'SCOUT: click to choose who answers.');
  });

  it('warns of nothing else', async () => {
    vscodeStub.settings.set('google.baseUrl', 'https://proxy.example');
    createStatusBarItem(status, active);
    await status.refresh();
    assert.equal(status.of(null).remark?.kind, 'redirected');
    assert.equal(item().text, '$(comment-discussion) Google');
  });

  it('goes with SCOUT, and hears nothing more', async () => {
    const shown = createStatusBarItem(status, active);
    shown.dispose();
    assert.equal(item().isDisposed, true);
    vscodeStub.settings.set('llm.provider', 'mistral');
    await status.refresh();
    assert.equal(item().text, '$(comment-discussion) Google');
  });
});
