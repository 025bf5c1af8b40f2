import type { ChatApplication } from './chatApplication.js';
import type { TaskRegistry } from '../core/taskRegistry.js';
import type { ProviderManager, ProviderRole } from '../providers/providerManager.js';
import type { ApiKeys } from '../vscode/keys/apiKeys.js';
import type { Archives } from '../vscode/archives/archives.js';
import type { CommandHandlers } from './commandRegistration.js';
import type { MemoryTools } from '../vscode/diagnostics/memoryTools.js';
import type { MaintenanceCommands } from '../vscode/maintenance/maintenanceCommands.js';

export interface CommandHandlersDependencies {
  readonly application: () => Promise<ChatApplication>;
  readonly memoryTools: () => Promise<MemoryTools>;
  readonly archives: () => Promise<Archives>;
  readonly maintenanceCommands: () => Promise<MaintenanceCommands>;
  readonly keys: ApiKeys;
  readonly manager: ProviderManager;
  readonly tasks: TaskRegistry;
  readonly showLog: () => void;
}

/** What each command does. A handler imports what it needs when it is called. */
export function commandHandlers(ports: CommandHandlersDependencies): CommandHandlers {
  const { application, memoryTools, archives, maintenanceCommands, keys, manager, tasks, showLog } = ports;

  const pickProvider = async (role: ProviderRole): Promise<void> => {
    const { preferences } = await application();
    const { chooseProvider } = await import('../vscode/models/chooseProvider.js');
    await chooseProvider(role, keys, preferences);
  };

  return {
    'scout.openChat': async () => (await application()).views.showPanel().focus(),
    'scout.newChat': async () => (await application()).views.showPanel().newChat(),
    'scout.searchChats': async () => {
      const { searchDependencies } = await application();
      const { searchChats } = await import('../vscode/search/searchChats.js');
      await searchChats({ ...searchDependencies, showLog });
    },
    'scout.chooseProvider': () => pickProvider('llm'),
    'scout.chooseBackgroundProvider': () => pickProvider('background'),
    'scout.chooseModel': async () => {
      const { catalogue, preferences } = await application();
      const { chooseModel } = await import('../vscode/models/chooseModel.js');
      await chooseModel({ catalogue, preferences, tasks });
    },
    'scout.setApiKey': async (provider) => (await import('../vscode/keys/keyCommands.js')).setApiKey(keys, provider),
    'scout.removeApiKey': async (provider) =>
      (await import('../vscode/keys/keyCommands.js')).removeApiKey(keys, provider),
    'scout.testConnection': async () =>
      (await import('../vscode/models/testConnection.js')).testConnection(manager, tasks),
    'scout.exportChats': async (ids) => (await archives()).export(ids),
    'scout.importChats': async () => (await archives()).import(),
    'scout.checkHistory': async () => (await maintenanceCommands()).check(),
    'scout.restoreBackup': async () => (await maintenanceCommands()).restore(),
    'scout.recoverHistory': async () => (await maintenanceCommands()).recover(),
    'scout.eraseDeletedChats': async () => (await maintenanceCommands()).erase(),
    'scout.showLog': showLog,
    'scout.showTasks': async () => (await import('../vscode/diagnostics/showTasks.js')).showTasks(tasks),
    'scout.showMemoryReport': async () => (await memoryTools()).showReport(),
    'scout.startMemoryTracing': async () => (await memoryTools()).startTracing(),
    'scout.stopMemoryTracing': async () => (await memoryTools()).stopTracing(),
    'scout.saveHeapSnapshot': async () => (await memoryTools()).saveHeapSnapshot(),
  };
}
