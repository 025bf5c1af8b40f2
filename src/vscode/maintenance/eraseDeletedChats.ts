import * as vscode from 'vscode';
import { runMaintenance } from './runMaintenance.js';
import type { MaintenanceDependencies } from './maintenanceDependencies.js';

/** After a warning, removes what was deleted from every file. */
export async function eraseDeletedChats(ports: MaintenanceDependencies): Promise<void> {
  const { t } = vscode.l10n;
  if (!(await isWanted(await ports.history.deleted()))) return;
  const failed = (reason: string): string => t('What was deleted could not be erased: {0}', reason);
  const erased = await runMaintenance(ports, t('Erasing deleted chats…'), 'erasure of deleted chats', failed, (work) =>
    ports.maintenance.eraseDeleted(work),
  );
  if (erased === undefined) return;
  const { files, left } = erased;
  ports.logger.info(`Erased: ${files} files were removed.`);
  if (left.length === 0) {
    void vscode.window.showInformationMessage(
      t('What was deleted is erased from every file. Files that were removed: {0}.', files),
    );
    return;
  }
  for (const file of left) ports.logger.warn(`Could not be removed: ${file}`);
  const again = t('Try Again');
  const openLog = t('Open Log');
  const text = t(
    'Some files that may hold what was deleted could not be removed, because another program uses them. Close other windows and try again. Files: {0}.',
    left.length,
  );
  const answer = await vscode.window.showWarningMessage(text, again, openLog);
  if (answer === again) await vscode.commands.executeCommand('scout.eraseDeletedChats');
  if (answer === openLog) await vscode.commands.executeCommand('scout.showLog');
}

async function isWanted(waiting: readonly unknown[]): Promise<boolean> {
  const { t } = vscode.l10n;
  const erase = t('Erase');
  const detail = [
    t('What was deleted is removed from every file of the history, with its attachments and drafts.'),
    t(
      'All backups are removed, too, and so are files that were set aside because they were damaged: they may hold it. Then a new backup is made.',
    ),
    ...(waiting.length === 0
      ? []
      : [t('Chats deleted within the last minutes can no longer be brought back: {0}.', waiting.length)]),
    t('This cannot be undone.'),
  ].join('\n\n');
  return (
    (await vscode.window.showWarningMessage(t('Erase deleted chats for good?'), { modal: true, detail }, erase)) ===
    erase
  );
}
