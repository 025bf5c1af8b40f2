import type { EndpointId } from '../../providers/endpoint.js';
import type { SendTarget } from '../../privacy/sendGate.js';
import { configuredEndpoints } from '../configuration/configuredEndpoints.js';
import { addressOf } from '../configuration/settings.js';

/** Where requests to this endpoint go, as the settings are now; `undefined` for one that is gone. */
export function sendTargetOf(id: EndpointId | undefined): SendTarget | undefined {
  const endpoint = configuredEndpoints().find((entry) => entry.id === id);
  return endpoint && { id: endpoint.id, name: endpoint.name, baseUrl: addressOf(endpoint) || undefined };
}
