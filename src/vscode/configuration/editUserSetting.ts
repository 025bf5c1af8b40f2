import * as vscode from 'vscode';
import { isSetByUser } from './settings.js';

/**
 * Opens the user's settings.json at one of SCOUT's settings. Where it is not set yet, VS Code writes its default there, to be filled in.
 * Otherwise nothing is written: a settings.json with unsaved changes is one that no command of SCOUT's can change.
 * @param key without `scout.`
 */
export async function editUserSetting(key: string): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.openApplicationSettingsJson', {
    revealSetting: { key: `scout.${key}`, edit: !isSetByUser(key) },
  });
}
