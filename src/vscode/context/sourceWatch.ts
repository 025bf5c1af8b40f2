import * as vscode from 'vscode';

/** How long after the last change of a document it is looked at, in milliseconds. */
const settledAfterMs = 1_000;
/** How many attachments are watched; the oldest are forgotten. */
const maximumWatched = 5_000;

export interface SourceWatchDependencies {
  /** At once: what was known of these attachments is out of date. By their ids. */
  readonly onTouched: (ids: ReadonlySet<string>) => void;
  /** A moment after the last of several changes. */
  readonly onSettled: (ids: ReadonlySet<string>) => void;
}

/** Tells when the documents have changed that attachments are copies of. A change of any other document costs a look-up. */
export class SourceWatch implements vscode.Disposable {
  readonly #dependencies: SourceWatchDependencies;
  /** By the address of the document. */
  readonly #ids = new Map<string, Set<string>>();
  readonly #addresses = new Map<string, string>();
  readonly #touched = new Set<string>();
  readonly #listening: vscode.Disposable[];
  #isWatchingFiles = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(dependencies: SourceWatchDependencies) {
    this.#dependencies = dependencies;
    this.#listening = [
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.#touch(document.uri)),
      vscode.workspace.onDidSaveTextDocument(({ uri }) => this.#touch(uri)),
      // What was not saved is gone with it.
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#touch(uri)),
      vscode.workspace.onDidDeleteFiles(({ files }) => files.forEach((uri) => this.#touchBelow(uri))),
      vscode.window.onDidChangeWindowState(({ focused }) => this.#onFocus(focused)),
    ];
  }

  add(id: string, uri: vscode.Uri): void {
    const address = uri.toString();
    if (this.#addresses.get(id) === address) return;
    this.#remove(id);
    this.#addresses.set(id, address);
    const ids = this.#ids.get(address) ?? new Set();
    this.#ids.set(address, ids.add(id));
    for (const oldest of this.#addresses.keys()) {
      if (this.#addresses.size <= maximumWatched) break;
      this.#remove(oldest);
    }
    this.#watchFiles();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const listening of this.#listening) listening.dispose();
  }

  #remove(id: string): void {
    const address = this.#addresses.get(id);
    if (address === undefined) return;
    this.#addresses.delete(id);
    const ids = this.#ids.get(address);
    ids?.delete(id);
    if (ids?.size === 0) this.#ids.delete(address);
  }

  #watchFiles(): void {
    if (this.#isWatchingFiles) return;
    this.#isWatchingFiles = true;
    const watcher = vscode.workspace.createFileSystemWatcher('**/*');
    watcher.onDidCreate((uri) => this.#touch(uri));
    watcher.onDidChange((uri) => this.#touch(uri));
    watcher.onDidDelete((uri) => this.#touchBelow(uri));
    this.#listening.push(watcher);
  }

  #touch(uri: vscode.Uri): void {
    if (this.#ids.size > 0 && uri.scheme !== 'output') this.#tell(this.#ids.get(uri.toString()) ?? []);
  }

  /** Of a folder, only the folder is told of. */
  #touchBelow(uri: vscode.Uri): void {
    const address = uri.toString();
    for (const [each, ids] of this.#ids) if (each === address || each.startsWith(`${address}/`)) this.#tell(ids);
  }

  /** Other programs have changed what nobody watches, such as files outside of the workspace. */
  #onFocus(isFocused: boolean): void {
    if (isFocused) this.#tell(this.#addresses.keys());
  }

  #tell(changed: Iterable<string>): void {
    const ids = new Set(changed);
    if (ids.size === 0) return;
    this.#dependencies.onTouched(ids);
    for (const id of ids) this.#touched.add(id);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const settled = new Set(this.#touched);
      this.#touched.clear();
      this.#dependencies.onSettled(settled);
    }, settledAfterMs);
  }
}
