import * as vscode from 'vscode';

/** The settings whose scope in package.json is `machine`. */
const machineSettings = /^scout\.(?:[a-z]+\.baseUrl|network\.idleTimeoutSeconds|memoryTracing\.onStartup)$/u;

/**
 * Opens the editor's settings at exactly these, where their values live: those of a machine among the remote settings if the
 * window is a remote one (a served one is, too), others in the workspace if it overrides the first, and else among the user's.
 *
 * @param keys full names, such as `scout.openai.baseUrl`
 */
export async function openSettings(...keys: readonly [string, ...string[]]): Promise<void> {
  await vscode.commands.executeCommand(commandFor(keys[0]), { query: `@id:${keys.join(',')}` });
}

function commandFor(key: string): string {
  // In a remote window the editor reads these from the remote settings only, and does not list them among the user's.
  if (isMachineSetting(key) && vscode.env.remoteName !== undefined) return 'workbench.action.openRemoteSettings';
  const values = vscode.workspace.getConfiguration().inspect(key);
  const isOverridden = values?.workspaceValue !== undefined && !isMachineSetting(key);
  return isOverridden ? 'workbench.action.openWorkspaceSettings' : 'workbench.action.openGlobalSettings';
}

/** Whether a setting counts for one machine only. */
export function isMachineSetting(key: string): boolean {
  return machineSettings.test(key);
}

/** Whether SCOUT declares this setting. */
export function isKnownSetting(key: string): boolean {
  return vscode.workspace.getConfiguration().inspect(key)?.defaultValue !== undefined;
}
