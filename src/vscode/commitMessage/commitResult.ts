import * as vscode from 'vscode';
import type { FinishReason, Usage } from '../../core/message.js';
import type { ModelRef } from '../../models/modelSelection.js';
import { withoutLinks } from '../ui/withoutLinks.js';
import type { CommitChanges } from './commitChanges.js';
import type { MessageBox } from './messageBox.js';

/** What a model has answered. */
export interface Reply {
  readonly text: string;
  readonly usage: Usage | undefined;
  readonly finish: FinishReason | undefined;
}

/** What a message took and what it is about, for the status bar. */
export function resultText(ref: ModelRef, { usage, finish }: Reply, { isStaged, cutFiles }: CommitChanges): string {
  const { t } = vscode.l10n;
  const parts = [
    isStaged ? t('Commit message by {0}', ref.model) : t('Nothing is staged: {0} described all changes', ref.model),
    ...(cutFiles === 0 ? [] : [t('too long: not all changes were sent')]),
    ...(usage === undefined ? [] : [t('{0} tokens in, {1} out', usage.inputTokens, usage.outputTokens)]),
    ...(finish === 'length' ? [t('cut off at the output limit')] : []),
  ];
  return parts.join(' · ');
}

/** The box itself undoes nothing that was written by an extension. Does nothing where nothing was lost, or the user writes already. */
export function offerToRestore(box: MessageBox): void {
  if (box.before.trim() === '' || box.isTaken || box.isUnchanged) return;
  const restore = vscode.l10n.t('Restore My Text');
  const text = vscode.l10n.t('The commit message has taken the place of the text that stood in the box.');
  void vscode.window.showInformationMessage(withoutLinks(text), restore).then((answer) => {
    if (answer === restore) box.restore();
  });
}
