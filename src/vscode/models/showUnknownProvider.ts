import * as vscode from 'vscode';

/** Tells the user that the setting for the LLM provider names none that SCOUT knows, and offers to choose one. */
export async function showUnknownProvider(): Promise<void> {
  const chooseProvider = vscode.l10n.t('Choose Provider');
  const answer = await vscode.window.showErrorMessage(unknownProvider(), chooseProvider);
  if (answer === chooseProvider) await vscode.commands.executeCommand('scout.chooseProvider');
}

export function unknownProvider(): string {
  return vscode.l10n.t('The setting "scout.llm.provider" does not name a known provider.');
}
