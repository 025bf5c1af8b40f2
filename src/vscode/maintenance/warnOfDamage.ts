import * as vscode from 'vscode';
import type { Disposable } from '../../core/disposables.js';
import type { Storage } from '../../storage/host/storage.js';

/** Warns of files of the history that were found damaged and set aside: of each once, however many come at a time. */
export function warnOfDamage(storage: Pick<Storage, 'onHealthChanged'>): Disposable {
  const shown = new Set<string>();
  return storage.onHealthChanged(({ warnings }) => {
    for (const warning of warnings) {
      if (shown.has(warning)) continue;
      shown.add(warning);
      void showWarning(warning);
    }
  });
}

async function showWarning(warning: string): Promise<void> {
  const check = vscode.l10n.t('Check History');
  const openLog = vscode.l10n.t('Open Log');
  const answer = await vscode.window.showWarningMessage(warning, check, openLog);
  if (answer === check) await vscode.commands.executeCommand('scout.checkHistory');
  if (answer === openLog) await vscode.commands.executeCommand('scout.showLog');
}
