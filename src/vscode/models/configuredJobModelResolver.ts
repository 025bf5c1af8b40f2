import type { JobModelLease, JobModelResolver } from '../../jobs/backgroundJobs.js';
import type { Usage } from '../../core/message.js';
import type { ModelRef } from '../../models/modelSelection.js';
import { leaseStream } from '../../providers/leaseStream.js';
import type { ProviderManager } from '../../providers/providerManager.js';
import { configuredModel } from './configuredModel.js';

/** The background provider the user's settings name. */
export class ConfiguredJobModelResolver implements JobModelResolver {
  readonly #manager: ProviderManager;

  constructor(manager: ProviderManager) {
    this.#manager = manager;
  }

  resolve(): ModelRef | undefined {
    const { endpoint, model } = configuredModel('background');
    // Many servers of the user's own answer with the model they have, whichever is asked for.
    return endpoint && { endpoint: endpoint.id, model: model ?? '' };
  }

  async acquire({ endpoint, model }: ModelRef): Promise<JobModelLease> {
    const { stream, release } = await leaseStream(this.#manager, endpoint);
    return {
      ask: async (request, signal) => {
        let text = '';
        let usage: Usage | undefined;
        for await (const event of stream({ ...request, model, isUnattended: true }, signal, () => undefined)) {
          if (event.type === 'text-delta') text += event.text;
          if (event.type === 'usage') usage = event.usage;
        }
        return { text, usage };
      },
      release,
    };
  }
}
