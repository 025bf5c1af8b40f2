import type { TaskRegistry } from '../core/taskRegistry.js';
import type { Endpoint } from '../providers/endpoint.js';
import type { ProviderManager } from '../providers/providerManager.js';
import type { ApiKeys } from '../vscode/keys/apiKeys.js';
import type { KeyAddresses } from '../vscode/keys/keyAddresses.js';
import type { Connections } from '../vscode/models/connections.js';
import type { CommandHandlers } from './commandRegistration.js';
import type { Features } from './features.js';

export interface EndpointCommandsDependencies {
  readonly features: Pick<Features, 'chat'>;
  readonly keys: ApiKeys;
  readonly connections: Connections;
  readonly addresses: KeyAddresses;
  readonly manager: ProviderManager;
  readonly tasks: TaskRegistry;
}

type EndpointCommand = 'scout.addEndpoint' | 'scout.testEndpoint' | 'scout.removeEndpoint' | 'scout.editEndpoints';

/** What the commands about the user's own endpoints do. */
export function endpointCommands({
  features: { chat },
  keys,
  connections,
  addresses,
  manager,
  tasks,
}: EndpointCommandsDependencies): Pick<CommandHandlers, EndpointCommand> {
  return {
    'scout.addEndpoint': async () => {
      const { recentModels: recent } = await chat.get();
      const { testAndShow } = await import('../vscode/endpoints/testEndpoint.js');
      const { addEndpoint } = await import('../vscode/endpoints/addEndpoint.js');
      const test = (endpoint: Endpoint): Promise<boolean> => testAndShow(endpoint, { connections, manager, tasks });
      await addEndpoint({ keys, recent, tasks, test });
    },
    'scout.testEndpoint': async () =>
      (await import('../vscode/endpoints/testEndpoint.js')).testEndpoint({ connections, manager, tasks }),
    'scout.removeEndpoint': async () =>
      (await import('../vscode/endpoints/removeEndpoint.js')).removeEndpoint({ keys, addresses, connections }),
    'scout.editEndpoints': async () => (await import('../vscode/endpoints/editEndpoints.js')).editEndpoints(),
  };
}
