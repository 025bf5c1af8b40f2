import type { Preset } from '../../providers/presets.js';
import type { RecentModels } from '../../models/recentModels.js';
import type { EndpointId } from '../../providers/endpoint.js';
import { configuredEndpoints } from '../configuration/configuredEndpoints.js';
import type { ApiKeys } from '../keys/apiKeys.js';
import { entryIds, type EndpointEntry } from './endpointEntries.js';

/**
 * The entry for a preset.
 * @param id one that nobody has
 * @param name as shown
 * @param baseUrl with all blanks filled in, as in `models`
 */
export function entryOf(
  preset: Preset,
  id: string,
  name: string,
  baseUrl: string,
  models: readonly string[] = [],
): EndpointEntry {
  const { auth, keyUrl, keyVariable, headers, query } = preset;
  return {
    id,
    name,
    preset: preset.id,
    dialect: preset.dialect,
    baseUrl,
    ...(auth === undefined ? {} : { auth }),
    ...(keyUrl === undefined ? {} : { keyUrl }),
    ...(keyVariable === undefined ? {} : { keyVariable }),
    ...(headers === undefined ? {} : { headers }),
    ...(query === undefined ? {} : { query }),
    ...(models.length === 0 ? {} : { models }),
  };
}

/**
 * An id made from `stem` that no endpoint has or had, as far as that is known: a key or header that was left behind must not go to a new
 * server, nor a chat that asked another one, with all that was said in it.
 */
export async function freshId(
  stem: string,
  keys: Pick<ApiKeys, 'storedIds'>,
  recent: Pick<RecentModels, 'providers'>,
): Promise<EndpointId> {
  const used = new Set<unknown>([
    ...configuredEndpoints().map(({ id }) => id),
    ...entryIds(),
    ...(await keys.storedIds()),
    ...(await recent.providers('llm')),
    ...(await recent.providers('background')),
  ]);
  for (let number = 1; ; number += 1) {
    const id = (number === 1 ? stem : `${stem}-${number}`) as EndpointId;
    if (!used.has(id)) return id;
  }
}

/** A name that no endpoint has. */
export function freshName(name: string): string {
  const used = configuredEndpoints().map((endpoint) => endpoint.name.toLowerCase());
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? name : `${name} ${number}`;
    if (!used.includes(candidate.toLowerCase())) return candidate;
  }
}
