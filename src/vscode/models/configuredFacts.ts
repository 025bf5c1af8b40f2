import { createFactLookup, type FactLookup } from '../../models/facts/modelFacts.js';
import { readModelSettings, type ModelSettingProblem } from '../../models/facts/modelSettings.js';
import { builtInTable } from '../../models/facts/modelTable.js';
import type { Endpoint } from '../../providers/endpoint.js';
import type { ModelInfo } from '../../providers/provider.js';
import { addressOf, modelsSetting } from '../configuration/settings.js';

/** Looks the models of one endpoint up. */
export interface ConfiguredFacts {
  readonly of: FactLookup;
  /** What is wrong in the setting, also for other endpoints. */
  readonly problems: readonly ModelSettingProblem[];
}

/**
 * What the endpoint's list, SCOUT's table and the user's settings tell. The table is loaded with the first call.
 * @param listed the server's list; empty where it is not known
 */
export async function configuredFacts(endpoint: Endpoint, listed: readonly ModelInfo[]): Promise<ConfiguredFacts> {
  const { facts, problems } = readModelSettings(modelsSetting());
  const of = createFactLookup({
    listed,
    table: await builtInTable.get(),
    settings: facts.get(endpoint.id) ?? new Map(),
    baseUrl: addressOf(endpoint),
  });
  return { of, problems };
}
