import * as vscode from 'vscode';
import type { DisposableStore } from '../core/disposables.js';
import type { Logger } from '../core/logger.js';
import type { ActiveSelection } from '../models/activeSelection.js';
import type { ProviderManager } from '../providers/providerManager.js';
import { configuredEndpoints } from '../vscode/configuration/configuredEndpoints.js';
import { affects, compatibleServerSetting } from '../vscode/configuration/settings.js';
import type { EndpointsWatch } from '../vscode/endpoints/endpointsWatch.js';
import type { ApiKeys } from '../vscode/keys/apiKeys.js';
import { configuredModel, modelOf } from '../vscode/models/configuredModel.js';
import type { ConfiguredProviderStatus } from '../vscode/models/configuredProviderStatus.js';

export interface ProviderSettingsDependencies {
  readonly manager: ProviderManager;
  readonly endpoints: EndpointsWatch;
  readonly keys: ApiKeys;
  readonly active: ActiveSelection;
  readonly status: ConfiguredProviderStatus;
  readonly logger: Logger;
}

/** Keeps providers and their status as settings, keys and the chats on screen want them. */
export class ProviderSettings {
  readonly #dependencies: ProviderSettingsDependencies;

  constructor(dependencies: ProviderSettingsDependencies) {
    this.#dependencies = dependencies;
  }

  /** Applies them, and every change until the store is disposed of. */
  follow(store: DisposableStore): void {
    const { manager, endpoints, keys, active, status } = this.#dependencies;
    this.#chooseChatProviders();
    this.#chooseBackgroundProvider();
    store.add(active.onChanged(() => this.#chooseChatProviders()));
    store.add(vscode.workspace.onDidChangeConfiguration((event) => this.#onSettings(event)));
    store.add(vscode.workspace.onDidGrantWorkspaceTrust(() => this.#onSettings({ affectsConfiguration: () => true })));
    store.add(
      keys.onChanged((id) => {
        manager.invalidate(id);
        void status.refresh();
      }),
    );
    endpoints.showProblems();
    this.#takeOverCompatibleServer();
    void status.refresh();
  }

  #onSettings(event: vscode.ConfigurationChangeEvent): void {
    const { manager, endpoints, status } = this.#dependencies;
    const isOther = affects(event, 'endpoints');
    if (isOther) for (const id of endpoints.update()) manager.invalidate(id);
    if (isOther || affects(event, 'llm.provider')) this.#chooseChatProviders();
    if (isOther || affects(event, 'background.provider')) this.#chooseBackgroundProvider();
    for (const { id, settingKey, added } of configuredEndpoints()) {
      if ((added === undefined && affects(event, settingKey)) || affects(event, 'network')) manager.invalidate(id);
    }
    if (affects(event, 'compatible')) this.#takeOverCompatibleServer();
    if (affects(event)) void status.refresh();
  }

  /** Version 0.1's server becomes an endpoint like any other. */
  #takeOverCompatibleServer(): void {
    if (compatibleServerSetting() === '') return;
    const logger = this.#dependencies.logger.child('endpoints');
    import('../vscode/endpoints/takeOverCompatibleServer.js')
      .then(({ takeOverCompatibleServer }) => takeOverCompatibleServer(logger))
      .catch((error: unknown) => logger.error('Could not take the earlier server over', error));
  }

  /** Those that chats on screen ask, or else the settings name, are kept for the next question. */
  #chooseChatProviders(): void {
    const { manager, active } = this.#dependencies;
    manager.choose('llm', ...active.all.flatMap((selection) => modelOf(selection).endpoint?.id ?? []));
  }

  #chooseBackgroundProvider(): void {
    const { endpoint } = configuredModel('background');
    this.#dependencies.manager.choose('background', ...(endpoint === undefined ? [] : [endpoint.id]));
  }
}
