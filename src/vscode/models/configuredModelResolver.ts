import * as vscode from 'vscode';
import type { ModelLease, ModelResolver } from '../../chat/answering/modelResolver.js';
import { ScoutError } from '../../core/errors.js';
import type { ModelRef, ModelSelection } from '../../models/modelSelection.js';
import { isOnNetwork } from '../../providers/endpoint.js';
import type { ProviderStatus } from '../../models/providerStatus.js';
import { leaseStream } from '../../providers/leaseStream.js';
import type { ProviderManager } from '../../providers/providerManager.js';
import type { StoredSelection } from '../../storage/api/chatHistory.js';
import { systemPromptSetting } from '../configuration/settings.js';
import { modelOf, parametersOf } from './configuredModel.js';
import { missingKey } from './providerOptions.js';
import { isProviderChosen } from './setupState.js';
import { unknownProvider } from './showUnknownProvider.js';

/** Whom a chat asks, as it says itself, or else the user's settings. */
export class ConfiguredModelResolver implements ModelResolver {
  readonly #manager: ProviderManager;
  readonly #status: Pick<ProviderStatus, 'of'>;

  constructor(manager: ProviderManager, status: Pick<ProviderStatus, 'of'>) {
    this.#manager = manager;
    this.#status = status;
  }

  resolve(selection: StoredSelection | null): ModelSelection {
    const { endpoint, model, missing } = modelOf(selection);
    if (missing === 'endpoint')
      throw new ScoutError('missing-provider', selection === null ? unknownProvider() : goneProvider());
    // Before anything is stored: a question that nobody can be asked goes back to the composer.
    const { remark, inputs } = this.#status.of(selection);
    if (remark?.kind === 'missing-key') {
      // A key for whom nobody has chosen is not what is missing.
      if (selection === null && !isProviderChosen())
        throw new ScoutError('missing-provider', vscode.l10n.t('Nothing was sent. Choose who should answer.'));
      throw missingKey(endpoint);
    }
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
      endpointName: endpoint.name,
      vendor: endpoint.vendor,
      system: systemPromptSetting(),
      parameters: parametersOf(selection),
      inputs,
    };
  }

  acquire({ endpoint }: ModelRef): Promise<ModelLease> {
    return leaseStream(this.#manager, endpoint);
  }
}

/** Its name is in the notice above the chat. */
function goneProvider(): string {
  return vscode.l10n.t('The provider it asked no longer exists. Choose another one.');
}
