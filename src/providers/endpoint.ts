import type { AdapterId, KeyAuth, ModelInfo, VendorId } from './provider.js';

declare const endpointId: unique symbol;

/** Names an endpoint for good, whatever it is called, whoever's format it speaks. Stored with every answer. */
export type EndpointId = string & { readonly [endpointId]: true };

/** The formats that settings name. */
export type Dialect = 'openai-responses' | 'chat-completions' | 'anthropic' | 'google' | 'mistral' | 'huggingface';

/**
 * Whose module speaks a dialect. Stored answers and their opaque parts carry the vendor's id, so that stays what it is; this is the one
 * place where the two meet.
 */
export const vendorOfDialect: Readonly<Record<Dialect, VendorId>> = {
  'openai-responses': 'openai',
  'chat-completions': 'compatible',
  anthropic: 'anthropic',
  google: 'google',
  mistral: 'mistral',
  huggingface: 'huggingface',
};

/** A header that the user adds; the value of a secret one is in the secret storage. */
export type HeaderSetting =
  | { readonly name: string; readonly value: string; readonly isSecret: false }
  | { readonly name: string; readonly isSecret: true };

/** What an endpoint of the settings has and a vendor's own has not. */
export interface AddedEndpoint {
  /** Absent: the vendor's own address. Without a trailing slash. */
  readonly baseUrl: string | undefined;
  /** `undefined`: as the vendor's own API takes it. */
  readonly auth: KeyAuth | undefined;
  /** Organization and project among them. */
  readonly headers: readonly HeaderSetting[];
  readonly query: Readonly<Record<string, string>>;
  /** The preset it was made from, if any. */
  readonly preset: string | undefined;
  /** Listed by hand; the server is then not asked for its list. */
  readonly models: readonly ModelInfo[];
}

/** Where models are asked. */
export interface Endpoint {
  readonly id: EndpointId;
  /** As shown to users. */
  readonly name: string;
  /** Whose format it speaks, and whose module is loaded for it. */
  readonly vendor: AdapterId;
  /** Its address is in the setting below this one of SCOUT's: `openai` has `scout.openai.baseUrl`; `endpoints`: in `scout.endpoints`. */
  readonly settingKey: string;
  /** Present where the user has added the endpoint in `scout.endpoints`. */
  readonly added?: AddedEndpoint;
  /** Where the user gets a key; absent where none is needed. */
  readonly keyUrl?: string;
  /** Environment variables that may hold the key, the first that is set wins. */
  readonly keyVariables: readonly string[];
  /** Whether a request without a key makes sense. */
  readonly needsKey: boolean;
  /** The vendor's own address; absent where only the user can know it. */
  readonly defaultBaseUrl?: string;
  /** Offered when the server's list is not available; the first is the default model. */
  readonly fallbackModels: readonly ModelInfo[];
}

/** Whether it has an address, and may have a key. VS Code's models have neither. */
export function isOnNetwork({ vendor }: Pick<Endpoint, 'vendor'>): boolean {
  return vendor !== 'vscode';
}
