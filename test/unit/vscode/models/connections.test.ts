import assert from 'node:assert/strict';
import { isOnNetwork } from '../../../../src/providers/endpoint.js';
import { endpoints, findEndpoint } from '../../../../src/providers/endpoints.js';
import { ApiKeys } from '../../../../src/vscode/keys/apiKeys.js';
import { Connections } from '../../../../src/vscode/models/connections.js';
import { simulatorAddress } from '../../../../src/vscode/models/simulatorAddress.js';
import { vscodeStub } from '../../../support/vscodeStub/vscodeStub.js';

const simulator = 'http://127.0.0.1:40123';

describe('a connection', () => {
  for (const endpoint of endpoints.filter(isOnNetwork)) {
    const connect = (address?: string) => new Connections(new ApiKeys(vscodeStub.secrets, {}), address).of(endpoint);

    it(`of ${endpoint.id} never takes a key of the user’s to the simulator, not even with its address in the settings`, async () => {
      vscodeStub.secrets.values.set(`scout.apiKey.${endpoint.id}`, 'sk-own');
      for (const setting of [undefined, `${simulator}/${endpoint.vendor}/v1`]) {
        vscodeStub.settings.set(`${endpoint.settingKey}.baseUrl`, setting);
        const { key, baseUrl, isSimulated } = await connect(simulator);
        assert.deepEqual([key, baseUrl, isSimulated], ['sk-own', undefined, false]);
      }
    });

    it(`of ${endpoint.id} without a key leads to the simulator, with its own key, and only where there is one`, async () => {
      const { key, baseUrl, keySource, isSimulated } = await connect(simulator);
      assert.deepEqual(
        [key, baseUrl, keySource, isSimulated],
        ['simulator', `${simulator}/${endpoint.vendor}/v1`, 'none', true],
      );
      assert.equal((await connect()).key, undefined);
    });
  }

  it('leads to the server that is set, not to the simulator', async () => {
    vscodeStub.settings.set('compatible.baseUrl', 'http://127.0.0.1:11434/v1');
    const connections = new Connections(new ApiKeys(vscodeStub.secrets, {}), simulator);
    const { baseUrl, isSimulated } = await connections.of(findEndpoint('compatible')!);
    assert.deepEqual([baseUrl, isSimulated], ['http://127.0.0.1:11434/v1', false]);
  });

  it('takes only a server of this machine for the simulator', () => {
    assert.equal(simulatorAddress({ SCOUT_SIMULATOR: simulator }), simulator);
    for (const address of [
      undefined,
      '',
      'https://127.0.0.1:1',
      'http://127.0.0.1:1@thief.example',
      'http://10.0.0.1:1',
    ])
      assert.equal(simulatorAddress({ SCOUT_SIMULATOR: address }), undefined);
  });
});
