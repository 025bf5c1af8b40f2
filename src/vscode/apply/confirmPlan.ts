import * as vscode from 'vscode';
import type { PlannedFile } from './changePlan.js';

/** Asks before anything happens to files themselves, and before a file outside of the workspace is changed. One question for all. */
export async function confirmPlan(files: readonly PlannedFile[]): Promise<boolean> {
  const { t } = vscode.l10n;
  const lines = files.flatMap((file) => questionsOf(file));
  if (lines.length === 0) return true;
  const apply = t('Apply');
  const answer = await vscode.window.showWarningMessage(
    t('Apply these changes?'),
    { modal: true, detail: lines.join('\n') },
    apply,
  );
  return answer === apply;
}

function questionsOf({ uri, newUri, before, after }: PlannedFile): readonly string[] {
  const { t } = vscode.l10n;
  const name = vscode.workspace.asRelativePath(uri);
  const lines: string[] = [];
  if (before === undefined) lines.push(t('Create {0}', name));
  else if (after === undefined) lines.push(t('Delete {0}', name));
  else if (newUri !== undefined) lines.push(t('Rename {0} to {1}', name, vscode.workspace.asRelativePath(newUri)));
  const isOutside = uri.scheme !== 'untitled' && vscode.workspace.getWorkspaceFolder(uri) === undefined;
  if (isOutside) lines.push(t('Change {0}, which is outside of the workspace', name));
  return lines;
}
