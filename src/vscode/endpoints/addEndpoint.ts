import type { TaskRegistry } from '../../core/taskRegistry.js';
import type { SelectionTarget } from '../../models/modelSelection.js';
import type { RecentModels } from '../../models/recentModels.js';
import type { Endpoint } from '../../providers/endpoint.js';
import type { Preset } from '../../providers/presets.js';
import type { ApiKeys } from '../keys/apiKeys.js';
import { askForKey } from '../keys/askForKey.js';
import { askNewEndpoint } from '../models/chooseProvider.js';
import type { Connections } from '../models/connections.js';
import { addEntry, checkEntries, endpointFrom } from './endpointEntries.js';
import { entryOf, freshId, freshName } from './endpointSettings.js';
import { fillInPreset, type FilledPreset } from './fillInPreset.js';
import { pickPreset } from './pickPreset.js';
import type { TestedEndpoint } from './testNewEndpoint.js';

export interface AddEndpointDependencies {
  readonly keys: ApiKeys;
  readonly connections: Connections;
  readonly recent: RecentModels;
  readonly tasks: TaskRegistry;
  /** Tests a new endpoint and shows the result; returns the endpoint as it is then, if it is to answer. */
  readonly test: (endpoint: Endpoint) => Promise<TestedEndpoint | undefined>;
  /**
   * Has the chat ask a model of the endpoint that it asks now: the only one, or the one that the user picks.
   * @param works whether its server is there to be asked for its list
   */
  readonly chooseModel: (works: boolean) => Promise<void>;
}

/**
 * Adds an endpoint from a preset: asks for what only the user knows and for the key, writes both, tests the connection, and has the
 * endpoint answer in this chat from then on. Whatever is closed on the way, nothing is written before all is known; where the settings
 * cannot be written, the key goes as well. Throws as `addEntry`.
 */
export async function addEndpoint(
  target: SelectionTarget,
  { keys, connections, recent, tasks, test, chooseModel }: AddEndpointDependencies,
): Promise<void> {
  checkEntries();
  const preset = await pickPreset();
  const filled = preset && (await fillInPreset(preset, tasks));
  if (preset === undefined || filled === undefined) return;
  const key = await keyFor(preset, filled, keys, recent);
  if (key === undefined) return;
  const written = await write(preset, filled, key, keys, recent);
  const tested = written && (await test(written));
  if (tested === undefined) return;
  const { endpoint, works } = tested;
  await askNewEndpoint(target, endpoint, connections, recent);
  if (endpoint.fallbackModels.length === 0) await chooseModel(works);
}

/** Empty: none has to be stored. `undefined`: closed. */
async function keyFor(
  preset: Preset,
  filled: FilledPreset,
  keys: ApiKeys,
  recent: RecentModels,
): Promise<string | undefined> {
  const candidate = endpointFrom(
    entryOf(preset, await freshId(preset.id, keys, recent), nameFor(preset, filled), filled.baseUrl),
  );
  const needsKey = candidate.needsKey || filled.wantsKey === true;
  return needsKey && (await keys.get(candidate)) === undefined ? askForKey(candidate) : '';
}

function nameFor({ id, name }: Preset, { baseUrl }: FilledPreset): string {
  return freshName(id === 'other' ? new URL(baseUrl).host : name);
}

/** Name and id are made now: another window may have added one while the boxes were open. */
async function write(
  preset: Preset,
  filled: FilledPreset,
  key: string,
  keys: ApiKeys,
  recent: RecentModels,
): Promise<Endpoint | undefined> {
  const id = await freshId(preset.id, keys, recent);
  const entry = entryOf(preset, id, nameFor(preset, filled), filled.baseUrl, filled.models);
  const candidate = endpointFrom(entry);
  try {
    if (key !== '') await keys.set(candidate, key);
    return await addEntry(entry);
  } catch (error) {
    if (key !== '') await keys.remove(candidate);
    throw error;
  }
}
