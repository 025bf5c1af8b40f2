import * as vscode from 'vscode';
import { labelOf } from '../../core/text/labelOf.js';
import { filesText } from './askAboutInstructions.js';
import type { EditorInstructions } from './editorInstructions.js';

/** Lets the user decide anew for which folders new chats begin with instructions. Chats that there are keep what they have. */
export async function chooseInstructions(instructions: EditorInstructions): Promise<void> {
  const folders = await instructions.folders();
  if (folders.length === 0) {
    const text = vscode.workspace.isTrusted
      ? vscode.l10n.t('This workspace has no instructions for assistants, such as AGENTS.md.')
      : vscode.l10n.t('This workspace is not trusted. Its instructions are not used.');
    void vscode.window.showInformationMessage(text);
    return;
  }
  const chosen = await vscode.window.showQuickPick(
    folders.map((entry) => ({
      label: labelOf(entry.folder.name),
      detail: filesText(entry.files),
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
