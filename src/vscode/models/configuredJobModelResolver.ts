import type { JobModelLease, JobModelResolver } from '../../jobs/backgroundJobs.js';
import { ScoutError } from '../../core/errors.js';
import type { Usage } from '../../core/message.js';
import type { ProviderManager } from '../../providers/providerManager.js';
import { modelSetting, providerSetting } from '../configuration/settings.js';

/** The background provider the user's settings name. */
export class ConfiguredJobModelResolver implements JobModelResolver {
  readonly #manager: ProviderManager;

  constructor(manager: ProviderManager) {
    this.#manager = manager;
  }

  current(): { readonly provider: string; readonly model: string } | undefined {
    const descriptor = providerSetting('background');
    if (descriptor === undefined) return undefined;
    return { provider: descriptor.id, model: modelSetting('background') || (descriptor.fallbackModels[0]?.id ?? '') };
  }

  async acquire(): Promise<JobModelLease> {
    const chosen = this.current();
    if (chosen === undefined) throw new ScoutError('internal', 'Background work is switched off.');
    const { streamWithRetry } = await import('../../providers/streamWithRetry.js');
    const lease = await this.#manager.leaseCurrent('background');
    return {
      ...chosen,
      ask: async (request, signal) => {
        let text = '';
        let usage: Usage | undefined;
        const open = (): ReturnType<typeof lease.provider.streamChat> =>
          lease.provider.streamChat({ ...request, model: chosen.model }, signal);
        for await (const event of streamWithRetry(open, signal, { onWait: () => undefined })) {
          if (event.type === 'text-delta') text += event.text;
          if (event.type === 'usage') usage = event.usage;
        }
        return { text, usage };
      },
      release: lease.release,
    };
  }
}
