import * as vscode from 'vscode';
import type { Disposable } from '../../core/disposables.js';
import { secretValuesOf } from '../../privacy/envFile.js';
import { KnownValues } from '../../privacy/knownValues.js';
import type { SecretFinder, SecretFinding } from '../../privacy/secretFinding.js';
import { findSecrets } from '../../privacy/secretScan.js';

/** How many environment files are read, and how large one may be, in bytes. */
const maximumFiles = 50;
const maximumBytes = 1024 * 1024;
const envFiles = '**/{.env,.env.*,*.env}';
const skippedFolders = '**/{node_modules,.git,venv,.venv}/**';

/**
 * Finds secrets with what the environment files of the workspace hold. They are read when something is first looked through, and again when
 * one of them has changed; their values stay in memory. Without a workspace, or where files cannot be read, the shapes remain.
 */
export class WorkspaceSecrets implements SecretFinder, Disposable {
  #known: Promise<KnownValues> | undefined;
  #watcher: vscode.FileSystemWatcher | undefined;
  readonly #changed = new vscode.EventEmitter<void>();
  /** An environment file has changed. */
  readonly onChanged = this.#changed.event;

  async find(text: string, signal: AbortSignal): Promise<readonly SecretFinding[]> {
    this.#watch();
    this.#known ??= knownValues();
    return findSecrets(text, await this.#known, signal);
  }

  dispose(): void {
    this.#watcher?.dispose();
    this.#changed.dispose();
  }

  #watch(): void {
    if (this.#watcher !== undefined) return;
    this.#watcher = vscode.workspace.createFileSystemWatcher(envFiles);
    const forget = (): void => {
      this.#known = undefined;
      this.#changed.fire();
    };
    this.#watcher.onDidChange(forget);
    this.#watcher.onDidCreate(forget);
    this.#watcher.onDidDelete(forget);
  }
}

async function knownValues(): Promise<KnownValues> {
  const values: string[] = [];
  for (const uri of await environmentFiles()) values.push(...(await valuesIn(uri)));
  return new KnownValues(values);
}

async function environmentFiles(): Promise<readonly vscode.Uri[]> {
  try {
    return await vscode.workspace.findFiles(envFiles, skippedFolders, maximumFiles);
  } catch {
    return [];
  }
}

async function valuesIn(uri: vscode.Uri): Promise<readonly string[]> {
  try {
    const { size, type } = await vscode.workspace.fs.stat(uri);
    if (size > maximumBytes || (type & vscode.FileType.File) === 0) return [];
    return secretValuesOf(new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)));
  } catch {
    // Gone, or not to be read: what is not read is not known.
    return [];
  }
}
