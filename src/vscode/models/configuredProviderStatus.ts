import * as vscode from 'vscode';
import type { Disposable } from '../../core/disposables.js';
import { Emitter } from '../../core/event.js';
import type { Logger } from '../../core/logger.js';
import type { Endpoint } from '../../providers/endpoint.js';
import { findEndpoint } from '../../providers/endpoints.js';
import type { ProviderRemark, ProviderStatus } from '../../models/providerStatus.js';
import type { ApiKeys } from '../keys/apiKeys.js';
import { baseUrlSetting, sendOnEnterSetting } from '../configuration/settings.js';
import { configuredModel } from './configuredModel.js';

/** The key that stands for "there is none: talk to the simulator"; no vendor issues it. */
const simulatorKey = 'simulator';

/** Who answers, as settings and keys say; read anew when they change. */
export class ConfiguredProviderStatus implements ProviderStatus {
  readonly #keys: ApiKeys;
  readonly #logger: Logger;
  readonly #changed: Emitter<void>;
  #remark: ProviderRemark | undefined;

  constructor(keys: ApiKeys, logger: Logger) {
    this.#keys = keys;
    this.#logger = logger;
    this.#changed = new Emitter((error) => logger.error('Could not notify a view of a change', error));
  }

  get current(): ProviderStatus['current'] {
    const { endpoint, model } = configuredModel('llm');
    return {
      providerId: endpoint?.id ?? '',
      providerName: endpoint?.name ?? vscode.l10n.t('No provider'),
      settingKey: endpoint?.settingKey ?? '',
      model: model ?? '',
      remark: this.#remark,
    };
  }

  get sendOnEnter(): boolean {
    return sendOnEnterSetting();
  }

  displayNameOf(providerId: string): string {
    return findEndpoint(providerId)?.name ?? providerId;
  }

  onChanged(listener: () => void): Disposable {
    return this.#changed.on(listener);
  }

  /** Settings or keys changed: reads them again, then notifies the listeners. Never rejects. */
  async refresh(): Promise<void> {
    try {
      const { endpoint } = configuredModel('llm');
      this.#remark = endpoint && (await this.#remarkOn(endpoint));
    } catch (error) {
      this.#logger.error('Could not read the state of the provider’s API key', error);
      this.#remark = undefined;
    }
    this.#changed.fire();
  }

  async #remarkOn(endpoint: Endpoint): Promise<ProviderRemark | undefined> {
    const key = await this.#keys.get(endpoint);
    if (key === undefined && endpoint.needsKey) return { kind: 'missing-key' };
    const host = hostOf(baseUrlSetting(endpoint));
    if (host === undefined) return undefined;
    if (key?.key === simulatorKey) return { kind: 'simulator', host };
    // Where only the user can name an address, it is no news that messages go there.
    if (endpoint.defaultBaseUrl === undefined || host === hostOf(endpoint.defaultBaseUrl)) return undefined;
    return { kind: 'redirected', host };
  }
}

function hostOf(url: string | undefined): string | undefined {
  return url !== undefined && URL.canParse(url) ? new URL(url).host : undefined;
}
