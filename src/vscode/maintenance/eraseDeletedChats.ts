import * as vscode from 'vscode';
import { runMaintenance } from './runMaintenance.js';
import type { MaintenanceDependencies } from './maintenanceDependencies.js';

/** After a warning, removes what was deleted from every file. */
export async function eraseDeletedChats(dependencies: MaintenanceDependencies): Promise<void> {
  const { t } = vscode.l10n;
  if (!(await isWanted(await dependencies.history.deleted()))) return;
  const failed = (reason: string): string => t('Deleted chats could not be erased: {0}', reason);
  const erased = await runMaintenance(
    dependencies,
    t('Erasing deleted chats…'),
    'erasing deleted chats',
    failed,
    (work) => dependencies.maintenance.eraseDeleted(work),
  );
  if (erased === undefined) return;
  const { files, left } = erased;
  dependencies.logger.info(`Erased: ${files} files were removed.`);
  if (left.length === 0) {
    void vscode.window.showInformationMessage(t('Deleted chats were permanently erased. Files removed: {0}.', files));
    return;
  }
  for (const file of left) dependencies.logger.warn(`Could not remove ${file}`);
  const again = t('Try Again');
  const openLog = t('Open Log');
  const text = t(
    'Some files could not be removed because another program is using them. They may still contain deleted chats. Close other windows and try again. Files: {0}.',
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
    t('Deleted chats are removed from every file of the history, including their attachments and drafts.'),
    t(
      'All backups and quarantined files are deleted too, because they may contain deleted chats. A new backup is then made.',
    ),
    ...(waiting.length === 0 ? [] : [t('Recently deleted chats can then no longer be restored: {0}.', waiting.length)]),
    t('This cannot be undone.'),
  ].join('\n\n');
  return (
    (await vscode.window.showWarningMessage(t('Permanently erase deleted chats?'), { modal: true, detail }, erase)) ===
    erase
  );
}
