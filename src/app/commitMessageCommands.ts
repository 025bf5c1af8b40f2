import * as vscode from 'vscode';
import type { Lazy } from '../core/lazy.js';
import type { CommitMessages } from '../vscode/commitMessage/commitMessages.js';
import type { CommandHandlers } from './commandRegistration.js';

type CommitMessageCommand = 'scout.writeCommitMessage' | 'scout.stopCommitMessage';

/** The buttons in the title of the Source Control view. */
export function commitMessageCommands(
  commitMessages: Lazy<CommitMessages>,
): Pick<CommandHandlers, CommitMessageCommand> {
  return {
    'scout.writeCommitMessage': async (sourceControl) => (await commitMessages.get()).write(rootOf(sourceControl)),
    'scout.stopCommitMessage': async () => (await commitMessages.started())?.stop(),
  };
}

/** The view gives the source control whose title was used; anybody can call the command with anything. */
function rootOf(sourceControl: unknown): vscode.Uri | undefined {
  if (typeof sourceControl !== 'object' || sourceControl === null || !('rootUri' in sourceControl)) return undefined;
  return sourceControl.rootUri instanceof vscode.Uri ? sourceControl.rootUri : undefined;
}
