import * as vscode from 'vscode';
import type { AttachmentSource } from '../../../attachments/attachmentSource.js';
import type { PreparedQuestion } from '../../../attachments/preparedQuestion.js';
import type { TaskRegistry } from '../../../core/taskRegistry.js';
import { editorPromptsSetting } from '../../configuration/settings.js';

export interface TerminalCommandsDependencies {
  readonly source: Pick<AttachmentSource, 'capture'>;
  /** Puts the question into the chat in use, and shows it. */
  readonly ask: (question: PreparedQuestion) => Promise<void>;
  readonly tasks: Pick<TaskRegistry, 'run'>;
}

/** Adds what a terminal shows to the question that is being written. @param id of a candidate of `TerminalProvider` */
export async function addTerminalToChat(
  id: string,
  { source, ask, tasks }: TerminalCommandsDependencies,
): Promise<void> {
  const attachments = await tasks.run('attach', (signal) => source.capture(id, signal));
  await ask({ text: '', attachments, isSent: false });
}

/** Asks what a terminal shows means: at once, or with the question ready to be sent, as the user's settings say. */
export async function askAboutTerminal(
  id: string,
  { source, ask, tasks }: TerminalCommandsDependencies,
): Promise<void> {
  const attachments = await tasks.run('attach', (signal) => source.capture(id, signal));
  const text = vscode.l10n.t('Explain this terminal output. If something failed, say why and how to fix it.');
  await ask({ text, attachments, isSent: editorPromptsSetting() === 'send' });
}
