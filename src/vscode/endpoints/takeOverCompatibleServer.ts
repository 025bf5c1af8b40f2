import type { Logger } from '../../core/logger.js';
import { endpoints as builtIn } from '../../providers/endpoints.js';
import { compatibleServerSetting, updateSetting } from '../configuration/settings.js';
import { entryWith, putEntry } from './endpointEntries.js';

/**
 * Moves the address of version 0.1's `scout.compatible.baseUrl` into `scout.endpoints`, under the id `compatible`, to which its key and its
 * chats belong. Whoever sets the old setting again has it moved again. Until that has worked, and where it cannot, the old setting counts.
 * Never rejects.
 */
export async function takeOverCompatibleServer(logger: Logger): Promise<void> {
  const baseUrl = compatibleServerSetting();
  const server = builtIn.find(({ id }) => id === 'compatible');
  if (baseUrl === '' || server === undefined) return;
  const fresh = { name: server.name, dialect: 'chat-completions', keyVariable: server.keyVariables[0] };
  try {
    // What was set for it meanwhile, such as headers, stays.
    await putEntry({ ...(entryWith(server.id) ?? fresh), id: server.id, baseUrl });
    await updateSetting('compatible.baseUrl', undefined);
    logger.info('Moved "scout.compatible.baseUrl" into "scout.endpoints"');
  } catch (error) {
    logger.error('Could not move "scout.compatible.baseUrl" into "scout.endpoints"', error);
  }
}
