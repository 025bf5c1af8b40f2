import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import { terminalText } from './terminalText.js';

/** How long a new terminal is waited for, in milliseconds. */
const startMs = 3_000;
/** How long its first prompt takes once the shell is known, in milliseconds: before it, lines that are pasted would run one by one. */
const promptMs = 500;
/** Of what is shown before it is pasted, in characters. */
const shownLength = 2_000;

/**
 * Writes the commands of a block into the terminal, where the user presses Enter: nothing is run here. Several lines are shown first.
 * Does nothing in a folder that is not trusted.
 */
export async function pasteIntoTerminal(code: string, language: string): Promise<void> {
  const { t } = vscode.l10n;
  if (!vscode.workspace.isTrusted) {
    void vscode.window.showWarningMessage(
      t('Code goes into a terminal only where the folder is trusted. Nothing was pasted.'),
    );
    return;
  }
  const text = terminalText(code, language);
  if (text === '') {
    void vscode.window.showInformationMessage(t('There is no command in this code.'));
    return;
  }
  const isLong = text.includes('\n');
  if (isLong && !(await isConfirmed(text))) return;
  const terminal = vscode.window.activeTerminal ?? (await startTerminal());
  terminal.show();
  if (isLong) await pasteLines(text);
  else terminal.sendText(text, false);
}

async function isConfirmed(text: string): Promise<boolean> {
  const { t } = vscode.l10n;
  const paste = t('Paste');
  const shown = text.length > shownLength ? withoutMiddle(text) : text;
  const count = text.split('\n').length;
  const answer = await vscode.window.showWarningMessage(
    t('Paste these {0} lines into the terminal?', count),
    { modal: true, detail: `${shown}\n\n${t('In some terminals, each line but the last runs at once.')}` },
    paste,
  );
  return answer === paste;
}

/** Both ends, and how much is between them: what comes last is run as well. */
function withoutMiddle(text: string): string {
  const half = shownLength / 2;
  const left = text.length - shownLength;
  return `${text.slice(0, half)}\n\n${vscode.l10n.t('[{0} characters are not shown]', left)}\n\n${text.slice(-half)}`;
}

async function startTerminal(): Promise<vscode.Terminal> {
  const terminal = vscode.window.createTerminal();
  // What arrives before the prompt is there is shown twice.
  await new Promise<void>((resolve) => {
    const timer = setTimeout(end, startMs);
    const listener = vscode.window.onDidChangeTerminalShellIntegration((event) => event.terminal === terminal && end());
    function end(): void {
      clearTimeout(timer);
      listener.dispose();
      resolve();
    }
  });
  await delay(promptMs);
  return terminal;
}

/** By the editor's own command, which alone marks several lines as pasted, so that the shell runs none of them. The clipboard is put back. */
async function pasteLines(text: string): Promise<void> {
  const before = await vscode.env.clipboard.readText();
  await vscode.env.clipboard.writeText(text);
  try {
    await vscode.commands.executeCommand('workbench.action.terminal.focus');
    await vscode.commands.executeCommand('workbench.action.terminal.paste');
  } finally {
    // Whatever is no text cannot be put back, and an empty text would only remove the code.
    if (before !== '') await vscode.env.clipboard.writeText(before);
  }
}
