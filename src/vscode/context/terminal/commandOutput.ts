import * as vscode from 'vscode';
import { plainOutput } from '../../../attachments/terminal/plainOutput.js';
import { copiedFromTerminal } from './copiedFromTerminal.js';
import type { TerminalCommand } from './terminalOutputs.js';

/** Of a longer output, in UTF-16 code units, no more than its first lines can be missing. */
const shortOutput = 2_000;

/**
 * What a command of the active terminal has written. VS Code tells extensions nothing of what came together with the beginning of a command,
 * which of a quick one is everything: then what the terminal shows is taken. Never rejects.
 */
export async function commandOutput({ commandLine, output, state }: TerminalCommand): Promise<string> {
  const told = output.text();
  if (state === 'running' || output.written >= shortOutput) return told;
  const known = plainOutput(told);
  const shown = await shownOutput(commandLine.trim(), known === '');
  return shown !== undefined && shown.length > known.length ? shown : told;
}

/** @param isNeeded also where there may be a picture in the clipboard, which would be lost. @returns `undefined` when the terminal's last command is another one */
async function shownOutput(commandLine: string, isNeeded: boolean): Promise<string | undefined> {
  try {
    if (!isNeeded && (await vscode.env.clipboard.readText()) === '') return undefined;
    const copied = await copiedFromTerminal('workbench.action.terminal.copyLastCommandAndLastCommandOutput');
    const text = plainOutput(copied ?? '');
    return text.startsWith(`${commandLine}\n`) ? text.slice(commandLine.length + 1) : undefined;
  } catch {
    // What is known is better than nothing.
    return undefined;
  }
}
