import { endpoints as builtIn } from '../../providers/endpoints.js';
import type { Preset } from '../../providers/presets.js';
import type { Endpoint, EndpointId } from '../../providers/endpoint.js';
import { parseEndpoints } from '../../models/endpoints/parseEndpoints.js';
import { configuredEndpoints } from '../configuration/configuredEndpoints.js';
import type { ApiKeys } from '../keys/apiKeys.js';
import { endpointsSetting, updateEndpointsSetting } from '../configuration/settings.js';

/** An entry of `scout.endpoints` as SCOUT writes it. */
export type EndpointEntry = Readonly<Record<string, unknown>> & { readonly id: string; readonly name: string };

/** What the setting holds; entries that SCOUT cannot read are kept as they are. */
function entries(): readonly unknown[] {
  const value = endpointsSetting();
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}

/** The ids in the setting, of entries that cannot be used, too. */
export function entryIds(): readonly unknown[] {
  return entries().map(idIn);
}

function idIn(entry: unknown): unknown {
  return typeof entry === 'object' && entry !== null && 'id' in entry ? entry.id : undefined;
}

/** Adds an entry, or puts it in the place of the one with its id. */
export async function putEntry(entry: EndpointEntry): Promise<void> {
  const all = entries();
  const index = all.findIndex((other) => idIn(other) === entry.id);
  await updateEndpointsSetting(index < 0 ? [...all, entry] : all.with(index, entry));
}

export async function removeEntry(id: EndpointId): Promise<void> {
  await updateEndpointsSetting(entries().filter((entry) => idIn(entry) !== id));
}

/** What SCOUT makes of an entry that is not in the settings yet; `undefined`: nothing. */
export function endpointOf(entry: EndpointEntry): Endpoint | undefined {
  return parseEndpoints([entry], builtIn).endpoints.find(({ id }) => id === entry.id);
}

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
 * An id made from `stem` that no endpoint has, and for which no key is stored: a key that was left behind must not go to a new server.
 */
export async function freshId(stem: string, keys: Pick<ApiKeys, 'isStored'>): Promise<EndpointId> {
  const used = [...configuredEndpoints().map(({ id }) => id), ...entryIds()];
  for (let number = 1; ; number += 1) {
    const id = (number === 1 ? stem : `${stem}-${number}`) as EndpointId;
    if (!used.includes(id) && !(await keys.isStored({ id }))) return id;
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
