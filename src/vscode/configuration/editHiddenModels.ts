import * as vscode from 'vscode';

/** Opens the user's settings.json at the list of hidden models. */
export async function editHiddenModels(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.openApplicationSettingsJson', {
    revealSetting: { key: 'scout.hiddenModels', edit: true },
  });
}
