import type { TaskRegistry } from '../../core/taskRegistry.js';
import type { ModelCatalogue } from '../../models/modelCatalogue.js';
import type { RecentModels } from '../../models/recentModels.js';
import { baseUrlSetting, updateSetting } from '../configuration/settings.js';
import { configuredModel } from './configuredModel.js';

export interface TakeOnlyModelDependencies {
  readonly catalogue: Pick<ModelCatalogue, 'list'>;
  readonly recent: Pick<RecentModels, 'setModel'>;
  readonly tasks: TaskRegistry;
}

/**
 * Where no model of the chat's provider is chosen and its server offers a single one, there is nothing to ask: that one is
 * chosen. In all other cases nothing changes, and whoever asks the provider is told what is missing.
 */
export async function takeOnlyModel({ catalogue, recent, tasks }: TakeOnlyModelDependencies): Promise<void> {
  const { endpoint, missing } = configuredModel('llm');
  const address = endpoint === undefined ? undefined : baseUrlSetting(endpoint);
  if (missing !== 'model' || address === undefined) return;
  await using scope = tasks.scope();
  const { models } = await scope.run(`model list from ${endpoint.name}`, (signal) =>
    catalogue.list(endpoint, address, false, signal),
  );
  const [only, ...others] = models;
  if (only === undefined || others.length > 0) return;
  await recent.setModel('llm', endpoint.id, only.id);
  await updateSetting('llm.model', only.id);
}
