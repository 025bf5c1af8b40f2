import * as vscode from 'vscode';
import { labelOf } from '../../../core/text/labelOf.js';
import type { GitApi, GitRepository } from './gitExtension.js';
import { runGit } from './runGit.js';

/** How many of the newest commits, or branches, are offered. */
const offered = 200;
const readBytes = 1024 * 1024;

/** @returns `undefined` when the user has closed the list */
export async function askForRepository(
  { repositories }: Pick<GitApi, 'repositories'>,
  signal: AbortSignal,
): Promise<GitRepository | undefined> {
  const items = repositories.map((repository) => {
    const label = labelOf(repository.rootUri.path.split('/').pop() ?? '');
    const place = labelOf(vscode.workspace.asRelativePath(repository.rootUri));
    return { label, ...(place === label ? {} : { description: place }), repository };
  });
  const item = await picked(items, vscode.l10n.t('Choose a repository'), signal);
  return item?.repository;
}

/** @returns its hash; `undefined` when the user has closed the list */
export async function askForCommit(
  { git }: GitApi,
  { rootUri }: GitRepository,
  signal: AbortSignal,
): Promise<string | undefined> {
  const format = '--format=%H%x1f%h%x1f%an, %ar%x1f%s%x1e';
  const { text } = await runGit(git.path, rootUri.fsPath, ['log', `-${offered}`, format], readBytes, signal);
  const items = text
    .split('\u001e')
    .map((record) => record.trim().split('\u001f'))
    .filter((fields) => fields.length === 4)
    .map(([hash, short, by, subject]) => ({
      label: labelOf(subject!) || short!,
      description: labelOf(short!),
      detail: labelOf(by!),
      hash: hash!,
    }));
  const item = await picked(items, vscode.l10n.t('Choose the commit whose changes are attached'), signal);
  return item?.hash;
}

/** @returns its full name; `undefined` when the user has closed the list */
export async function askForBranch(
  { git }: GitApi,
  { rootUri, state }: GitRepository,
  signal: AbortSignal,
): Promise<string | undefined> {
  const parameters = [
    'for-each-ref',
    '--sort=-committerdate',
    `--count=${offered}`,
    '--format=%(refname)%1f%(refname:short)%1f%(committerdate:relative)',
    'refs/heads',
    'refs/remotes',
  ];
  const { text } = await runGit(git.path, rootUri.fsPath, parameters, readBytes, signal);
  const items = text
    .split('\n')
    .map((line) => line.split('\u001f'))
    .filter(([full, short]) => short !== undefined && short !== state.HEAD?.name && !full!.endsWith('/HEAD'))
    .map(([full, short, time]) => ({ label: labelOf(short!), description: labelOf(time ?? ''), full: full! }));
  const item = await picked(items, vscode.l10n.t('Choose the branch that the changes are compared with'), signal);
  return item?.full;
}

/** Closes with the signal, and rejects with `AbortError` then. */
async function picked<Item extends vscode.QuickPickItem>(
  items: readonly Item[],
  placeHolder: string,
  signal: AbortSignal,
): Promise<Item | undefined> {
  const source = new vscode.CancellationTokenSource();
  const cancel = (): void => source.cancel();
  signal.addEventListener('abort', cancel, { once: true });
  try {
    const options = { placeHolder, matchOnDescription: true, matchOnDetail: true };
    const item = await vscode.window.showQuickPick(items, options, source.token);
    signal.throwIfAborted();
    return item;
  } finally {
    signal.removeEventListener('abort', cancel);
    source.dispose();
  }
}
