import { isOnNetwork, type EndpointId } from '../../providers/endpoint.js';
import type { SendTarget } from '../../privacy/sendGate.js';
import { findEndpoint } from '../configuration/configuredEndpoints.js';
import { addressOf } from '../configuration/settings.js';

/** Where requests to this endpoint go, as the settings are now; `undefined` for one that is gone. VS Code's models have no address of ours. */
export function sendTargetOf(id: EndpointId | undefined): SendTarget | undefined {
  const endpoint = id === undefined ? undefined : findEndpoint(id);
  if (endpoint === undefined) return undefined;
  const baseUrl = isOnNetwork(endpoint) ? addressOf(endpoint) || undefined : undefined;
  return { id: endpoint.id, name: endpoint.name, baseUrl };
}

/** The same where there must be one: what is gone has no address, and so is not local. @param name what it was called */
export function requiredSendTarget(id: EndpointId, name: string = id): SendTarget {
  return sendTargetOf(id) ?? { id, name, baseUrl: undefined };
}
