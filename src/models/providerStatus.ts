import type { ChatParameters, ReasoningEffort } from '../core/chatParameters.js';
import type { ModelPrice } from '../core/modelPrice.js';
import type { Disposable } from '../core/disposables.js';
import type { AdapterId, ModelInputs } from '../providers/provider.js';
import type { StoredSelection } from '../storage/api/chatHistory.js';

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

/** Who gets the next message of a chat, and what there is to say about that. */
export interface TargetStatus {
  /** Empty where the settings name nobody that SCOUT knows. */
  readonly providerId: string;
  readonly providerName: string;
  /** The chat's endpoint does not exist any more: the name is its id. */
  readonly isGone: boolean;
  /** The provider's own settings are those below this one of SCOUT's. */
  readonly settingKey: string;
  /** Whose format the provider speaks; `undefined` where it is gone. */
  readonly vendor: AdapterId | undefined;
  /** Empty when the server's own list must be asked. */
  readonly model: string;
  readonly parameters: ChatParameters;
  /** Those that the model takes as far as anybody knows; none where there is nobody to ask. */
  readonly offeredParameters: readonly (keyof ChatParameters)[];
  /** The levels of effort that can be chosen for this model, the lowest first; none where it is not known to reason. */
  readonly efforts: readonly ReasoningEffort[];
  /** The level that is set, in words; `null` where there are none to choose from. */
  readonly effortLabel: string | null;
  readonly inputs: ModelInputs;
  /** `undefined`: unknown. */
  readonly price: ModelPrice | undefined;
  /** A sentence about a model that its vendor retires within 60 days; `undefined` for all others. */
  readonly retirement: string | undefined;
  /** One line in words for each other parameter that is set and that the model takes. */
  readonly parameterLabels: readonly string[];
  readonly remark: ProviderRemark | undefined;
  /** The background provider, where there is something to remark on it that is not said of the other. */
  readonly background:
    { readonly providerName: string; readonly settingKey: string; readonly remark: ProviderRemark } | undefined;
  readonly overrides: readonly WorkspaceOverride[];
  /**
   * Nobody answers yet. Either no provider can be asked: there is neither a key nor the address of a server without one. Or nobody has
   * chosen one, neither for the chat nor in the settings, and their default has no key.
   */
  readonly isUnconfigured: boolean;
}

/** Port to who answers, as chats, settings and keys say. Reading is cheap and never waits. */
export interface ProviderStatus {
  /** @param selection of a chat; `null`: the settings decide. */
  of(selection: StoredSelection | null): TargetStatus;
  /** What an endpoint is called now; its id when it is gone. */
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
