import * as vscode from 'vscode';
import type { ModelLease, ModelResolver } from '../../chat/answering/modelResolver.js';
import { ScoutError } from '../../core/errors.js';
import type { ModelRef, ModelSelection } from '../../models/modelSelection.js';
import { isOnNetwork } from '../../providers/endpoint.js';
import { leaseStream } from '../../providers/leaseStream.js';
import type { ProviderManager } from '../../providers/providerManager.js';
import { parameterSettings, systemPromptSetting } from '../configuration/settings.js';
import type { ProviderStatus } from '../../models/providerStatus.js';
import { configuredModel } from './configuredModel.js';
import { missingKey } from './providerOptions.js';
import { unknownProvider } from './showUnknownProvider.js';

/** Whom the user's settings say to ask. */
export class ConfiguredModelResolver implements ModelResolver {
  readonly #manager: ProviderManager;
  readonly #status: Pick<ProviderStatus, 'current'>;

  constructor(manager: ProviderManager, status: Pick<ProviderStatus, 'current'>) {
    this.#manager = manager;
    this.#status = status;
  }

  resolve(): ModelSelection {
    const { endpoint, model, missing } = configuredModel('llm');
    if (missing === 'endpoint') throw new ScoutError('missing-provider', unknownProvider());
    // Before anything is stored: a question that nobody can be asked goes back to the composer.
    const { remark } = this.#status.current;
    if (remark?.kind === 'missing-key') throw missingKey(endpoint);
    if (remark?.kind === 'unusable-key') throw new ScoutError('missing-api-key', remark.sentence, { fault: 'key' });
    if (missing === 'model') {
      throw new ScoutError(
        'missing-model',
        isOnNetwork(endpoint)
          ? vscode.l10n.t('Choose one of the models your server offers.')
          : vscode.l10n.t('Choose one of the models VS Code offers.'),
      );
    }
    return {
      ref: { endpoint: endpoint.id, model },
      vendor: endpoint.vendor,
      system: systemPromptSetting(),
      parameters: parameterSettings(),
    };
  }

  acquire({ endpoint }: ModelRef): Promise<ModelLease> {
    return leaseStream(this.#manager, endpoint);
  }
}
