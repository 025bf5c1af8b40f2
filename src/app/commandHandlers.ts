import type { Lazy } from '../core/lazy.js';
import type { AttachedTree } from '../vscode/context/attachedTree.js';
import type { ProviderManager } from '../providers/providerManager.js';
import type { CommandHandlers } from './commandRegistration.js';
import { contextCommands } from './contextCommands.js';
import { showWhatWillBeSent } from './showWhatWillBeSent.js';
import { terminalCommands } from './terminalCommands.js';
import { commitMessageCommands } from './commitMessageCommands.js';
import { editorCommands } from './editorCommands.js';
import { endpointCommands, type EndpointCommandsDependencies } from './endpointCommands.js';
import { promptHandlers } from './promptHandlers.js';
import { selectionHandlers, type SelectionHandlersDependencies } from './selectionHandlers.js';

export interface CommandHandlersDependencies extends SelectionHandlersDependencies, EndpointCommandsDependencies {
  /** What is attached to the chat in use, as a list. */
  readonly attachedTree: Lazy<AttachedTree>;
  readonly manager: ProviderManager;
  readonly showLog: () => void;
}

/** What each command does. A handler imports what it needs when it is called. */
export function commandHandlers(dependencies: CommandHandlersDependencies): CommandHandlers {
  const { keys, connections, manager, tasks, active, showLog } = dependencies;
  const { chat, commitMessages, requestPreview } = dependencies.features;

  return {
    ...selectionHandlers(dependencies),
    ...endpointCommands(dependencies),
    ...editorCommands(dependencies.features),
    ...terminalCommands(async () => {
      const { attachments, views } = await chat.get();
      return { source: attachments.context.source, ask: (question) => views.showBeside().ask(question), tasks };
    }),
    ...commitMessageCommands(commitMessages),
    ...contextCommands(async () => {
      const { attachments, views } = await chat.get();
      const { context, drafts } = attachments;
      return { context, attachments: drafts, showChat: () => views.showBeside(), tasks };
    }),
    ...promptHandlers(dependencies.features),
    'scout.openAttached': async (id) => (await dependencies.attachedTree.get()).open(id),
    'scout.removeAttached': async (id, selected) => (await dependencies.attachedTree.get()).remove(id, selected),
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
    'scout.showWhatWillBeSent': async (chatId) => showWhatWillBeSent(await chat.get(), requestPreview, chatId, tasks),
    ...fileCommands(dependencies),
    'scout.keepAll': async (uri) => (await chat.get()).code.keepAll(uri),
    'scout.discardAll': async (uri) => (await chat.get()).code.discardAll(uri),
  };
}

type FileCommand =
  | 'scout.exportChats'
  | 'scout.importChats'
  | 'scout.checkHistory'
  | 'scout.restoreBackup'
  | 'scout.recoverHistory'
  | 'scout.eraseDeletedChats'
  | 'scout.showLog'
  | 'scout.showTasks'
  | 'scout.showMemoryReport'
  | 'scout.startMemoryTracing'
  | 'scout.stopMemoryTracing'
  | 'scout.saveHeapSnapshot';

/** The commands for the history's files, and those that help to find faults. */
function fileCommands({ features, tasks, showLog }: CommandHandlersDependencies): Pick<CommandHandlers, FileCommand> {
  const { memoryTools, archives, maintenance } = features;
  return {
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
