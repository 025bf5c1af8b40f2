import * as vscode from 'vscode';

/** How many are remembered. */
const maximum = 50;

/** The files that were used last in this window: those in editors now, the one in use first, and those that were. */
export class RecentFiles implements vscode.Disposable {
  #uris: readonly vscode.Uri[] = [];
  readonly #listening: vscode.Disposable;

  constructor() {
    for (const uri of openFiles().reverse()) this.#use(uri);
    const active = vscode.window.activeTextEditor?.document.uri;
    if (active !== undefined) this.#use(active);
    this.#listening = vscode.window.onDidChangeActiveTextEditor((editor) => {
      if (editor !== undefined && isFile(editor.document.uri)) this.#use(editor.document.uri);
    });
  }

  /** The latest first. */
  get uris(): readonly vscode.Uri[] {
    return this.#uris;
  }

  dispose(): void {
    this.#listening.dispose();
  }

  #use(uri: vscode.Uri): void {
    const key = uri.toString();
    this.#uris = [uri, ...this.#uris.filter((other) => other.toString() !== key)].slice(0, maximum);
  }
}

/** What the tabs of the window show, in their order, each once. */
export function openFiles(): vscode.Uri[] {
  const byUri = new Map<string, vscode.Uri>();
  for (const { tabs } of vscode.window.tabGroups.all) {
    for (const { input } of tabs) {
      const uri = uriOfTab(input);
      if (uri !== undefined && isFile(uri)) byUri.set(uri.toString(), uri);
    }
  }
  return [...byUri.values()];
}

/** Of a comparison it is the changed side. */
export function uriOfTab(input: unknown): vscode.Uri | undefined {
  if (input instanceof vscode.TabInputText || input instanceof vscode.TabInputCustom) return input.uri;
  if (input instanceof vscode.TabInputTextDiff) return input.modified;
  return input instanceof vscode.TabInputNotebook ? input.uri : undefined;
}

/** Documents that the editor makes for itself, such as its output and boxes that one types into. */
const ownSchemes = new Set([
  'output',
  'vscode',
  'vscode-scm',
  'vscode-settings',
  'vscode-userdata',
  'vscode-chat-code-block',
  'vscode-interactive-input',
  'comment',
  'debug',
  'walkThrough',
  'walkThroughSnippet',
  'search-editor',
]);

/** Whether it is something that one would attach: no output, no setting, nothing that SCOUT itself shows. */
export function isFile({ scheme }: vscode.Uri): boolean {
  return !ownSchemes.has(scheme) && !scheme.startsWith('scout');
}
