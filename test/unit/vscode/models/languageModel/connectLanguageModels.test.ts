import assert from 'node:assert/strict';
import { TaskRegistry } from '../../../../../src/core/taskRegistry.js';
import { RecentModels } from '../../../../../src/models/recentModels.js';
import { LocalUserPreferences } from '../../../../../src/profile/localUserPreferences.js';
import { ApiKeys } from '../../../../../src/vscode/keys/apiKeys.js';
import { Connections } from '../../../../../src/vscode/models/connections.js';
import { connectLanguageModels } from '../../../../../src/vscode/models/languageModel/connectLanguageModels.js';
import { MemoryUsers } from '../../../../support/memoryUsers.js';
import { recordingLogger } from '../../../../support/recordingLogger.js';
import { FakeTarget } from '../../../../support/selectionTarget.js';
import { vscodeStub } from '../../../../support/vscodeStub/vscodeStub.js';
import { offer } from './support.js';

describe('connectLanguageModels', () => {
  let recent: RecentModels;
  let target: FakeTarget;
  let choosing: number;

  beforeEach(() => {
    target = new FakeTarget();
    choosing = 0;
    recent = new RecentModels(new LocalUserPreferences(new MemoryUsers(), 'ada', recordingLogger()));
  });

  const connect = (): Promise<void> => {
    const connections = new Connections(new ApiKeys(vscodeStub.secrets, {}), undefined);
    const tasks = new TaskRegistry(recordingLogger());
    const chooseModel = (): Promise<void> => Promise.resolve(void (choosing += 1));
    return connectLanguageModels(target, { connections, recent, tasks, chooseModel });
  };
  const chosen = (): unknown[] => ['llm.provider', 'llm.model'].map((key) => vscodeStub.settings.get(key));

  it('has VS Code answer, lets the user choose the model, and asks none of them anything', async () => {
    offer('acme/one', []);
    await connect();
    assert.equal(target.asked, 'vscode ');
    assert.deepEqual(chosen(), ['vscode', undefined], 'the first default, as nobody else can be asked');
    assert.equal(choosing, 1);
    assert.deepEqual(vscodeStub.languageModels.requests, []);
  });

  it('takes the model that was used last, as long as VS Code has it', async () => {
    await recent.setModel('llm', 'vscode', 'acme/one');
    offer('acme/one', []);
    await connect();
    assert.equal(target.asked, 'vscode acme/one');
    assert.equal(choosing, 0);
    vscodeStub.languageModels.offered.length = 0;
    offer('acme/two', []);
    await connect();
    assert.equal(choosing, 1);
  });

  it('changes this chat and no setting where the settings name somebody who can be asked', async () => {
    vscodeStub.secrets.values.set('scout.apiKey.openai', 'sk-1');
    offer('acme/one', []);
    await connect();
    assert.equal(target.asked, 'vscode ');
    assert.deepEqual(vscodeStub.settings.updates, []);
  });

  it('says that there are none and what to do, and changes nothing', async () => {
    await connect();
    const [shown] = vscodeStub.messages.shown;
    assert.match(shown?.message ?? '', /VS Code has no models for SCOUT\. Sign in to GitHub Copilot, or install/u);
    assert.deepEqual(shown?.buttons, ['Manage Language Models', 'Try Again']);
    assert.deepEqual([chosen(), target.asked], [[undefined, undefined], '']);
  });

  it('looks again, or opens VS Code’s own list where there is such a command', async () => {
    vscodeStub.messages.answer('Try Again', 'Manage Language Models');
    await connect();
    assert.equal(vscodeStub.languageModels.selections, 2);
    assert.deepEqual(vscodeStub.commands.executed, [['workbench.action.chat.manage']]);
    vscodeStub.commands.builtIn.delete('workbench.action.chat.manage');
    await connect();
    assert.deepEqual(vscodeStub.messages.shown.at(-1)?.buttons, ['Try Again']);
  });
});
