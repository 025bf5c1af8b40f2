import type { ProviderManager } from '../providers/providerManager.js';
import type { CommandHandlers } from './commandRegistration.js';
import { contextCommands } from './contextCommands.js';
import { editorCommands } from './editorCommands.js';
import { endpointCommands, type EndpointCommandsDependencies } from './endpointCommands.js';
import { promptHandlers } from './promptHandlers.js';
import { selectionHandlers, type SelectionHandlersDependencies } from './selectionHandlers.js';

export interface CommandHandlersDependencies extends SelectionHandlersDependencies, EndpointCommandsDependencies {
  readonly manager: ProviderManager;
  readonly showLog: () => void;
}

/** What each command does. A handler imports what it needs when it is called. */
export function commandHandlers(dependencies: CommandHandlersDependencies): CommandHandlers {
  const { keys, connections, manager, tasks, active, showLog } = dependencies;
  const { chat, memoryTools, archives, maintenance } = dependencies.features;

  return {
    ...selectionHandlers(dependencies),
    ...endpointCommands(dependencies),
    ...editorCommands(dependencies.features),
    ...contextCommands(async () => {
      const { attachments, views } = await chat.get();
      return {
        context: attachments.context,
        attachments: attachments.drafts,
        showChat: () => views.showBeside(),
        tasks,
      };
    }),
    ...promptHandlers(dependencies.features),
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
    'scout.chooseBackgroundProvider': async () => {
      const { recentModels } = await chat.get();
      const { chooseBackgroundProvider } = await import('../vscode/models/chooseProvider.js');
      await chooseBackgroundProvider(connections, recentModels);
    },
    'scout.setApiKey': async (provider) =>
      (await import('../vscode/keys/keyCommands.js')).setApiKey(keys, connections, provider),
    'scout.removeApiKey': async (provider) =>
      (await import('../vscode/keys/keyCommands.js')).removeApiKey(keys, connections, provider),
    'scout.testConnection': async () =>
      (await import('../vscode/models/testConnection.js')).testConnection(active, manager, connections, tasks),
    'scout.exportChats': async (ids) => (await archives.get()).export(ids),
    'scout.importChats': async () => (await archives.get()).import(),
    'scout.checkHistory': async () => (await maintenance.get()).check(),
    'scout.restoreBackup': async () => (await maintenance.get()).restore(),
    'scout.recoverHistory': async () => (await maintenance.get()).recover(),
    'scout.eraseDeletedChats': async () => (await maintenance.get()).erase(),
    'scout.keepAll': async (uri) => (await chat.get()).code.keepAll(uri),
    'scout.discardAll': async (uri) => (await chat.get()).code.discardAll(uri),
    'scout.showWhatWillBeSent': async (chatId) => (await chat.get()).showWhatWillBeSent(chatId),
    'scout.showLog': showLog,
    'scout.showTasks': async () => (await import('../vscode/diagnostics/showTasks.js')).showTasks(tasks),
    'scout.showMemoryReport': async () => (await memoryTools.get()).showReport(),
    'scout.startMemoryTracing': async () => (await memoryTools.get()).startTracing(),
    'scout.stopMemoryTracing': async () => (await memoryTools.get()).stopTracing(),
    'scout.saveHeapSnapshot': async () => (await memoryTools.get()).saveHeapSnapshot(),
  };
}
