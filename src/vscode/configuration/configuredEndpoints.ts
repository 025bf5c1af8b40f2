import { parseEndpoints, type EndpointProblem, type ParsedEndpoints } from '../../models/endpoints/parseEndpoints.js';
import type { Endpoint } from '../../providers/endpoint.js';
import { endpoints as builtIn } from '../../providers/endpoints.js';
import { endpointsSetting } from './settings.js';

/** What the setting said when it was last read: endpoints stay the same objects until it changes. */
let latest: { readonly text: string; readonly parsed: ParsedEndpoints } | undefined;

/** Every endpoint there is at this moment: the built-in ones, then those of `scout.endpoints`. */
export function configuredEndpoints(): readonly Endpoint[] {
  return parsed().endpoints;
}

/** `undefined` for anything that is no endpoint's id, such as a typo in the settings or one that was removed. */
export function findEndpoint(id: string): Endpoint | undefined {
  return configuredEndpoints().find((endpoint) => endpoint.id === id);
}

/** What is wrong with `scout.endpoints`. */
export function endpointProblems(): readonly EndpointProblem[] {
  return parsed().problems;
}

function parsed(): ParsedEndpoints {
  const value = endpointsSetting();
  const text = JSON.stringify(value) ?? '';
  if (latest?.text !== text) latest = { text, parsed: parseEndpoints(value, builtIn) };
  return latest.parsed;
}
