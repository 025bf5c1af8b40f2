import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';

export type TerminalCopyCommand =
  'workbench.action.terminal.copyLastCommandAndLastCommandOutput' | 'workbench.action.terminal.copySelection';

/**
 * What one of VS Code's commands copies from the active terminal: its text reaches extensions by no other way. The text that was in the
 * clipboard is back afterwards, also when the command fails; a picture cannot be read, and so not be put back.
 * @returns `undefined` when the command has copied nothing
 */
export async function copiedFromTerminal(command: TerminalCopyCommand): Promise<string | undefined> {
  const { clipboard } = vscode.env;
  const before = await clipboard.readText();
  // Tells a command that copied nothing from one that copied what was there.
  const mark = randomUUID();
  await clipboard.writeText(mark);
  try {
    await vscode.commands.executeCommand(command);
    const copied = await clipboard.readText();
    return copied === mark || copied === '' ? undefined : copied;
  } finally {
    await clipboard.writeText(before);
  }
}
