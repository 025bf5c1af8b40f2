import type { TaskRegistry } from '../core/taskRegistry.js';
import type { ProviderManager, ProviderRole } from '../providers/providerManager.js';
import type { ApiKeys } from '../vscode/keys/apiKeys.js';
import type { Connections } from '../vscode/models/connections.js';
import type { ProviderStatus } from '../models/providerStatus.js';
import type { CommandHandlers } from './commandRegistration.js';
import { endpointCommands, type EndpointCommandsDependencies } from './endpointCommands.js';
import type { Features } from './features.js';

export interface CommandHandlersDependencies extends EndpointCommandsDependencies {
  readonly features: Features;
  readonly keys: ApiKeys;
  readonly connections: Connections;
  readonly manager: ProviderManager;
  readonly tasks: TaskRegistry;
  readonly provider: ProviderStatus;
  readonly showLog: () => void;
}

/** What each command does. A handler imports what it needs when it is called. */
export function commandHandlers(dependencies: CommandHandlersDependencies): CommandHandlers {
  const { keys, connections, manager, tasks, provider: status, showLog } = dependencies;
  const { chat, memoryTools, archives, maintenance } = dependencies.features;

  const chooseProviderFor = async (role: ProviderRole): Promise<void> => {
    const { recentModels } = await chat.get();
    const { chooseProvider } = await import('../vscode/models/chooseProvider.js');
    await chooseProvider(role, connections, recentModels);
  };

  return {
    'scout.openChat': async () => (await chat.get()).views.showPanel().focus(),
    'scout.newChat': async () => (await chat.get()).views.showPanel().newChat(),
    'scout.sideBar.newChat': async () => (await chat.get()).views.newChatInSideBar(),
    'scout.sideBar.showChats': async () => (await chat.get()).views.toggleInSideBar('list'),
    'scout.sideBar.showDetails': async () => (await chat.get()).views.toggleInSideBar('details'),
    'scout.stopAnswer': async () => (await chat.get()).views.stopAnswer(),
    'scout.searchChats': async () => {
      const { searchDependencies } = await chat.get();
      const { searchChats } = await import('../vscode/search/searchChats.js');
      await searchChats({ ...searchDependencies, showLog });
    },
    'scout.chooseProvider': () => chooseProviderFor('llm'),
    'scout.chooseBackgroundProvider': () => chooseProviderFor('background'),
    'scout.chooseModel': async () => {
      const { catalogue, recentModels } = await chat.get();
      const { chooseModel } = await import('../vscode/models/chooseModel.js');
      await chooseModel({ catalogue, recent: recentModels, tasks });
    },
    'scout.setApiKey': async (provider) =>
      (await import('../vscode/keys/keyCommands.js')).setApiKey(keys, connections, provider),
    'scout.removeApiKey': async (provider) =>
      (await import('../vscode/keys/keyCommands.js')).removeApiKey(keys, connections, provider),
    'scout.connectProvider': async () => {
      const { recentModels } = await chat.get();
      const { connectProvider } = await import('../vscode/keys/keyCommands.js');
      await connectProvider(keys, connections, recentModels);
    },
    'scout.connectLocalServer': async () => {
      const { recentModels: recent } = await chat.get();
      const { connectLocalServer } = await import('../vscode/models/connectLocalServer.js');
      await connectLocalServer({ keys, recent, tasks, onChosen: () => status.confirmAddresses() });
    },
    ...endpointCommands(dependencies),
    'scout.testConnection': async () =>
      (await import('../vscode/models/testConnection.js')).testConnection(manager, connections, tasks),
    'scout.exportChats': async (ids) => (await archives.get()).export(ids),
    'scout.importChats': async () => (await archives.get()).import(),
    'scout.checkHistory': async () => (await maintenance.get()).check(),
    'scout.restoreBackup': async () => (await maintenance.get()).restore(),
    'scout.recoverHistory': async () => (await maintenance.get()).recover(),
    'scout.eraseDeletedChats': async () => (await maintenance.get()).erase(),
    'scout.showLog': showLog,
    'scout.showTasks': async () => (await import('../vscode/diagnostics/showTasks.js')).showTasks(tasks),
    'scout.showMemoryReport': async () => (await memoryTools.get()).showReport(),
    'scout.startMemoryTracing': async () => (await memoryTools.get()).startTracing(),
    'scout.stopMemoryTracing': async () => (await memoryTools.get()).stopTracing(),
    'scout.saveHeapSnapshot': async () => (await memoryTools.get()).saveHeapSnapshot(),
  };
}
