import * as vscode from 'vscode';
import { formatBytes } from '../../core/text/formatBytes.js';
import type { Backup, Restored } from '../../storage/api/maintenance.js';
import { runMaintenance } from './runMaintenance.js';
import type { MaintenanceDependencies } from './maintenanceDependencies.js';

interface BackupItem extends vscode.QuickPickItem {
  readonly backup?: Backup;
}

/** Brings back what a backup of the user's choice holds and what is missing now. */
export async function restoreBackup(dependencies: MaintenanceDependencies): Promise<void> {
  const { t } = vscode.l10n;
  const backups = await dependencies.maintenance.backups();
  if (backups.length === 0) {
    void vscode.window.showInformationMessage(
      t('No backups yet. While idle, SCOUT makes one a day if anything has changed.'),
    );
    return;
  }
  const placeHolder = t('Only what is missing is restored. Existing data is neither changed nor removed.');
  const picked = await vscode.window.showQuickPick(itemsOf(backups), {
    title: t('Restore from Backup'),
    placeHolder,
    matchOnDescription: true,
  });
  const backup = picked?.backup;
  if (backup === undefined) return;
  const failed = (reason: string): string => t('The backup could not be restored: {0}', reason);
  const restored = await runMaintenance(dependencies, t('Restoring the backup…'), 'backup restore', failed, (work) =>
    dependencies.maintenance.restore(backup.name, work),
  );
  if (restored === undefined) return;
  dependencies.logger.info(`Restored ${backup.name}: ${JSON.stringify(restored)}`);
  void vscode.window.showInformationMessage(summary(backup, restored));
}

function itemsOf(backups: readonly Backup[]): readonly BackupItem[] {
  const { t } = vscode.l10n;
  const group = (label: string, of: Backup['of']): readonly BackupItem[] => {
    const items = backups.filter((backup) => backup.of === of).map(itemOf);
    return items.length === 0 ? [] : [{ label, kind: vscode.QuickPickItemKind.Separator }, ...items];
  };
  return [...group(t('Chats'), 'chats'), ...group(t('Drafts and preferences'), 'profile')];
}

function itemOf(backup: Backup): BackupItem {
  const { t } = vscode.l10n;
  const { createdAt, bytes, state, rows, of } = backup;
  const date = new Date(createdAt).toLocaleString(vscode.env.language, { dateStyle: 'full', timeStyle: 'short' });
  const contents =
    of === 'chats'
      ? t('Chats: {0}, messages: {1}', rows['conversations'] ?? 0, rows['messages'] ?? 0)
      : t('Entries: {0}', rows['preferences'] ?? 0);
  const descriptions = { usable: contents, damaged: t('damaged'), newer: t('from another version of SCOUT') };
  return {
    label: `$(${state === 'usable' ? 'archive' : 'warning'}) ${date}`,
    description: `${descriptions[state]} · ${formatBytes(bytes)}`,
    backup,
  };
}

function summary({ of }: Backup, { conversations, copies, messages, preferences }: Restored): string {
  const { t } = vscode.l10n;
  if (conversations + messages + preferences === 0) return t('Nothing to restore.');
  if (of === 'profile') return t('Restored entries: {0}.', preferences);
  const text = t('Restored chats: {0}, messages: {1}.', conversations, messages);
  return copies === 0 ? text : `${text} ${t('Permanently erased chats restored as copies: {0}.', copies)}`;
}
