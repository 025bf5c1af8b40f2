import * as vscode from 'vscode';
import { labelOf } from '../../core/text/labelOf.js';
import { withoutLinks } from '../ui/withoutLinks.js';
import type { UnusedInstructions } from './readInstructions.js';
import { unusedText } from './unusedText.js';

/** Says which instructions of a folder are not used, and why; nothing when there are none. Does not wait for the user. */
export function tellOfUnused(folder: vscode.WorkspaceFolder, unused: readonly UnusedInstructions[]): void {
  if (unused.length === 0) return;
  const text = vscode.l10n.t(
    'Instructions of the folder “{0}” that new chats do not begin with: {1}.',
    labelOf(folder.name),
    unusedText(unused),
  );
  void vscode.window.showWarningMessage(withoutLinks(text));
}
