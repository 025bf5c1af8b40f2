/** Who answers in the VS Code of `npm start`: the vendors themselves where there is a key, the simulator otherwise. */
import { endpoints } from '../../src/providers/endpoints.ts';

/** With `useKeys` the vendors whose key is in the environment are asked for real. */
export function setUpProviders({ simulatorUrl, useKeys }) {
  const list = endpoints.map(({ id, name, keyVariables }) => ({
    id,
    name,
    simulated: !useKeys || !keyVariables.some((variable) => process.env[variable]?.trim()),
  }));
  const hidden = useKeys ? [] : endpoints.flatMap(({ keyVariables }) => keyVariables);
  return {
    list,
    /**
     * For the editor's process alone. SCOUT asks the simulator where no key is set, with the simulator's own
     * key; a key that is set later goes to its vendor.
     */
    environment: { SCOUT_SIMULATOR: simulatorUrl, ...Object.fromEntries(hidden.map((name) => [name, undefined])) },
  };
}

/** A simulator of an earlier start. */
const simulatorAddress = /^http:\/\/127\.0\.0\.1:\d+\/[a-z]+\/v\d\w*$/;

/** The user's settings without the addresses that earlier versions of `npm start` wrote into them. */
export function withoutSimulatorAddresses(settings) {
  return Object.fromEntries(
    Object.entries(settings).filter(
      ([name, value]) => !(/^scout\.\w+\.baseUrl$/.test(name) && simulatorAddress.test(String(value))),
    ),
  );
}
