import * as vscode from 'vscode';
import { withoutLinks } from './withoutLinks.js';

const revealCommand = 'revealFileInOS';

/** Says where something was saved, and offers to show it there. */
export async function showSavedFile(text: string, place: vscode.Uri): Promise<void> {
  // An editor that runs in a browser has no file manager to show it in.
  const canReveal = (await vscode.commands.getCommands(true)).includes(revealCommand);
  const reveal = vscode.l10n.t('Show in Folder');
  const answer = await vscode.window.showInformationMessage(withoutLinks(text), ...(canReveal ? [reveal] : []));
  if (answer === reveal) await vscode.commands.executeCommand(revealCommand, place);
}
