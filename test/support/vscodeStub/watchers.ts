import type * as vscode from 'vscode';
import { Disposable, EventEmitter } from './events.js';

export class RelativePattern {
  readonly baseUri: vscode.Uri;
  readonly pattern: string;

  constructor(base: vscode.Uri | vscode.WorkspaceFolder, pattern: string) {
    this.baseUri = 'uri' in base ? base.uri : base;
    this.pattern = pattern;
  }
}

/** Watchers of files: nothing is watched, a test says what has changed. */
export class Watchers {
  readonly #changed = new EventEmitter<vscode.Uri>();
  readonly #foldersChanged = new EventEmitter<vscode.WorkspaceFoldersChangeEvent>();
  readonly onDidChangeFolders = this.#foldersChanged.event;
  /** The patterns of those that are not disposed of, with the folders they are in; those for the whole window alone. */
  readonly active = new Set<string>();

  create(pattern: vscode.GlobPattern): vscode.FileSystemWatcher {
    const name = typeof pattern === 'string' ? pattern : `${pattern.baseUri.fsPath} ${pattern.pattern}`;
    this.active.add(name);
    const registration = new Disposable(() => this.active.delete(name));
    return {
      ignoreCreateEvents: false,
      ignoreChangeEvents: false,
      ignoreDeleteEvents: false,
      onDidCreate: new EventEmitter<vscode.Uri>().event,
      onDidChange: this.#changed.event,
      onDidDelete: new EventEmitter<vscode.Uri>().event,
      dispose: () => registration.dispose(),
    };
  }

  /** Tells all of them. */
  change(uri: vscode.Uri): void {
    this.#changed.fire(uri);
  }

  changeFolders(): void {
    this.#foldersChanged.fire({ added: [], removed: [] });
  }
}
