import * as vscode from 'vscode';

/**
 * Opens the editor's settings at exactly these, where their values live: in the workspace if it overrides the first, and else
 * among the user's, which is where the editor lists them in every window. No setting of SCOUT's belongs to a remote machine.
 *
 * @param keys full names, such as `scout.openai.baseUrl`
 */
export async function openSettings(...keys: readonly [string, ...string[]]): Promise<void> {
  const values = vscode.workspace.getConfiguration().inspect(keys[0]);
  const isOverridden = values?.workspaceValue !== undefined || values?.workspaceFolderValue !== undefined;
  const command = isOverridden ? 'workbench.action.openWorkspaceSettings' : 'workbench.action.openGlobalSettings';
  await vscode.commands.executeCommand(command, { query: `@id:${keys.join(',')}` });
}

/** Whether SCOUT declares this setting. */
export function isKnownSetting(key: string): boolean {
  return vscode.workspace.getConfiguration().inspect(key)?.defaultValue !== undefined;
}
