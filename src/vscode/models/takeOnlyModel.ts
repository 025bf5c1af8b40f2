import type { TaskRegistry } from '../../core/taskRegistry.js';
import type { ModelCatalogue } from '../../models/modelCatalogue.js';
import type { SelectionTarget } from '../../models/modelSelection.js';
import type { RecentModels } from '../../models/recentModels.js';
import type { Endpoint } from '../../providers/endpoint.js';
import { addressOf } from '../configuration/settings.js';
import { modelOf, parametersOf } from './configuredModel.js';

export interface TakeOnlyModelDependencies {
  readonly catalogue: Pick<ModelCatalogue, 'list'>;
  readonly recent: Pick<RecentModels, 'setModel'>;
  readonly tasks: TaskRegistry;
}

/**
 * Where no model of the chat's provider is chosen and its server offers a single one, there is nothing to ask: that one is
 * chosen, unless something else was while the server was asked. In all other cases nothing changes, and whoever asks the provider is told what is missing.
 * @returns whether it is chosen
 */
export async function takeOnlyModel(
  target: SelectionTarget,
  { catalogue, recent, tasks }: TakeOnlyModelDependencies,
): Promise<boolean> {
  const asked = serverWithoutModel(target);
  if (asked === undefined) return false;
  const { endpoint, address } = asked;
  await using scope = tasks.scope();
  const { models } = await scope.run(`model list from ${endpoint.name}`, (signal) =>
    catalogue.list(endpoint, address, false, signal),
  );
  const [only, ...others] = models;
  if (only === undefined || others.length > 0) return false;
  const now = serverWithoutModel(target);
  if (now?.endpoint !== endpoint || now.address !== address) return false;
  // At once: a choice may follow.
  target.select({ ref: { endpoint: endpoint.id, model: only.id }, parameters: parametersOf(target.selection) });
  await recent.setModel('llm', endpoint.id, only.id);
  return true;
}

/** The chat's provider, where all that is missing is a model. */
function serverWithoutModel({
  selection,
}: SelectionTarget): { readonly endpoint: Endpoint; readonly address: string } | undefined {
  const { endpoint, missing } = modelOf(selection);
  const address = endpoint === undefined ? '' : addressOf(endpoint);
  return missing !== 'model' || address === '' ? undefined : { endpoint, address };
}
