import type { TaskRegistry } from '../core/taskRegistry.js';
import type { ProviderManager } from '../providers/providerManager.js';
import type { ApiKeys } from '../vscode/keys/apiKeys.js';
import type { KeyAddresses } from '../vscode/keys/keyAddresses.js';
import type { Connections } from '../vscode/models/connections.js';
import type { CommandHandlers } from './commandRegistration.js';

export interface EndpointCommandsDependencies {
  readonly keys: ApiKeys;
  readonly connections: Connections;
  readonly addresses: KeyAddresses;
  readonly manager: ProviderManager;
  readonly tasks: TaskRegistry;
}

type EndpointCommand = 'scout.testEndpoint' | 'scout.removeEndpoint' | 'scout.editEndpoints';

/** What the commands about the user's own endpoints do. */
export function endpointCommands({
  keys,
  connections,
  addresses,
  manager,
  tasks,
}: EndpointCommandsDependencies): Pick<CommandHandlers, EndpointCommand> {
  return {
    'scout.testEndpoint': async () =>
      (await import('../vscode/endpoints/testEndpoint.js')).testEndpoint({ connections, manager, tasks }),
    'scout.removeEndpoint': async () =>
      (await import('../vscode/endpoints/removeEndpoint.js')).removeEndpoint({ keys, addresses, connections }),
    'scout.editEndpoints': async () =>
      (await import('../vscode/configuration/editUserSetting.js')).editUserSetting('endpoints'),
  };
}
