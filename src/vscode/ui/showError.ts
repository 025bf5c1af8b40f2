import * as vscode from 'vscode';
import { ScoutError, toScoutError } from '../../core/errors.js';
import { withoutLinks } from './withoutLinks.js';

/** Shows what a command failed with, as a notification that offers the log. */
export async function showError(error: unknown, showLog: () => void): Promise<void> {
  const failure = toScoutError(error);
  const openLog = vscode.l10n.t('Open Log');
  const text =
    error instanceof ScoutError
      ? failure.message
      : vscode.l10n.t('Something went wrong in SCOUT: {0}', failure.message);
  if ((await vscode.window.showErrorMessage(withoutLinks(text), openLog)) === openLog) showLog();
}
