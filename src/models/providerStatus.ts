import type { Disposable } from '../core/disposables.js';

/** What stands between the user and an answer of the chosen provider, or beside it. */
export type ProviderRemark =
  /** There is no key, and one is needed. */
  | { readonly kind: 'missing-key' }
  /** The project's own simulator answers. */
  | { readonly kind: 'simulator'; readonly host: string }
  /** The setting for the address sends everything to another host than the vendor's. */
  | { readonly kind: 'redirected'; readonly host: string };

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
  };
  displayNameOf(providerId: string): string;
  /** Whether Enter sends. */
  readonly sendOnEnter: boolean;
  onChanged(listener: () => void): Disposable;
}
