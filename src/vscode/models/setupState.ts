import { isOnNetwork } from '../../providers/endpoint.js';
import { configuredEndpoints } from '../configuration/configuredEndpoints.js';
import { isSetByUser, isSetByWorkspace } from '../configuration/settings.js';
import { configuredModel } from './configuredModel.js';
import type { Connections } from './connections.js';

/** What is still missing before anybody answers. */
export interface SetupState {
  /** There is neither a key nor the address of a server without one. */
  readonly isUnconfigured: boolean;
  /** No settings say who answers, and the one who then does has no key: that one is nobody's choice. */
  readonly isUnchosen: boolean;
}

/** Rejects where the keyring cannot be read. */
export async function setupState(connections: Connections): Promise<SetupState> {
  return { isUnconfigured: await isUnconfigured(connections), isUnchosen: await isUnchosen(connections) };
}

async function isUnconfigured(connections: Connections): Promise<boolean> {
  const chosen = configuredModel('llm').endpoint;
  if (chosen !== undefined && !isOnNetwork(chosen)) return false;
  for (const endpoint of configuredEndpoints()) {
    const { key, baseUrl } = await connections.of(endpoint);
    if (key !== undefined || (!endpoint.needsKey && (baseUrl ?? endpoint.defaultBaseUrl) !== undefined)) return false;
  }
  return true;
}

/** Whether settings say who answers a chat that does not say so itself, and not only their default. */
export function isProviderChosen(): boolean {
  return isSetByUser('llm.provider') || isSetByWorkspace('llm.provider');
}

async function isUnchosen(connections: Connections): Promise<boolean> {
  const { endpoint } = configuredModel('llm');
  if (endpoint === undefined || isProviderChosen()) return false;
  return endpoint.needsKey && (await connections.of(endpoint)).key === undefined;
}
