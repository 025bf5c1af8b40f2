import type { Disposable } from '../core/disposables.js';

/** What stands between the user and an answer of a provider, or beside it. */
export type ProviderRemark =
  /** There is no key, and one is needed. */
  | { readonly kind: 'missing-key' }
  /** There is one that no request can carry; the sentence says where it is. */
  | { readonly kind: 'unusable-key'; readonly sentence: string }
  /** The project's own simulator answers. */
  | { readonly kind: 'simulator'; readonly host: string }
  /** The address is another one than when the key was last used; nobody has confirmed it. */
  | { readonly kind: 'address-changed'; readonly address: string; readonly earlierAddress: string }
  /** The setting for the address sends everything to another host than the vendor's. */
  | { readonly kind: 'redirected'; readonly host: string };

/** What the settings of the folder, not the user's, decide about the next message. */
export type WorkspaceOverride = 'provider' | 'model' | 'systemPrompt' | 'parameters';

/** Port to what the settings say about who answers. Reading is cheap and never waits. */
export interface ProviderStatus {
  readonly current: {
    readonly providerId: string;
    readonly providerName: string;
    /** The provider's own settings are those below this one of SCOUT's. */
    readonly settingKey: string;
    /** Empty when the server's own list must be asked. */
    readonly model: string;
    readonly remark: ProviderRemark | undefined;
    /** The background provider, where there is something to remark on it that is not said of the other. */
    readonly background:
      { readonly providerName: string; readonly settingKey: string; readonly remark: ProviderRemark } | undefined;
    readonly overrides: readonly WorkspaceOverride[];
    /** No provider can be asked: there is neither a key nor the address of a server without one. */
    readonly isUnconfigured: boolean;
  };
  displayNameOf(providerId: string): string;
  /** Whether Enter sends. */
  readonly sendOnEnter: boolean;
  /** The user knows where the messages go: forgets every `address-changed`. */
  confirmAddresses(): Promise<void>;
  onChanged(listener: () => void): Disposable;
}

/** The full name of the setting that holds an endpoint's address. */
export function addressSettingOf(settingKey: string): string {
  return settingKey === 'endpoints' ? 'scout.endpoints' : `scout.${settingKey}.baseUrl`;
}
