/** Who answers in the VS Code of `npm start`: the vendors themselves where there is a key, the simulator otherwise. */
import { endpoints } from '../../src/providers/endpoints.ts';
import { simulatorKey } from '../../test/support/simulator/simulator.ts';

/** With `useKeys` the vendors whose key is in the environment are asked for real. */
export function setUpProviders({ simulatorUrl, useKeys }) {
  const list = endpoints.map(({ id, name, vendor, settingKey, keyVariables }) => ({
    id,
    name,
    vendor,
    settingKey,
    keyVariables,
    simulated: !useKeys || !keyVariables.some((name) => process.env[name]?.trim()),
  }));
  return {
    list,
    simulatorUrl,
    /** For the editor's process alone: the simulator's key where the simulator answers. */
    environment: Object.fromEntries(
      list
        .filter(({ simulated }) => simulated)
        .flatMap(({ keyVariables }) =>
          keyVariables.map((name, index) => [name, index === 0 ? simulatorKey : undefined]),
        ),
    ),
  };
}

/** A simulator of an earlier start. */
const simulatorAddress = /^http:\/\/127\.0\.0\.1:\d+\/[a-z]+\/v\d\w*$/;

/** The user's settings with the addresses that send the simulated providers to the simulator, and no other. */
export function withAddresses(settings, { list, simulatorUrl }) {
  const result = { ...settings };
  for (const { vendor, settingKey, simulated } of list) {
    const name = `scout.${settingKey}.baseUrl`;
    const chosen = result[name];
    const chosenByUser = typeof chosen === 'string' && chosen !== '' && !simulatorAddress.test(chosen);
    if (chosenByUser) continue;
    if (simulated) result[name] = `${simulatorUrl}/${vendor}/v1`;
    else delete result[name];
  }
  return result;
}
