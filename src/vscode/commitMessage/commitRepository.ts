import type * as vscode from 'vscode';
import { askForRepository } from '../context/git/askForRevision.js';
import { repositoryInUse, type GitApi, type GitRepository } from '../context/git/gitExtension.js';

/**
 * The one whose button was pressed, or the only one. Among several it is asked, with the one in use at the top: what is in another one would
 * be sent, and the text in its box replaced.
 * @returns `undefined` when the user has closed the list
 */
export async function commitRepository(
  api: GitApi,
  root: vscode.Uri | undefined,
  signal: AbortSignal,
): Promise<GitRepository | undefined> {
  const named = root === undefined ? null : api.getRepository(root);
  if (named !== null) return named;
  const { repositories } = api;
  if (repositories.length === 1) return repositories[0];
  const inUse = repositoryInUse(api);
  const ordered = repositories.toSorted((a, b) => Number(b === inUse) - Number(a === inUse));
  return askForRepository({ repositories: ordered }, signal);
}
