import assert from 'node:assert/strict';
import { ScoutError } from '../../../../src/core/errors.js';
import { TaskRegistry } from '../../../../src/core/taskRegistry.js';
import { ApiKeys } from '../../../../src/vscode/keys/apiKeys.js';
import { Connections } from '../../../../src/vscode/models/connections.js';
import { testConnection } from '../../../../src/vscode/models/testConnection.js';
import { FakeTarget } from '../../../support/selectionTarget.js';
import { recordingLogger } from '../../../support/recordingLogger.js';
import { vscodeStub } from '../../../support/vscodeStub/vscodeStub.js';
import { ScriptedProviders } from '../support/scriptedProviders.js';
import { settled } from '../support/settled.js';

describe('testConnection', () => {
  let providers: ScriptedProviders;
  let tasks: TaskRegistry;
  let connections: Connections;
  const target = new FakeTarget();

  beforeEach(() => {
    const keys = new ApiKeys(vscodeStub.secrets, { OPENAI_API_KEY: 'sk-1' });
    connections = new Connections(keys, undefined);
    providers = new ScriptedProviders(keys, recordingLogger());
    tasks = new TaskRegistry(recordingLogger());
  });

  const test = (): Promise<void> => testConnection(target, providers.manager, connections, tasks);
  const messages = (): readonly string[] =>
    vscodeStub.messages.shown.map(({ severity, message }) => `${severity}: ${message}`);

  it('says how many models there are, and gives the provider back', async () => {
    providers.listModels = () => Promise.resolve(['a', 'b'].map((id) => ({ id, displayName: id })));
    await test();
    const [progress] = vscodeStub.progress.shown;
    assert.equal(progress?.options.title, 'Testing the connection to OpenAI…');
    assert.equal(progress.options.cancellable, true);
    assert.deepEqual(messages(), ['information: Connected to OpenAI at api.openai.com. Available models: 2.']);
    assert.deepEqual(providers.log, ['created openai', 'asked openai', 'disposed openai']);
    assert.deepEqual(tasks.running, []);
  });

  it('names the simulator where that answered', async () => {
    connections = new Connections(new ApiKeys(vscodeStub.secrets, {}), 'http://127.0.0.1:9');
    await test();
    assert.deepEqual(messages(), ['information: Connected to SCOUT’s simulator at 127.0.0.1:9. Available models: 0.']);
  });

  it('says what went wrong, and gives the provider back', async () => {
    providers.listModels = () => Promise.reject(new ScoutError('network', 'No route to host.'));
    await test();
    assert.deepEqual(messages(), ['error: The connection to OpenAI at api.openai.com failed: No route to host.']);
    assert.deepEqual(vscodeStub.messages.shown[0]?.buttons, ['Set API Key', 'Open Log']);
    assert.deepEqual(vscodeStub.commands.executed, []);
    assert.equal(providers.log.at(-1), 'disposed openai');
  });

  it('makes no link of what a server says', async () => {
    providers.listModels = () =>
      Promise.reject(new ScoutError('invalid-request', '[Fix it](command:workbench.action.quit)'));
    await test();
    assert.deepEqual(messages(), [
      'error: The connection to OpenAI at api.openai.com failed: [Fix it] (command:workbench.action.quit)',
    ]);
  });

  it('says that there is no key', async () => {
    vscodeStub.settings.set('llm.provider', 'google');
    await test();
    assert.deepEqual(messages(), ['error: The connection to Google failed: No API key is set for Google.']);
  });

  for (const [button, command] of [
    ['Set API Key', ['scout.setApiKey', 'google']],
    ['Open Log', ['scout.showLog']],
  ] as const) {
    it(`does what "${button}" promises`, async () => {
      vscodeStub.settings.set('llm.provider', 'google');
      vscodeStub.messages.answer(button);
      await test();
      await settled();
      assert.deepEqual(vscodeStub.commands.executed, [command]);
    });
  }

  for (const [who, stop] of [
    ['by the user', () => vscodeStub.progress.shown[0]?.cancel()],
    ['by the end of SCOUT', () => tasks.cancelAll()],
  ] as const) {
    it(`ends without a word when it is cancelled ${who}, and cancels the provider’s request`, async () => {
      const asked = Promise.withResolvers<void>();
      let signal: AbortSignal | undefined;
      providers.listModels = (given) => {
        signal = given;
        asked.resolve();
        return new Promise((_resolve, reject) => given.addEventListener('abort', () => reject(given.reason as Error)));
      };
      const testing = test();
      await asked.promise;
      assert.deepEqual(
        tasks.running.map(({ name }) => name),
        ['connection test for OpenAI'],
      );
      stop();
      await testing;
      assert.equal(signal?.aborted, true);
      assert.deepEqual(messages(), []);
      assert.deepEqual(tasks.running, []);
      assert.equal(providers.log.at(-1), 'disposed openai');
    });
  }

  it('asks nobody where no provider is set, and says so', async () => {
    vscodeStub.settings.set('llm.provider', 'opemai');
    await test();
    await settled();
    assert.equal(vscodeStub.progress.shown.length, 0);
    assert.deepEqual(messages(), ['error: The setting "scout.llm.provider" does not name a known provider.']);
    assert.deepEqual(vscodeStub.messages.shown[0]?.buttons, ['Choose Provider']);
    assert.deepEqual(vscodeStub.commands.executed, []);
  });
});
