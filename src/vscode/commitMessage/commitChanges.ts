import * as vscode from 'vscode';
import { newAttachment } from '../../attachments/newAttachment.js';
import { ScoutError } from '../../core/errors.js';
import type { AttachmentPart } from '../../core/message.js';
import { gitDiff } from '../context/git/gitDiff.js';
import type { GitApi, GitRepository } from '../context/git/gitExtension.js';
import { runGit } from '../context/git/runGit.js';

/** What a model is given of the changes, in UTF-16 code units: a message says little of what is beyond. */
const maximumDiff = 80_000;
const latestCommits = 10;
/** Of one message, in UTF-16 code units. */
const maximumLatest = 500;

export interface CommitChanges {
  readonly diff: AttachmentPart;
  /** `false`: nothing is staged, and all changes are meant. */
  readonly isStaged: boolean;
  /** Files whose changes are not whole in the diff, or not in it at all: there is too much of them. */
  readonly cutFiles: number;
  readonly latestMessages: readonly string[];
}

/** What would be committed, and how this repository's messages look. @throws ScoutError when there is nothing to commit, `AbortError` */
export async function commitChanges(
  api: GitApi,
  repository: GitRepository,
  signal: AbortSignal,
): Promise<CommitChanges> {
  const isStaged = repository.state.indexChanges.length > 0;
  const diff = await gitDiff(api, repository, { kind: isStaged ? 'staged' : 'uncommitted' }, maximumDiff, signal);
  if (diff.sources.length === 0)
    throw new ScoutError('unsupported-input', vscode.l10n.t('There are no changes to describe. Nothing was sent.'));
  const latestMessages = await latestOf(api, repository, signal);
  const label = isStaged ? vscode.l10n.t('Staged Changes') : vscode.l10n.t('Uncommitted Changes');
  return {
    diff: newAttachment({
      kind: 'diff',
      label,
      text: diff.text,
      mediaType: 'text/x-diff',
      languageId: 'diff',
      sources: diff.sources.map(String),
    }),
    isStaged,
    cutFiles: diff.cutFiles,
    latestMessages,
  };
}

async function latestOf(
  { git }: GitApi,
  { rootUri, state }: GitRepository,
  signal: AbortSignal,
): Promise<readonly string[]> {
  if (state.HEAD?.commit === undefined) return [];
  const parameters = ['log', `-${latestCommits}`, '--no-merges', '--format=%B%x1e'];
  const { text } = await runGit(git.path, rootUri.fsPath, parameters, 64 * 1024, signal);
  return text
    .split('\u001e')
    .map((message) => message.trim().slice(0, maximumLatest))
    .filter((message) => message !== '');
}
