import * as vscode from 'vscode';
import { labelOf } from '../../core/text/labelOf.js';
import { filesText } from './askAboutInstructions.js';
import { withoutLinks } from '../ui/withoutLinks.js';
import type { EditorInstructions, FolderInstructions } from './editorInstructions.js';
import type { UnusedInstructions } from './readInstructions.js';
import { unusedText } from './unusedText.js';

/** Lets the user decide anew for which folders new chats begin with instructions. Chats that there are keep what they have. */
export async function chooseInstructions(instructions: EditorInstructions): Promise<void> {
  const found = await instructions.folders();
  const folders = found.filter(({ files }) => files.length > 0);
  if (folders.length === 0) {
    void vscode.window.showInformationMessage(withoutLinks(nothingText(found.flatMap(({ unused }) => unused))));
    return;
  }
  const chosen = await vscode.window.showQuickPick(
    folders.map((entry) => ({
      label: labelOf(entry.folder.name),
      detail: detailOf(entry),
      picked: entry.decision === 'used',
      entry,
    })),
    {
      title: vscode.l10n.t('Instructions for New Chats'),
      placeHolder: vscode.l10n.t('New chats begin with the instructions of these folders'),
      canPickMany: true,
    },
  );
  if (chosen === undefined) return;
  const used = new Set(chosen.map(({ entry }) => entry));
  for (const entry of folders) await instructions.decide(entry.folder, used.has(entry) ? 'used' : 'declined');
}

function detailOf({ files, unused }: FolderInstructions): string {
  const used = filesText(files);
  return unused.length === 0 ? used : `${used} · ${vscode.l10n.t('Not used: {0}.', unusedText(unused))}`;
}

function nothingText(unused: readonly UnusedInstructions[]): string {
  const { t } = vscode.l10n;
  if (!vscode.workspace.isTrusted) return t('This workspace is not trusted. Its instructions are not used.');
  const text = t('This workspace has no instructions for assistants, such as AGENTS.md.');
  return unused.length === 0 ? text : t('Instructions that cannot be used: {0}.', unusedText(unused));
}
