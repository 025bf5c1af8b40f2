import * as vscode from 'vscode';
import { runMaintenance } from './runMaintenance.js';
import type { MaintenanceDependencies } from './maintenanceDependencies.js';

/** Brings back what any file of the history holds and what is missing now, and says what came of it. */
export async function recoverHistory(dependencies: MaintenanceDependencies): Promise<void> {
  const { t } = vscode.l10n;
  const failed = (reason: string): string => t('The history could not be recovered: {0}', reason);
  const recovered = await runMaintenance(
    dependencies,
    t('Recovering the history…'),
    'history recovery',
    failed,
    (work) => dependencies.maintenance.recover(work),
  );
  if (recovered === undefined) return;
  dependencies.logger.info(`Recovered: ${JSON.stringify(recovered)}`);
  const { conversations, messages, preferences, files, unreadable, stayDeleted } = recovered;
  const found =
    conversations + messages + preferences === 0
      ? t('Nothing to recover. Files searched: {0}.', files)
      : t(
          'Recovered chats: {0}, messages: {1}, other entries: {2}. Files searched: {3}.',
          conversations,
          messages,
          preferences,
          files,
        );
  const lost = unreadable === 0 ? '' : ` ${t('Files that could not be read completely: {0}.', unreadable)}`;
  const deleted = stayDeleted === 0 ? '' : ` ${t('Deleted chats that stay deleted: {0}.', stayDeleted)}`;
  const text = `${found}${lost}${deleted}`;
  const check = t('Check History');
  const openLog = t('Open Log');
  const answer = await (unreadable === 0
    ? vscode.window.showInformationMessage(text, check)
    : vscode.window.showWarningMessage(text, check, openLog));
  if (answer === check) await vscode.commands.executeCommand('scout.checkHistory');
  if (answer === openLog) await vscode.commands.executeCommand('scout.showLog');
}
