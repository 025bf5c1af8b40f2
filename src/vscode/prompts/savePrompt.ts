import * as vscode from 'vscode';
import { ScoutError } from '../../core/errors.js';
import { fileName } from '../../prompts/promptName.js';
import { titleOf } from '../../core/text/title.js';
import { newPromptFile } from '../../prompts/writePromptFile.js';
import { editorInUse } from './promptFolders.js';
import type { PromptLibrary } from './promptLibrary.js';

/**
 * Saves a text as a prompt of the user's: a message, or what is selected in the editor. Asks for name and description; nothing happens
 * when one of the boxes is left.
 */
export async function savePrompt(library: PromptLibrary, given: unknown): Promise<void> {
  const text = typeof given === 'string' ? given : selectedText();
  if (text.trim() === '')
    throw new ScoutError(
      'unsupported-input',
      vscode.l10n.t('There is no text to save. Select some in the editor, or use the button at a message.'),
    );
  const firstLine = text.trim().split('\n', 1)[0]!;
  const named = await askNewPrompt(library, suggestedName(firstLine), titleOf(firstLine));
  if (named === undefined) return;
  const uri = await library.add(named.name, newPromptFile(named.description, text));
  const edit = vscode.l10n.t('Edit Prompt');
  const saved = vscode.l10n.t('Saved. Type “/{0}” in the message box to use it.', named.name);
  if ((await vscode.window.showInformationMessage(saved, edit)) === edit) await vscode.window.showTextDocument(uri);
}

/** Makes a prompt to be written, and opens it. */
export async function createPrompt(library: PromptLibrary): Promise<void> {
  const named = await askNewPrompt(library, '', '');
  if (named === undefined) return;
  const body = vscode.l10n.t(
    'Write here what is to be asked. Possible are {0}, {1}, {2}, {3}, and links to files, which are attached.',
    '${selection}',
    '${file}',
    '${input:name:hint}',
    '$ARGUMENTS',
  );
  await vscode.window.showTextDocument(await library.add(named.name, newPromptFile(named.description, body)));
}

/** @returns `undefined` when one of the boxes was left */
export async function askNewPrompt(
  library: PromptLibrary,
  suggested: string,
  suggestedDescription: string,
): Promise<{ readonly name: string; readonly description: string } | undefined> {
  const name = await vscode.window.showInputBox({
    title: vscode.l10n.t('New Prompt (1/2)'),
    prompt: vscode.l10n.t('Its name, as you type it behind “/”'),
    value: suggested,
    ignoreFocusOut: true,
    validateInput: (value) => library.nameProblem(value.trim()),
  });
  if (name === undefined) return undefined;
  const description = await vscode.window.showInputBox({
    title: vscode.l10n.t('New Prompt (2/2)'),
    prompt: vscode.l10n.t('What it does, for the list; may be empty'),
    value: suggestedDescription,
    ignoreFocusOut: true,
  });
  return description === undefined ? undefined : { name: name.trim(), description: description.trim() };
}

/** The first words of a text. */
function suggestedName(text: string): string {
  return fileName(titleOf(text).toLowerCase().replaceAll('…', '').split(' ').slice(0, 4).join(' '));
}

function selectedText(): string {
  const editor = editorInUse();
  return editor === undefined || editor.selection.isEmpty ? '' : editor.document.getText(editor.selection);
}
