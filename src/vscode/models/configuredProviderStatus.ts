import * as vscode from 'vscode';
import type { Disposable } from '../../core/disposables.js';
import { Emitter } from '../../core/event.js';
import type { Logger } from '../../core/logger.js';
import type { ProviderDescriptor } from '../../providers/provider.js';
import { findProvider } from '../../providers/registry.js';
import type { ProviderRemark, ProviderStatus } from '../../models/providerStatus.js';
import type { ApiKeys } from '../keys/apiKeys.js';
import { baseUrlSetting, modelSetting, providerSetting, sendOnEnterSetting } from '../configuration/settings.js';

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
    this.#changed = new Emitter((error) => logger.error('A view could not be told of a change', error));
  }

  get current(): ProviderStatus['current'] {
    const provider = providerSetting('llm');
    return {
      providerId: provider?.id ?? '',
      providerName: provider?.displayName ?? vscode.l10n.t('No provider'),
      model: modelSetting('llm') || (provider?.fallbackModels[0]?.id ?? ''),
      remark: this.#remark,
    };
  }

  get sendOnEnter(): boolean {
    return sendOnEnterSetting();
  }

  displayNameOf(providerId: string): string {
    return findProvider(providerId)?.displayName ?? providerId;
  }

  onChanged(listener: () => void): Disposable {
    return this.#changed.on(listener);
  }

  /** Settings or keys changed: looks again, then tells everybody. Never rejects. */
  async refresh(): Promise<void> {
    try {
      const provider = providerSetting('llm');
      this.#remark = provider === undefined ? undefined : await this.#remarkOn(provider);
    } catch (error) {
      this.#logger.error('The state of the provider’s key could not be read', error);
      this.#remark = undefined;
    }
    this.#changed.fire();
  }

  async #remarkOn(provider: ProviderDescriptor): Promise<ProviderRemark | undefined> {
    const key = await this.#keys.get(provider);
    if (key === undefined && provider.needsKey) return { kind: 'missing-key' };
    const host = hostOf(baseUrlSetting(provider.id));
    if (host === undefined) return undefined;
    if (key?.key === simulatorKey) return { kind: 'simulator', host };
    // Where only the user can name an address, it is no news that messages go there.
    if (provider.defaultBaseUrl === undefined || host === hostOf(provider.defaultBaseUrl)) return undefined;
    return { kind: 'redirected', host };
  }
}

function hostOf(url: string | undefined): string | undefined {
  return url !== undefined && URL.canParse(url) ? new URL(url).host : undefined;
}
