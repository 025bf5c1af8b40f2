import * as vscode from 'vscode';
import type { Disposable } from '../../core/disposables.js';

/** Documents that show something instead of holding it. */
const otherSchemes = new Set(['output', 'debug', 'comment', 'vscode-interactive-input']);

/** The text editor that is in use, or was before the chat was. */
export class LastEditor implements Disposable {
  #editor: vscode.TextEditor | undefined;
  readonly #listening: vscode.Disposable;

  constructor() {
    this.#take(vscode.window.activeTextEditor);
    this.#listening = vscode.window.onDidChangeActiveTextEditor((editor) => this.#take(editor));
  }

  /** `undefined` when there is none, or its document has been closed. An editor behind another tab counts. */
  get current(): vscode.TextEditor | undefined {
    const editor = this.#editor;
    if (editor === undefined || editor.document.isClosed) return vscode.window.visibleTextEditors.find(isForCode);
    return editor;
  }

  dispose(): void {
    this.#listening.dispose();
  }

  #take(editor: vscode.TextEditor | undefined): void {
    if (editor !== undefined && isForCode(editor)) this.#editor = editor;
  }
}

function isForCode({ document }: vscode.TextEditor): boolean {
  const { scheme } = document.uri;
  // What SCOUT itself shows, such as the copy of an attachment, nobody can write into.
  return !otherSchemes.has(scheme) && !scheme.startsWith('scout');
}
