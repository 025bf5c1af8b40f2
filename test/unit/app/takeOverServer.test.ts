import assert from 'node:assert/strict';
import { takeOverCompatibleServer } from '../../../src/vscode/endpoints/takeOverCompatibleServer.js';
import { recordingLogger } from '../../support/recordingLogger.js';
import { vscodeStub } from '../../support/vscodeStub/vscodeStub.js';
import { until } from '../storage/support/until.js';
import { settled } from '../vscode/support/settled.js';
import { ScoutWindow } from './support/scoutWindow.js';

const setting = (key: string): unknown => vscodeStub.settings.get(key);
const messages = (): readonly string[] => vscodeStub.messages.shown.map(({ message }) => message);

describe('the server of version 0.1', () => {
  let window: ScoutWindow;

  beforeEach(() => {
    window = new ScoutWindow();
  });

  afterEach(() => window.dispose());

  const taken = [
    {
      id: 'compatible',
      name: 'OpenAI-compatible server',
      dialect: 'chat-completions',
      baseUrl: 'http://gw.example/v1',
      keyVariable: 'OPENAI_COMPATIBLE_API_KEY',
    },
  ];

  it('becomes an endpoint once, with its key and the choice of it', async () => {
    vscodeStub.settings.set('compatible.baseUrl', 'http://gw.example/v1');
    vscodeStub.settings.set('llm.provider', 'compatible');
    await vscodeStub.secrets.store('scout.apiKey.compatible', 'k');
    await window.start();
    await until(() => setting('compatible.baseUrl') === undefined);
    assert.deepEqual(setting('endpoints'), taken);
    assert.equal(setting('llm.provider'), 'compatible');
    assert.equal(vscodeStub.secrets.values.get('scout.apiKey.compatible'), 'k');
    await settled();
    assert.deepEqual(messages(), []);
    assert.equal(vscodeStub.settings.updates.length, 2);
  });

  it('is moved again when the old setting is used again, and keeps the name it was given', async () => {
    vscodeStub.settings.set('endpoints', [{ ...taken[0], name: 'Mine' }]);
    await window.start();
    vscodeStub.settings.set('compatible.baseUrl', 'http://other.example/v1');
    await until(() => setting('compatible.baseUrl') === undefined);
    assert.deepEqual(setting('endpoints'), [{ ...taken[0], name: 'Mine', baseUrl: 'http://other.example/v1' }]);
  });

  it('is one endpoint, whoever takes it over at the same time, and stays away when it was removed', async () => {
    vscodeStub.settings.set('compatible.baseUrl', 'http://gw.example/v1');
    await Promise.all([1, 2, 3].map(() => takeOverCompatibleServer(recordingLogger())));
    assert.deepEqual([setting('endpoints'), setting('compatible.baseUrl')], [taken, undefined]);
    vscodeStub.settings.set('endpoints', []);
    await window.start();
    await settled();
    assert.deepEqual(setting('endpoints'), []);
  });

  it('keeps what was set for it meanwhile, such as headers', async () => {
    const own = { ...taken[0], auth: 'api-key', headers: { 'X-Team': 'core' }, models: ['m'], later: 1 };
    vscodeStub.settings.set('endpoints', [own]);
    await window.start();
    vscodeStub.settings.set('compatible.baseUrl', 'http://other.example/v1');
    await until(() => setting('compatible.baseUrl') === undefined);
    assert.deepEqual(setting('endpoints'), [{ ...own, baseUrl: 'http://other.example/v1' }]);
  });

  for (const value of [{ compatible: {} }, 'text'])
    it(`stays where it is, and works, where there is no list to move it to: ${JSON.stringify(value)}`, async () => {
      vscodeStub.settings.set('compatible.baseUrl', 'http://gw.example/v1');
      vscodeStub.settings.set('endpoints', value);
      await window.start();
      await until(() => window.lines.some((line) => line.includes('Could not move "scout.compatible.baseUrl"')));
      assert.deepEqual([setting('compatible.baseUrl'), setting('endpoints')], ['http://gw.example/v1', value]);
    });

  it('stays where it is when its address is none', async () => {
    vscodeStub.settings.set('compatible.baseUrl', 'gw.example');
    await window.start();
    await settled();
    assert.deepEqual([setting('compatible.baseUrl'), setting('endpoints')], ['gw.example', undefined]);
  });
});
