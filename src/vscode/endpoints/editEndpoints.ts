import * as vscode from 'vscode';

/** Opens the user's settings.json at the list of endpoints. */
export async function editEndpoints(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.openApplicationSettingsJson', {
    revealSetting: { key: 'scout.endpoints', edit: true },
  });
}
