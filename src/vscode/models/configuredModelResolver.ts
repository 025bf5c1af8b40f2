import * as vscode from 'vscode';
import type { ModelLease, ModelResolver, ModelSelection } from '../../chat/answering/modelResolver.js';
import { ScoutError } from '../../core/errors.js';
import type { ProviderManager } from '../../providers/providerManager.js';
import { modelSetting, parameterSettings, providerSetting, systemPromptSetting } from '../configuration/settings.js';

/** Whom the user's settings say to ask. */
export class ConfiguredModelResolver implements ModelResolver {
  readonly #manager: ProviderManager;

  constructor(manager: ProviderManager) {
    this.#manager = manager;
  }

  resolve(): ModelSelection {
    const descriptor = providerSetting('llm');
    if (descriptor === undefined) {
      throw new ScoutError('invalid-request', vscode.l10n.t('The setting "scout.llm.provider" names no provider.'));
    }
    const model = modelSetting('llm') || descriptor.fallbackModels[0]?.id;
    if (model === undefined) {
      throw new ScoutError('model-not-found', vscode.l10n.t('Choose one of the models that your server offers.'));
    }
    return { provider: descriptor.id, model, system: systemPromptSetting(), parameters: parameterSettings() };
  }

  async acquire(choice: ModelSelection): Promise<ModelLease> {
    const { streamWithRetry } = await import('../../providers/streamWithRetry.js');
    const { provider, release } = await this.#manager.lease(choice.provider);
    return {
      stream: (request, signal, onWait) =>
        streamWithRetry(() => provider.streamChat(request, signal), signal, { onWait }),
      release,
    };
  }
}
