import path from 'node:path';
import * as vscode from 'vscode';
import { ScoutError } from '../../core/errors.js';
import { maximumPromptBytes } from '../../prompts/limits.js';
import { fileName } from '../../prompts/promptName.js';
import { nameOfFile, readPromptFile } from '../../prompts/promptFile.js';
import { homeUri } from '../ui/homeUri.js';
import { showSavedFile } from '../ui/showSavedFile.js';
import { withoutLinks } from '../ui/withoutLinks.js';
import type { PromptLibrary } from './promptLibrary.js';
import { placeOf, problemText } from './promptTexts.js';
import { readTextFile } from './readTextFile.js';

/** Gives a prompt away: its file, or the text of it. */
export async function sharePrompt(uri: vscode.Uri): Promise<void> {
  const copy = vscode.l10n.t('Copy File Content');
  const save = vscode.l10n.t('Save File As…');
  const chosen = await vscode.window.showQuickPick([copy, save], {
    title: vscode.l10n.t('Share {0}', placeOf(uri)),
  });
  if (chosen === undefined) return;
  const content = await vscode.workspace.fs.readFile(uri);
  if (chosen === copy) {
    await vscode.env.clipboard.writeText(new TextDecoder().decode(content));
    vscode.window.setStatusBarMessage(vscode.l10n.t('Copied.'), 3_000);
    return;
  }
  const target = await vscode.window.showSaveDialog({ defaultUri: homeUri(path.posix.basename(uri.path)) });
  if (target === undefined) return;
  await vscode.workspace.fs.writeFile(target, content);
  await showSavedFile(vscode.l10n.t('The prompt was saved as {0}.', placeOf(target)), target);
}

/** Copies prompt files into the user's. Nothing of a file that cannot be read as one is taken. */
export async function importPrompts(library: PromptLibrary): Promise<void> {
  const files = await vscode.window.showOpenDialog({
    title: vscode.l10n.t('Import Prompts'),
    openLabel: vscode.l10n.t('Import'),
    canSelectMany: true,
    defaultUri: homeUri(),
    filters: { [vscode.l10n.t('Prompt files')]: ['md'] },
  });
  if (files === undefined || files.length === 0) return;
  const imported: string[] = [];
  for (const uri of files) imported.push(placeOf(await copyPrompt(library, uri)));
  void vscode.window.showInformationMessage(withoutLinks(vscode.l10n.t('Imported: {0}', imported.join(', '))));
}

/** Copies a prompt's file into the user's, under a name that is free. @returns where it is now */
export async function copyPrompt(library: PromptLibrary, uri: vscode.Uri): Promise<vscode.Uri> {
  const segments = uri.path.split('/');
  const read = await readTextFile(uri, maximumPromptBytes);
  const file = read.text === undefined ? undefined : readPromptFile(segments, read.text);
  if (file === undefined || 'problem' in file) {
    const reason = problemText(
      uri,
      file?.problem ?? { fault: read.text === undefined ? read.failure : 'unreadable', line: 1 },
    );
    throw new ScoutError(
      'unsupported-input',
      withoutLinks(vscode.l10n.t('This is no prompt and was not copied. {0}', reason)),
    );
  }
  return library.add(await freeName(library, nameOfFile(segments)), read.text!);
}

/** `name`, `name-2`, and so on. */
export async function freeName(library: PromptLibrary, wanted: string): Promise<string> {
  const name = fileName(wanted) || 'prompt';
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? name : `${name.slice(0, 58)}-${number}`;
    if ((await library.nameProblem(candidate)) === undefined) return candidate;
  }
}
