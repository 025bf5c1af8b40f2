import * as vscode from 'vscode';
import { isSetByWorkspace } from './settings.js';

/** After a setting was written for the user: says so if the folder's own value stays in force in this window. */
export async function showWorkspaceOverride(key: string): Promise<void> {
  if (!isSetByWorkspace(key)) return;
  const open = vscode.l10n.t('Open Workspace Settings');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('Saved in your settings. In this folder, its own value of "{0}" stays in force.', `scout.${key}`),
    open,
  );
  if (answer === open) await vscode.commands.executeCommand('workbench.action.openWorkspaceSettings', `scout.${key}`);
}
