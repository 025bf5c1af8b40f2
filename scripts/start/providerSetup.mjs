/** Who answers in the VS Code of `npm start`: the vendors themselves where there is a key, the simulator otherwise. */
import { isOnNetwork } from '../../src/providers/endpoint.ts';
import { endpoints as all } from '../../src/providers/endpoints.ts';

/** The models of VS Code have neither key nor simulator. */
const endpoints = all.filter(isOnNetwork);

/**
 * With `useKeys` the vendors whose key is in the environment are asked for real. With `withAdded` the settings hold an endpoint of the user's
 * own, too.
 */
export function setUpProviders({ simulatorUrl, useKeys, withAdded = false }) {
  const list = endpoints.map(({ id, name, keyVariables }) => ({
    id,
    name,
    simulated: !useKeys || !keyVariables.some((variable) => process.env[variable]?.trim()),
  }));
  const hidden = useKeys ? [] : endpoints.flatMap(({ keyVariables }) => keyVariables);
  const added = withAdded ? [addedEndpoint(simulatorUrl)] : [];
  return {
    list: [...list, ...added.map(({ id, name }) => ({ id, name, simulated: true }))],
    /** Of the user, beside those that are there. */
    settings: withAdded ? { 'scout.endpoints': added } : {},
    /**
     * For the editor's process alone. SCOUT asks the simulator where no key is set, with the simulator's own
     * key; a key that is set later goes to its vendor.
     */
    environment: { SCOUT_SIMULATOR: simulatorUrl, ...Object.fromEntries(hidden.map((name) => [name, undefined])) },
  };
}

/** A server that the simulator plays below a path of its own. */
function addedEndpoint(simulatorUrl) {
  return { id: 'added', name: 'Added endpoint', auth: 'bearer', baseUrl: `${simulatorUrl}/openrouter/api/v1` };
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
