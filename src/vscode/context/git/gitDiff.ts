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
  /** Files that are in it, before and after a renaming, and untracked ones that it names. */
  readonly sources: readonly vscode.Uri[];
  /** How many files are not whole in the text. */
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
  const { text, cutFiles } = boundedDiff(whole.text, maximum);
  const files = [...namesIn(names.text), ...untracked.slice(0, maximumUntracked)];
  return {
    text: text + untrackedText(untracked),
    sources: [...new Set(files)].map((name) => vscode.Uri.joinPath(rootUri, name)),
    cutFiles: Math.max(cutFiles, whole.isCut ? 1 : 0),
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

/** `M\0name\0R100\0old\0new\0` */
export function namesIn(nameStatus: string): readonly string[] {
  const fields = nameStatus.split('\0');
  const names: string[] = [];
  for (let index = 0; index + 1 < fields.length;) {
    const count = /^\s*[RC]/u.test(fields[index]!) ? 2 : 1;
    names.push(...fields.slice(index + 1, index + 1 + count));
    index += 1 + count;
  }
  return names.filter((name) => name !== '');
}

function untrackedText(names: readonly string[]): string {
  if (names.length === 0) return '';
  const more = names.length > maximumUntracked ? [`… and ${names.length - maximumUntracked} more`] : [];
  return ['\nUntracked files (content not shown):', ...names.slice(0, maximumUntracked), ...more, ''].join('\n');
}
