import type { AddToChatDependencies } from '../vscode/context/addToChat.js';
import type { CommandHandlers } from './commandRegistration.js';

type ContextCommand =
  'scout.addEditorToChat' | 'scout.addFilesToChat' | 'scout.addProblemsToChat' | 'scout.attachToChat';

/** The commands that add something to what is being written. @param dependencies are made when a command is used first */
export function contextCommands(
  dependencies: () => Promise<AddToChatDependencies>,
): Pick<CommandHandlers, ContextCommand> {
  const addToChat = () => import('../vscode/context/addToChat.js');
  return {
    'scout.addEditorToChat': async () => (await addToChat()).addEditorToChat(await dependencies()),
    'scout.addFilesToChat': async (clicked, selected) =>
      (await addToChat()).addFilesToChat(clicked, selected, await dependencies()),
    'scout.addProblemsToChat': async () => (await addToChat()).addProblemsToChat(await dependencies()),
    'scout.attachToChat': async () => (await addToChat()).attachToChat(await dependencies()),
  };
}
