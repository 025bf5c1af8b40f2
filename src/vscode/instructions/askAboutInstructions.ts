import * as vscode from 'vscode';
import { formatBytes } from '../../core/text/formatBytes.js';
import { labelOf } from '../../core/text/labelOf.js';
import { withoutLinks } from '../ui/withoutLinks.js';
import type { InstructionSearch } from './findInstructions.js';
import type { InstructionDecision } from './instructionDecisions.js';
import type { FoundInstructions } from './readInstructions.js';
import { unusedText } from './unusedText.js';

/** How many files the question names. */
const maximumNames = 5;

/**
 * Asks whether the instructions of a folder are used, with their names and sizes; they can be looked at before.
 * @returns `undefined`: not now
 */
export async function askAboutInstructions(
  folder: vscode.WorkspaceFolder,
  { files, unused }: InstructionSearch,
): Promise<InstructionDecision | undefined> {
  const use = vscode.l10n.t('Use');
  const show = vscode.l10n.t('Show');
  const notNow = vscode.l10n.t('Not Now');
  const never = vscode.l10n.t('Never in This Folder');
  const text = vscode.l10n.t(
    'The folder “{0}” has instructions for assistants: {1}. Should new chats begin with them? They are sent to the model; in each chat you can take them off.',
    labelOf(folder.name),
    filesText(files),
  );
  const left = unused.length === 0 ? '' : ` ${vscode.l10n.t('Not used: {0}.', unusedText(unused))}`;
  for (;;) {
    const answer = await vscode.window.showInformationMessage(withoutLinks(text + left), use, show, notNow, never);
    if (answer === use) return 'used';
    if (answer === never) return 'declined';
    if (answer !== show) return undefined;
    for (const { uri } of files.slice(0, maximumNames)) await vscode.window.showTextDocument(uri, { preview: false });
  }
}

/** Names with sizes. */
export function filesText(files: readonly FoundInstructions[]): string {
  const names = files.slice(0, maximumNames).map(({ path, bytes }) => `${labelOf(path)} (${formatBytes(bytes)})`);
  const others = files.length - names.length;
  return others === 0 ? names.join(', ') : vscode.l10n.t('{0} and {1} more', names.join(', '), others);
}
