import * as vscode from 'vscode';
import type { PreparedQuestion } from '../../attachments/preparedQuestion.js';
import { ScoutError } from '../../core/errors.js';
import type { BuiltInName } from '../../prompts/builtInPrompts.js';
import type { PromptSource } from '../../prompts/promptSource.js';
import { isFile } from '../context/files/recentFiles.js';
import { withoutLinks } from '../ui/withoutLinks.js';
import { editorPromptsSetting } from '../configuration/settings.js';

/** The prompts that the editor's menu has, by their names behind `/`. */
export type EditorPrompt = Extract<BuiltInName, 'explain' | 'fix' | 'improve' | 'doc' | 'tests'>;

export interface EditorPromptsDependencies {
  readonly prompts: PromptSource;
  /** Puts the question into the chat in use, and shows it. */
  readonly ask: (question: PreparedQuestion) => Promise<void>;
}

/** Asks about the selection, or about the file where nothing is selected. @throws ScoutError with a sentence for the user */
export async function runEditorPrompt(name: EditorPrompt, { prompts, ask }: EditorPromptsDependencies): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  // Of output and the like nothing would be attached, and the question would be about nothing.
  if (document === undefined || !isFile(document.uri))
    throw new ScoutError('invalid-request', vscode.l10n.t('Open a file first, and select what this is about.'));
  if (!/\S/u.test(document.getText())) {
    const file = vscode.workspace.asRelativePath(document.uri);
    throw new ScoutError('invalid-request', vscode.l10n.t('{0} is empty: there is nothing to ask about.', file));
  }
  const { signal } = new AbortController();
  const found = await prompts.find(name, signal);
  // A prompt of that name, of the user or of the workspace, goes before SCOUT's.
  const prompt = found.find((candidate) => candidate.name === name && candidate.problem === undefined);
  if (prompt === undefined) throw new ScoutError('internal', `There is no prompt /${name}.`);
  const accepted = await prompts.accept(prompt.id, '', signal);
  if (accepted === undefined) return;
  const { text, attachments, model, notice } = accepted;
  if (notice !== undefined) void vscode.window.showInformationMessage(withoutLinks(notice));
  // What a repository says, and attaches, is read by the user before it goes anywhere.
  const isSent = editorPromptsSetting() === 'send' && prompt.origin !== 'workspace';
  await ask({ text, attachments, isSent, ...(model === undefined ? {} : { model }) });
}
