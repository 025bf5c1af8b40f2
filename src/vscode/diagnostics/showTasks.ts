import * as vscode from 'vscode';
import type { TaskRegistry } from '../../core/taskRegistry.js';

/** Lists the background tasks under way. */
export async function showTasks(tasks: TaskRegistry): Promise<void> {
  const { running } = tasks;
  if (running.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('No background tasks are running.'));
    return;
  }
  await vscode.window.showQuickPick(
    running.map(({ name, startedAt, cancelled }) => ({
      label: name,
      description: vscode.l10n.t('for {0} s', Math.round((Date.now() - startedAt) / 1_000)),
      detail: cancelled ? vscode.l10n.t('canceling') : vscode.l10n.t('running'),
    })),
    { title: vscode.l10n.t('Running tasks') },
  );
}
