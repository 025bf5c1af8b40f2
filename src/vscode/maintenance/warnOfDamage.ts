import * as vscode from 'vscode';
import type { Disposable } from '../../core/disposables.js';
import type { Storage } from '../../storage/host/storage.js';

/** Tells the user, once for each, of files of the history that were found damaged and set aside. */
export function warnOfDamage(storage: Storage): Disposable {
  let told = 0;
  return storage.onHealthChanged(({ warnings }) => {
    if (warnings.length <= told) return;
    told = warnings.length;
    void tell(warnings.at(-1)!);
  });
}

async function tell(warning: string): Promise<void> {
  const check = vscode.l10n.t('Check History');
  const openLog = vscode.l10n.t('Open Log');
  const answer = await vscode.window.showWarningMessage(warning, check, openLog);
  if (answer === check) await vscode.commands.executeCommand('scout.checkHistory');
  if (answer === openLog) await vscode.commands.executeCommand('scout.showLog');
}
