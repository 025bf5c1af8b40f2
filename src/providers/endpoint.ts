import type { AdapterId, ModelInfo } from './provider.js';

declare const endpointId: unique symbol;

/** Names an endpoint for good, whatever it is called, whoever's format it speaks. Stored with every answer. */
export type EndpointId = string & { readonly [endpointId]: true };

/** Where models are asked. */
export interface Endpoint {
  readonly id: EndpointId;
  /** As shown to users. */
  readonly name: string;
  /** Whose format it speaks, and whose module is loaded for it. */
  readonly vendor: AdapterId;
  /** Its settings are those below this one of SCOUT's: `openai` has `scout.openai.baseUrl`. */
  readonly settingKey: string;
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
