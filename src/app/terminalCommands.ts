import type { TerminalCommandsDependencies } from '../vscode/context/terminal/terminalCommands.js';
import type { CommandHandlers } from './commandRegistration.js';

type TerminalCommand =
  | 'scout.addTerminalOutputToChat'
  | 'scout.addTerminalSelectionToChat'
  | 'scout.askAboutTerminalOutput'
  | 'scout.askAboutTerminalSelection';

/** The commands of the terminal's menu. @param dependencies are made when a command is used first */
export function terminalCommands(
  dependencies: () => Promise<TerminalCommandsDependencies>,
): Pick<CommandHandlers, TerminalCommand> {
  const run = (name: 'addTerminalToChat' | 'askAboutTerminal', id: string) => async (): Promise<void> => {
    const commands = await import('../vscode/context/terminal/terminalCommands.js');
    await commands[name](id, await dependencies());
  };
  return {
    'scout.addTerminalOutputToChat': run('addTerminalToChat', 'terminal:command'),
    'scout.addTerminalSelectionToChat': run('addTerminalToChat', 'terminal:selection'),
    'scout.askAboutTerminalOutput': run('askAboutTerminal', 'terminal:command'),
    'scout.askAboutTerminalSelection': run('askAboutTerminal', 'terminal:selection'),
  };
}
