import * as vscode from 'vscode';

/** The settings whose scope in package.json is `application`. */
const userSettings =
  /^scout\.(?:endpoints|[a-z]+\.baseUrl|openai\.(?:organization|project)|background\.(?:provider|model)|models|hiddenModels|chat\.sendOnEnter|context\.activeEditor|editor\.prompts|prompts\.folders|privacy\.localHosts|network\.idleTimeoutSeconds|memoryTracing\.onStartup)$/u;

/**
 * Opens the editor's settings at exactly these, where their values live: in the workspace if it overrides the first, and
 * else among the user's.
 *
 * @param keys full names, such as `scout.openai.baseUrl`
 */
export async function openSettings(...keys: readonly [string, ...string[]]): Promise<void> {
  await vscode.commands.executeCommand(commandFor(keys[0]), { query: `@id:${keys.join(',')}` });
}

function commandFor(key: string): string {
  const values = vscode.workspace.getConfiguration().inspect(key);
  const isOverridden = vscode.workspace.isTrusted && values?.workspaceValue !== undefined && !isUserSetting(key);
  return isOverridden ? 'workbench.action.openWorkspaceSettings' : 'workbench.action.openGlobalSettings';
}

/** Whether a setting counts among the user's own only, in every kind of window. */
export function isUserSetting(key: string): boolean {
  return userSettings.test(key);
}

/** Whether SCOUT declares this setting. */
export function isKnownSetting(key: string): boolean {
  return vscode.workspace.getConfiguration().inspect(key)?.defaultValue !== undefined;
}
