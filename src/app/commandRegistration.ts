import * as vscode from 'vscode';
import type { DisposableStore } from '../core/disposables.js';
import { isCancellation } from '../core/errors.js';

/** Every command of SCOUT's and what it takes; package.json names the same. */
export interface CommandArguments {
  'scout.openChat': [];
  'scout.newChat': [];
  /** In the side bar's view, as the two below: its title has their buttons. */
  'scout.sideBar.newChat': [];
  'scout.sideBar.showChats': [];
  'scout.sideBar.showDetails': [];
  'scout.stopAnswer': [];
  'scout.searchChats': [];
  /** Of a chat, as the four below: the one with this id, if a view shows it, or else the one in use. */
  'scout.chooseProvider': [chatId?: unknown];
  'scout.chooseModel': [chatId?: unknown];
  'scout.nextFavoriteModel': [chatId?: unknown];
  'scout.chooseEffort': [chatId?: unknown];
  'scout.chooseParameters': [chatId?: unknown];
  /** Of the chat with this id, or else of the one in use. */
  'scout.showWhatWillBeSent': [chatId?: unknown];
  'scout.chooseBackgroundProvider': [];
  /** Asks for the provider when its id is not given. Returns whether a key was saved. */
  'scout.setApiKey': [provider?: unknown];
  'scout.removeApiKey': [provider?: unknown];
  'scout.connectProvider': [chatId?: unknown];
  'scout.connectLocalServer': [chatId?: unknown];
  'scout.connectVscodeModels': [chatId?: unknown];
  'scout.addEndpoint': [chatId?: unknown];
  'scout.testEndpoint': [];
  'scout.removeEndpoint': [];
  'scout.editEndpoints': [];
  'scout.testConnection': [];
  /** About the selection, as the four below. */
  'scout.explain': [];
  'scout.fix': [];
  'scout.improve': [];
  'scout.document': [];
  'scout.writeTests': [];
  /** @param range of the problems in the document */
  'scout.fixProblem': [uri?: unknown, range?: unknown];
  /** Of the active terminal: its last command, or what is selected there. */
  'scout.addTerminalOutputToChat': [];
  'scout.addTerminalSelectionToChat': [];
  'scout.askAboutTerminalOutput': [];
  'scout.askAboutTerminalSelection': [];
  /** @param sourceControl as the title of the Source Control view gives it; without it, the repository in use */
  'scout.writeCommitMessage': [sourceControl?: unknown];
  'scout.stopCommitMessage': [];
  'scout.addEditorToChat': [];
  /** @param clicked a file or a folder @param selected all that are selected in the explorer */
  'scout.addFilesToChat': [clicked?: unknown, selected?: unknown];
  'scout.addProblemsToChat': [];
  /** Of a row in the list of what is attached. */
  'scout.openAttached': [id?: unknown];
  /** @param id of the row @param selected all that are selected */
  'scout.removeAttached': [id?: unknown, selected?: unknown];
  'scout.attachToChat': [];
  /** Asks which conversations when their ids are not given. */
  'scout.exportChats': [ids?: unknown];
  'scout.importChats': [];
  'scout.managePrompts': [];
  /** Saves what is selected in the editor when no text is given. */
  'scout.savePrompt': [text?: unknown];
  'scout.chooseInstructions': [];
  'scout.checkHistory': [];
  'scout.restoreBackup': [];
  'scout.recoverHistory': [];
  'scout.eraseDeletedChats': [];
  /** Of what answers have changed: the files with this one, or else those that are shown. */
  'scout.keepAll': [uri?: unknown];
  'scout.discardAll': [uri?: unknown];
  'scout.showLog': [];
  'scout.showTasks': [];
  'scout.showMemoryReport': [];
  'scout.startMemoryTracing': [];
  'scout.stopMemoryTracing': [];
  'scout.saveHeapSnapshot': [];
}

export type CommandId = keyof CommandArguments;

/** One handler for each command: a forgotten one does not compile. */
export type CommandHandlers = {
  readonly [Id in CommandId]: (...parameters: CommandArguments[Id]) => unknown;
};

/**
 * Registers every command of the manifest, each into `store` at once: should one fail, because another
 * extension has taken its name, those before it are released with the store. What a handler throws goes to
 * `onError`, cancellation excepted.
 * @param ids as package.json has them
 * @param load imports the handlers when a command is used first
 */
export function registerCommands(
  store: DisposableStore,
  ids: readonly string[],
  load: () => Promise<CommandHandlers>,
  onError: (error: unknown) => void,
): void {
  for (const id of ids) {
    const run = async (...parameters: unknown[]): Promise<unknown> => {
      try {
        const handler = (await load())[id as CommandId];
        return await handler(...parameters);
      } catch (error) {
        if (!isCancellation(error)) onError(error);
        return undefined;
      }
    };
    store.add(vscode.commands.registerCommand(id, run));
  }
}
