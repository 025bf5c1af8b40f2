import type { Logger } from '../../core/logger.js';
import { endpoints as builtIn } from '../../providers/endpoints.js';
import { findEndpoint } from '../configuration/configuredEndpoints.js';
import { compatibleServerSetting, updateSetting } from '../configuration/settings.js';
import { endpointOf, putEntry, type EndpointEntry } from './endpointSettings.js';

/**
 * Moves the address of version 0.1's `scout.compatible.baseUrl` into `scout.endpoints`, under the id `compatible`, to which its key and its
 * chats belong. Whoever sets the old setting again has it moved again. Until that has worked, and where it cannot, the old setting counts.
 * Never rejects.
 */
export async function takeOverCompatibleServer(logger: Logger): Promise<void> {
  const baseUrl = compatibleServerSetting();
  const server = builtIn.find(({ id }) => id === 'compatible');
  if (baseUrl === '' || server === undefined) return;
  const entry: EndpointEntry = {
    id: server.id,
    name: findEndpoint(server.id)?.name ?? server.name,
    dialect: 'chat-completions',
    baseUrl,
    keyVariable: server.keyVariables[0],
  };
  // An address that cannot be used is named where it stands.
  if (endpointOf(entry)?.added === undefined) return;
  try {
    await putEntry(entry);
    await updateSetting('compatible.baseUrl', undefined);
    logger.info('Moved "scout.compatible.baseUrl" into "scout.endpoints"');
  } catch (error) {
    logger.error('Could not move "scout.compatible.baseUrl" into "scout.endpoints"', error);
  }
}
