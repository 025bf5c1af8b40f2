import type * as vscode from 'vscode';
import { Scout } from './app/scout.js';

let scout: Scout | undefined;

/** Boots SCOUT. A failing start has cleaned up after itself and informed the user when this rejects. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  scout = await Scout.start(context);
}

/** VS Code waits about five seconds for this, and disposes `context.subscriptions` meanwhile. */
export async function deactivate(): Promise<void> {
  await scout?.shutdown();
  scout = undefined;
}
