import type { ChatParameters } from '../core/chatParameters.js';
import type { Endpoint, EndpointId } from '../providers/endpoint.js';
import type { AdapterId, ModelInputs } from '../providers/provider.js';
import type { StoredSelection } from '../storage/api/chatHistory.js';

/** A model, and where it is asked. */
export interface ModelRef {
  readonly endpoint: EndpointId;
  readonly model: string;
}

/** Who gets the next request, and with what it goes out. */
export interface ModelSelection {
  readonly ref: ModelRef;
  /** What the endpoint is called. */
  readonly endpointName: string;
  /** Whose format the endpoint speaks: no other vendor's opaque parts are sent there. */
  readonly vendor: AdapterId;
  readonly system: string | undefined;
  readonly parameters: ChatParameters;
  readonly inputs?: ModelInputs;
}

/** What has a selection of its own that the user may change: a conversation, or a window. */
export interface SelectionTarget {
  /** `null`: the settings decide. */
  readonly selection: StoredSelection | null;
  select(selection: StoredSelection): void;
}

/** What the settings say about a role. */
export interface RoleSettings {
  /** The id of an endpoint. */
  readonly endpoint: string;
  /** Empty: the endpoint's default model. */
  readonly model: string;
}

/** Who answers in a role, or what is missing for that. */
export type RoleModel =
  | { readonly endpoint: Endpoint; readonly model: string; readonly missing?: undefined }
  /** None is set, and the endpoint has no default: only its server knows what it has. */
  | { readonly endpoint: Endpoint; readonly model?: undefined; readonly missing: 'model' }
  /** The role is switched off, or set to an endpoint that SCOUT does not know. */
  | { readonly endpoint?: undefined; readonly model?: undefined; readonly missing: 'endpoint' };

/** Decides which model answers in a role. */
export function selectModel({ endpoint: id, model: chosen }: RoleSettings, endpoints: readonly Endpoint[]): RoleModel {
  const endpoint = endpoints.find((entry) => entry.id === id);
  if (endpoint === undefined) return { missing: 'endpoint' };
  const model = chosen || endpoint.fallbackModels[0]?.id;
  return model === undefined ? { endpoint, missing: 'model' } : { endpoint, model };
}
