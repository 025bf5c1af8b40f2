import assert from 'node:assert/strict';
import { isOnNetwork } from '../../../src/providers/endpoint.js';
import { endpoints } from '../../../src/providers/endpoints.js';
import { setUpProviders } from '../../../scripts/start/providerSetup.mjs';

describe('who answers in the editor of npm start', () => {
  const simulatorUrl = 'http://127.0.0.1:1';

  it('is every provider that the simulator can stand in for, and no other', () => {
    const { list } = setUpProviders({ simulatorUrl, useKeys: false });
    const simulated = endpoints.filter(isOnNetwork).map(({ id }) => id);
    assert.deepEqual(
      list.map(({ id, simulated: isSimulated }) => [id, isSimulated]),
      simulated.map((id) => [id, true]),
    );
    assert.ok(simulated.length > 5);
  });

  it('is an added endpoint as well, with --smoke', () => {
    const { list, settings } = setUpProviders({ simulatorUrl, useKeys: false, withAdded: true });
    const [added] = settings['scout.endpoints'] ?? [];
    assert.deepEqual(list.at(-1), { id: added?.id, name: added?.name, simulated: true });
    assert.ok(added?.baseUrl.startsWith(simulatorUrl));
  });
});
