import { endpoints } from '../../../src/providers/endpoints.js';
import { presets } from '../../../src/providers/presets.js';

/** The environment of somebody who has no key, for any endpoint or preset, and no simulator in the place of one. */
export function withoutKeys(): Readonly<Record<string, undefined>> {
  const names = [
    ...endpoints.flatMap(({ keyVariables }) => keyVariables),
    ...presets.flatMap(({ keyVariable }) => keyVariable ?? []),
    'SCOUT_SIMULATOR',
  ];
  return Object.fromEntries(names.map((name) => [name, undefined]));
}
