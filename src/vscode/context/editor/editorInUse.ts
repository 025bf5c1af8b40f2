import * as vscode from 'vscode';
import { chatPanelTab } from './chatPanelTab.js';
import { isFile } from '../files/recentFiles.js';

/** What the user works on. */
export interface UsedEditor {
  readonly document: vscode.TextDocument;
  /** Those that hold something; none where there is only a cursor. */
  readonly selections: readonly vscode.Range[];
}

/** Selecting with the mouse tells of each character, in milliseconds. */
const quietMs = 150;

/** The text editor in use. While the chat itself is in front, as an editor, it is the one that was used before. */
export class EditorInUse implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #listening: readonly vscode.Disposable[];
  #last: UsedEditor | undefined;
  #timer: NodeJS.Timeout | undefined;
  readonly onChanged = this.#changed.event;

  constructor() {
    this.#remember(vscode.window.activeTextEditor);
    const tell = (): void => this.#tellSoon();
    this.#listening = [
      vscode.window.onDidChangeActiveTextEditor((editor) => {
        this.#remember(editor);
        tell();
      }),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
        if (textEditor !== vscode.window.activeTextEditor) return;
        this.#remember(textEditor);
        tell();
      }),
      vscode.window.tabGroups.onDidChangeTabs(tell),
      vscode.workspace.onDidCloseTextDocument(tell),
    ];
  }

  get current(): UsedEditor | undefined {
    const active = vscode.window.activeTextEditor;
    if (active !== undefined) return isFile(active.document.uri) ? usedEditor(active) : undefined;
    return chatPanelTab() !== undefined && this.#last?.document.isClosed === false ? this.#last : undefined;
  }

  /** The selections in the document with this address, in the editor in use, or else in one that is seen. */
  selectionsIn(uri: string): UsedEditor | undefined {
    if (this.current?.document.uri.toString() === uri) return this.current;
    const seen = vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === uri);
    if (seen !== undefined) return usedEditor(seen);
    const last = this.#last;
    return last?.document.uri.toString() === uri && !last.document.isClosed ? last : undefined;
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const listener of this.#listening) listener.dispose();
    this.#changed.dispose();
  }

  #remember(editor: vscode.TextEditor | undefined): void {
    if (editor !== undefined && isFile(editor.document.uri)) this.#last = usedEditor(editor);
  }

  #tellSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#changed.fire(), quietMs);
  }
}

function usedEditor({ document, selections }: vscode.TextEditor): UsedEditor {
  return { document, selections: selections.filter(({ isEmpty }) => !isEmpty) };
}
