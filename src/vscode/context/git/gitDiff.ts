import * as vscode from 'vscode';
import { boundedDiff } from '../../../attachments/diff/boundedDiff.js';
import type { GitApi, GitRepository } from './gitExtension.js';
import { runGit } from './runGit.js';

/** Which changes. `uncommitted`: what differs from the last commit, staged or not; `branch`: since this branch left another one. */
export type DiffSubject =
  | { readonly kind: 'uncommitted' }
  | { readonly kind: 'staged' }
  | { readonly kind: 'commit'; readonly commit: string }
  | { readonly kind: 'branch'; readonly branch: string };

export interface GitDiff {
  readonly text: string;
  /** Files that are in the text, before and after a renaming, and untracked ones that it names. */
  readonly sources: readonly vscode.Uri[];
  /** How many files have changed, untracked ones included. */
  readonly files: number;
  /** How many of them are not whole in the text, or left out. */
  readonly cutFiles: number;
  /** Size of the whole, as far as it was read. */
  readonly bytes: number;
  /** Untracked files, which are named, without their content. */
  readonly untracked: number;
}

/** What is read of a diff at most, in bytes, before it is cut to what a model is given. */
const readBytes = 16 * 1024 * 1024;
const maximumUntracked = 200;
const diffForm = ['--no-ext-diff', '--no-textconv', '--no-color', '--find-renames', '--submodule=short'];
const prefixes = ['--src-prefix=a/', '--dst-prefix=b/'];
const commitForm = '--format=commit %H%nAuthor: %an%nDate: %aI%n%n%w(0,4,4)%B';

/** @param maximum of the text, in UTF-16 code units. @throws ScoutError with git's own complaint, such as an unknown branch */
export async function gitDiff(
  { git }: GitApi,
  { rootUri, state }: GitRepository,
  subject: DiffSubject,
  maximum: number,
  signal: AbortSignal,
): Promise<GitDiff> {
  const run = (...parameters: readonly string[]): Promise<{ text: string; isCut: boolean }> =>
    runGit(git.path, rootUri.fsPath, parameters, readBytes, signal);
  const [command, ...revisions] = await revisionsOf(subject, state.HEAD?.commit !== undefined, run);
  const whole = await run(command!, ...formOf(command!), ...diffForm, ...prefixes, ...revisions, '--');
  const names = await run(
    command!,
    ...nameFormOf(command!),
    '--find-renames',
    '--name-status',
    '-z',
    ...revisions,
    '--',
  );
  const untracked =
    subject.kind === 'uncommitted' || subject.kind === 'branch'
      ? (await run('ls-files', '--others', '--exclude-standard', '-z')).text.split('\0').filter((name) => name !== '')
      : [];
  const { text, files, cutFiles } = boundedDiff(whole.text, maximum);
  const changed = changedFiles(names.text);
  const named = [...filesIn(changed, files), ...untracked.slice(0, maximumUntracked)];
  return {
    text: text + untrackedText(untracked),
    sources: [...new Set(named)].map((name) => vscode.Uri.joinPath(rootUri, name)),
    files: changed.length + untracked.length,
    cutFiles: whole.isCut ? Math.max(cutFiles, 1, changed.length - files) : cutFiles,
    bytes: Buffer.byteLength(whole.text),
    untracked: untracked.length,
  };
}

async function revisionsOf(
  subject: DiffSubject,
  hasCommit: boolean,
  run: (...parameters: readonly string[]) => Promise<{ text: string }>,
): Promise<readonly string[]> {
  switch (subject.kind) {
    case 'staged':
      return ['diff', '--cached'];
    case 'uncommitted':
      // Before the first commit, all that is staged is new.
      return hasCommit ? ['diff', 'HEAD'] : ['diff', '--cached'];
    case 'commit':
      return ['show', '--diff-merges=first-parent', '--end-of-options', subject.commit];
    case 'branch': {
      const base = await run('merge-base', '--end-of-options', subject.branch, 'HEAD');
      return ['diff', base.text.trim()];
    }
  }
}

function formOf(command: string): readonly string[] {
  return command === 'show' ? [commitForm] : [];
}

function nameFormOf(command: string): readonly string[] {
  return command === 'show' ? ['--format='] : [];
}

interface ChangedFile {
  /** Before and after a renaming or copying. */
  readonly names: readonly string[];
  /** Git has no diff of a file by itself that is still to be merged, only of what stands beside it. */
  readonly isUnmerged: boolean;
}

/** `M\0name\0R100\0old\0new\0`, in the order of the diff */
export function changedFiles(nameStatus: string): readonly ChangedFile[] {
  const fields = nameStatus.split('\0');
  const files: ChangedFile[] = [];
  for (let index = 0; index + 1 < fields.length;) {
    const status = fields[index]!.trim();
    const count = /^[RC]/u.test(status) ? 2 : 1;
    const names = fields.slice(index + 1, index + 1 + count).filter((name) => name !== '');
    if (names.length > 0) files.push({ names, isUnmerged: status === 'U' });
    index += 1 + count;
  }
  return files;
}

/** The names of the first files, as many as the text shows, so that none of them has content in it without being named. */
function filesIn(changed: readonly ChangedFile[], count: number): readonly string[] {
  let shown = 0;
  const last = changed.findIndex(({ isUnmerged }) => !isUnmerged && ++shown > count);
  return (last < 0 ? changed : changed.slice(0, last)).flatMap(({ names }) => names);
}

function untrackedText(names: readonly string[]): string {
  if (names.length === 0) return '';
  const more = names.length > maximumUntracked ? [`… and ${names.length - maximumUntracked} more`] : [];
  return ['\nUntracked files (content not shown):', ...names.slice(0, maximumUntracked), ...more, ''].join('\n');
}
