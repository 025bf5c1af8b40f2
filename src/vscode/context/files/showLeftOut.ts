import * as vscode from 'vscode';
import { withoutLinks } from '../../ui/withoutLinks.js';

/** How many sentences a notification has. */
const maximumSentences = 4;

/** Tells what was not attached, and why, where other things were. */
export function showLeftOut(sentences: readonly string[]): void {
  if (sentences.length === 0) return;
  const shown = sentences.slice(0, maximumSentences);
  const rest = sentences.length - shown.length;
  const more = rest > 0 ? [vscode.l10n.t('… and {0} more', rest)] : [];
  const text = vscode.l10n.t('Not everything was attached. {0}', [...shown, ...more].join(' '));
  void vscode.window.showWarningMessage(withoutLinks(text));
}
