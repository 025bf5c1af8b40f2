import * as vscode from 'vscode';
import type { Disposable } from '../../core/disposables.js';
import { Emitter } from '../../core/event.js';
import { builtInFile, builtInNames, type BuiltInName } from '../../prompts/builtInPrompts.js';
import { inOrder, type ListedPrompt } from '../../prompts/promptList.js';
import { affects } from '../configuration/settings.js';
import { listPrompts, type FilePrompt } from './listPrompts.js';
import { promptFolders } from './promptFolders.js';
import { builtInDescription } from './promptTexts.js';

export interface BuiltInListed extends ListedPrompt {
  readonly builtIn: BuiltInName;
}

export type IndexedPrompt = FilePrompt | BuiltInListed;

/** A list is read again after this time, in milliseconds: not every file system tells of changes. */
const freshForMs = 30_000;
/** How long it is waited for further changes, in milliseconds: `git switch` makes many at once. */
const settledAfterMs = 200;

/** The prompts that there are in this window, kept up to date from the first use on. */
export class PromptIndex implements Disposable {
  readonly #own: vscode.Uri;
  readonly #changed: Emitter<void>;
  readonly #listeners: vscode.Disposable[] = [];
  #watchers: readonly vscode.Disposable[] = [];
  #latest: { readonly prompts: Promise<readonly IndexedPrompt[]>; readonly readAt: number } | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isWatching = false;

  /** @param own SCOUT's folder for the user's prompts; need not exist */
  constructor(own: vscode.Uri, onError: (error: unknown) => void) {
    this.#own = own;
    this.#changed = new Emitter(onError);
  }

  /** In order. Never rejects. */
  prompts(): Promise<readonly IndexedPrompt[]> {
    this.#watch();
    if (this.#latest === undefined || Math.abs(Date.now() - this.#latest.readAt) > freshForMs)
      this.#latest = { prompts: this.#read(), readAt: Date.now() };
    return this.#latest.prompts;
  }

  onChanged(listener: () => void): Disposable {
    this.#watch();
    return this.#changed.on(listener);
  }

  /** The next use reads all files again; for those who have just changed one. */
  invalidate(): void {
    this.#latest = undefined;
    this.#changed.fire();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const listener of [...this.#listeners, ...this.#watchers]) listener.dispose();
  }

  async #read(): Promise<readonly IndexedPrompt[]> {
    const listed = await Promise.all(promptFolders(this.#own).map(listPrompts));
    const builtIn = builtInNames.map((name): BuiltInListed => {
      const file = builtInFile(name, builtInDescription(name), vscode.l10n.t('[what else matters]'));
      return { id: `builtin:${name}`, origin: 'builtIn', distance: 0, file, builtIn: name };
    });
    return inOrder([...withoutRepetition(listed.flat()), ...builtIn]) as readonly IndexedPrompt[];
  }

  #watch(): void {
    if (this.#isWatching) return;
    this.#isWatching = true;
    const again = (): void => {
      this.#watchFolders();
      this.#notifyLater();
    };
    this.#listeners.push(
      vscode.workspace.onDidGrantWorkspaceTrust(again),
      vscode.workspace.onDidChangeWorkspaceFolders(again),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (affects(event, 'prompts')) again();
      }),
    );
    this.#watchFolders();
  }

  #watchFolders(): void {
    for (const watcher of this.#watchers) watcher.dispose();
    this.#watchers = promptFolders(this.#own).flatMap(({ uri, kind }) => {
      const pattern = new vscode.RelativePattern(uri, kind === 'prompts' ? '*.md' : '*/SKILL.md');
      const watcher = vscode.workspace.createFileSystemWatcher(pattern);
      const notify = (): void => this.#notifyLater();
      return [watcher, watcher.onDidCreate(notify), watcher.onDidChange(notify), watcher.onDidDelete(notify)];
    });
  }

  #notifyLater(): void {
    // What is asked for meanwhile must not be of the time before the change.
    this.#latest = undefined;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.invalidate(), settledAfterMs);
  }
}

/** Folders of the setting may lie within one another's, or in the workspace: the nearest counts. */
function withoutRepetition(prompts: readonly FilePrompt[]): readonly FilePrompt[] {
  const ids = new Set<string>();
  return prompts.filter(({ id }) => !ids.has(id) && ids.add(id));
}

export function isBuiltIn(prompt: IndexedPrompt): prompt is BuiltInListed {
  return 'builtIn' in prompt;
}
