import * as vscode from 'vscode';
import type { AttachmentCandidate, AttachmentProvider } from '../../../attachments/attachmentSource.js';
import { fuzzyCandidates } from '../../../attachments/fuzzyCandidates.js';
import { newAttachment } from '../../../attachments/newAttachment.js';
import { ScoutError } from '../../../core/errors.js';
import type { AttachmentPart } from '../../../core/message.js';
import { labelOf } from '../../../core/text/labelOf.js';
import { askForBranch, askForCommit, askForRepository } from './askForRevision.js';
import { gitApi, repositoryInUse, requiredGitApi, type GitApi, type GitRepository } from './gitExtension.js';
import { gitDiff, type DiffSubject, type GitDiff } from './gitDiff.js';

/** What a model is given of a diff, in UTF-16 code units. */
const maximumDiffText = 400_000;

export const gitPrefix = 'git';
/** The changes of the repository in use; with a colon and the URI of its root, of that one. */
export const stagedChangesId = `${gitPrefix}:staged`;
export const uncommittedChangesId = `${gitPrefix}:uncommitted`;

const kinds = ['uncommitted', 'staged', 'branch', 'commit'] as const;
type Kind = (typeof kinds)[number];

/** Changes in git repositories, as diffs. */
export class GitProvider implements AttachmentProvider {
  readonly prefix = gitPrefix;

  async find(query: string, signal: AbortSignal): Promise<readonly AttachmentCandidate[]> {
    const api = await gitApi();
    signal.throwIfAborted();
    const inUse = api && repositoryInUse(api);
    const others = (api?.repositories ?? []).filter((repository) => repository !== inUse);
    const candidates = [...(inUse === undefined ? [] : [inUse]), ...others].flatMap((repository) =>
      kinds
        .filter((kind) => kind !== 'staged' || repository.state.indexChanges.length > 0)
        .map((kind) => ({
          id: `${gitPrefix}:${kind}:${repository.rootUri.toString()}`,
          kind: 'diff' as const,
          label: labelOfKind(kind),
          description: descriptionOf(repository),
          matches: [],
        })),
    );
    return fuzzyCandidates(query, candidates);
  }

  async capture(candidateId: string, signal: AbortSignal): Promise<readonly AttachmentPart[]> {
    const [, kind, root] = /^[^:]+:([a-z]+)(?::(.+))?$/u.exec(candidateId) ?? [];
    const api = await requiredGitApi(vscode.l10n.t('Nothing was attached.'));
    const repository = root === undefined ? repositoryInUse(api) : repositoryAt(api, root);
    const chosen = repository ?? (await askForRepository(api, signal));
    const subject = chosen && (await subjectOf(kind, api, chosen, signal));
    if (chosen === undefined || subject === undefined) return [];
    const diff = await gitDiff(api, chosen, subject, maximumDiffText, signal);
    if (diff.files === 0 && subject.kind !== 'commit') throw noChanges(subject);
    return [diffPart(chosen, subject, diff)];
  }
}

function repositoryAt({ repositories }: GitApi, root: string): GitRepository {
  const found = repositories.find(({ rootUri }) => rootUri.toString() === root);
  if (found !== undefined) return found;
  throw new ScoutError(
    'unsupported-input',
    vscode.l10n.t('This Git repository is no longer open. Nothing was attached.'),
  );
}

async function subjectOf(
  kind: string | undefined,
  api: GitApi,
  repository: GitRepository,
  signal: AbortSignal,
): Promise<DiffSubject | undefined> {
  if (kind === 'staged' || kind === 'uncommitted') return { kind };
  if (kind === 'commit') {
    const commit = await askForCommit(api, repository, signal);
    return commit === undefined ? undefined : { kind, commit };
  }
  const branch = await askForBranch(api, repository, signal);
  return branch === undefined ? undefined : { kind: 'branch', branch };
}

function diffPart(repository: GitRepository, subject: DiffSubject, diff: GitDiff): AttachmentPart {
  const notes = [
    ...(diff.cutFiles > 0
      ? [vscode.l10n.t('shortened: {0} of {1} files are not whole', diff.cutFiles, diff.files)]
      : []),
    ...(diff.untracked > 0 ? [vscode.l10n.t('{0} untracked files are only named', diff.untracked)] : []),
  ];
  return newAttachment({
    kind: 'diff',
    label: `${labelOfSubject(subject)} · ${descriptionOf(repository)}`,
    text: diff.text,
    mediaType: 'text/x-diff',
    languageId: 'diff',
    sources: diff.sources.map(String),
    bytes: Math.max(diff.bytes, Buffer.byteLength(diff.text)),
    ...(notes.length === 0 ? {} : { note: notes.join(', ') }),
  });
}

function labelOfKind(kind: Kind): string {
  switch (kind) {
    case 'uncommitted':
      return vscode.l10n.t('Uncommitted Changes');
    case 'staged':
      return vscode.l10n.t('Staged Changes');
    case 'commit':
      return vscode.l10n.t('Changes of a Commit…');
    case 'branch':
      return vscode.l10n.t('Changes Since a Branch…');
  }
}

function labelOfSubject(subject: DiffSubject): string {
  if (subject.kind === 'commit') return vscode.l10n.t('Commit {0}', subject.commit.slice(0, 10));
  if (subject.kind === 'branch')
    return vscode.l10n.t('Changes since {0}', labelOf(subject.branch.replace(/^refs\/(?:heads|remotes)\//u, ''), 100));
  return labelOfKind(subject.kind);
}

function descriptionOf({ rootUri, state }: GitRepository): string {
  const name = rootUri.path.split('/').pop() ?? '';
  const branch = state.HEAD?.name;
  return labelOf(branch === undefined ? name : `${name} (${branch})`, 120);
}

function noChanges({ kind }: DiffSubject): ScoutError {
  return new ScoutError(
    'unsupported-input',
    kind === 'staged'
      ? vscode.l10n.t('Nothing is staged. Nothing was attached.')
      : vscode.l10n.t('There are no changes. Nothing was attached.'),
  );
}
