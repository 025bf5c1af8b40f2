import * as vscode from 'vscode';
import { ScoutError } from '../../../core/errors.js';

/**
 * What SCOUT uses of the API, version 1, of VS Code's extension for Git.
 * https://github.com/microsoft/vscode/blob/main/extensions/git/src/api/git.d.ts
 */
export interface GitRepository {
  readonly rootUri: vscode.Uri;
  readonly inputBox: { value: string };
  readonly state: {
    readonly HEAD: { readonly name?: string; readonly commit?: string } | undefined;
    readonly indexChanges: readonly { readonly uri: vscode.Uri }[];
    readonly workingTreeChanges: readonly { readonly uri: vscode.Uri }[];
  };
  readonly ui: { readonly selected: boolean };
}

export interface GitApi {
  readonly git: { readonly path: string };
  readonly state: 'uninitialized' | 'initialized';
  readonly onDidChangeState: vscode.Event<'uninitialized' | 'initialized'>;
  readonly repositories: readonly GitRepository[];
  getRepository(uri: vscode.Uri): GitRepository | null;
}

interface GitExtension {
  readonly enabled: boolean;
  getAPI(version: 1): GitApi;
}

/** How long VS Code may take to find the repositories of a folder, in milliseconds. */
const initializationTimeoutMs = 10_000;

/** VS Code's Git, once it knows its repositories. `undefined` where there is none: switched off, not trusted, or on another machine. */
export async function gitApi(): Promise<GitApi | undefined> {
  const extension = vscode.extensions.getExtension<GitExtension>('vscode.git');
  if (extension === undefined) return undefined;
  const exports = await extension.activate();
  if (!exports.enabled) return undefined;
  const api = exports.getAPI(1);
  if (api.state === 'uninitialized') await initialized(api);
  return api;
}

/** @param outcome what that means for the user, as a sentence. @throws ScoutError with what is missing, and the outcome */
export async function requiredGitApi(outcome: string): Promise<GitApi> {
  const api = await gitApi();
  if (api !== undefined && api.repositories.length > 0) return api;
  const reason = api === undefined ? missingGit() : vscode.l10n.t('There is no Git repository in this window.');
  throw new ScoutError('unsupported-input', `${reason} ${outcome}`);
}

function missingGit(): string {
  return vscode.workspace.isTrusted
    ? vscode.l10n.t(
        'VS Code’s Git is not available in this window: it is turned off, or the files are on another machine.',
      )
    : vscode.l10n.t('This workspace is not trusted, and VS Code’s Git works in trusted ones only.');
}

/** The one that is meant when none is named: the only one, that of the file in use, or the one selected in the Source Control view. */
export function repositoryInUse(api: GitApi): GitRepository | undefined {
  const { repositories } = api;
  if (repositories.length === 1) return repositories[0];
  const file = vscode.window.activeTextEditor?.document.uri;
  const ofFile = file === undefined ? null : api.getRepository(file);
  return ofFile ?? repositories.find(({ ui }) => ui.selected);
}

async function initialized(api: GitApi): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, initializationTimeoutMs);
  const listener = api.onDidChangeState((state) => {
    if (state === 'initialized') resolve();
  });
  await promise;
  clearTimeout(timer);
  listener.dispose();
}
