import type { TaskRegistry } from '../../core/taskRegistry.js';
import type { ModelCatalogue } from '../../models/modelCatalogue.js';
import type { RecentModels } from '../../models/recentModels.js';
import type { Endpoint } from '../../providers/endpoint.js';
import { baseUrlSetting, updateSetting } from '../configuration/settings.js';
import { configuredModel } from './configuredModel.js';

export interface TakeOnlyModelDependencies {
  readonly catalogue: Pick<ModelCatalogue, 'list'>;
  readonly recent: Pick<RecentModels, 'setModel'>;
  readonly tasks: TaskRegistry;
}

/**
 * Where no model of the chat's provider is chosen and its server offers a single one, there is nothing to ask: that one is
 * chosen, unless something else was while the server was asked. In all other cases nothing changes, and whoever asks the provider is told what is missing.
 */
export async function takeOnlyModel({ catalogue, recent, tasks }: TakeOnlyModelDependencies): Promise<void> {
  const asked = serverWithoutModel();
  if (asked === undefined) return;
  const { endpoint, address } = asked;
  await using scope = tasks.scope();
  const { models } = await scope.run(`model list from ${endpoint.name}`, (signal) =>
    catalogue.list(endpoint, address, false, signal),
  );
  const [only, ...others] = models;
  if (only === undefined || others.length > 0) return;
  const now = serverWithoutModel();
  if (now?.endpoint !== endpoint || now.address !== address) return;
  // At once: a choice may follow.
  await updateSetting('llm.model', only.id);
  await recent.setModel('llm', endpoint.id, only.id);
}

/** The chat's provider, where all that is missing is a model. */
function serverWithoutModel(): { readonly endpoint: Endpoint; readonly address: string } | undefined {
  const { endpoint, missing } = configuredModel('llm');
  const address = endpoint === undefined ? undefined : (baseUrlSetting(endpoint) ?? endpoint.defaultBaseUrl);
  return missing !== 'model' || address === undefined ? undefined : { endpoint, address };
}
