import { ModelCatalogue } from '../models/modelCatalogue.js';
import { ModelListCache } from '../models/modelListCache.js';
import type { PreferenceStore } from '../storage/api/users.js';
import { addressOf } from '../vscode/configuration/settings.js';
import { configuredFacts } from '../vscode/models/configuredFacts.js';
import type { FactsSource } from '../vscode/models/configuredProviderStatus.js';
import type { ChatContext } from './chatApplication.js';

export function createCatalogue(
  { manager, logger, onModelsKnown }: ChatContext,
  preferences: PreferenceStore,
): ModelCatalogue {
  return new ModelCatalogue(
    async (endpoint, use) => {
      const lease = await manager.lease(endpoint.id);
      try {
        return await use(lease.provider);
      } finally {
        lease.release();
      }
    },
    new ModelListCache(preferences),
    logger.child('models'),
    onModelsKnown,
  );
}

export function createFactsSource(catalogue: ModelCatalogue): FactsSource {
  return async (endpoint) => {
    const { models } = await catalogue.known(endpoint, addressOf(endpoint));
    return (await configuredFacts(endpoint, models)).of;
  };
}
