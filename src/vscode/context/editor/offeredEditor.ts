import * as vscode from 'vscode';
import type { AttachmentCandidate } from '../../../attachments/attachmentSource.js';
import { askedAboveBytes } from '../../../attachments/limits.js';
import type { Logger } from '../../../core/logger.js';
import { activeEditorSetting, affects } from '../../configuration/settings.js';
import { concernsOf } from '../files/concernsOf.js';
import { IgnoredFiles } from '../files/ignoredFiles.js';
import type { EditorInUse } from './editorInUse.js';
import { usedCandidate } from './selectionProvider.js';

/** What a chat offers to attach: what the editor in use shows, as the setting `scout.context.activeEditor` says. */
export class OfferedEditor implements vscode.Disposable {
  readonly #editor: EditorInUse;
  readonly #logger: Logger;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #listening: readonly vscode.Disposable[];
  /** The document, by its address, that may be attached without a question. */
  #harmless: string | undefined;

  constructor(editor: EditorInUse, logger: Logger) {
    this.#editor = editor;
    this.#logger = logger;
    this.#listening = [
      editor.onChanged(() => void this.#update()),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (affects(event, 'context.activeEditor')) void this.#update();
      }),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.#changed.fire()),
    ];
    void this.#update();
  }

  get candidate(): AttachmentCandidate | undefined {
    const used = activeEditorSetting() === 'never' ? undefined : this.#editor.current;
    return used === undefined ? undefined : usedCandidate(used);
  }

  /** Whether it is attached to each question: never in a workspace that is not trusted, and nothing that would have to be asked about. */
  get isAttached(): boolean {
    if (activeEditorSetting() !== 'always' || !vscode.workspace.isTrusted) return false;
    const used = this.#editor.current;
    if (used === undefined || used.document.uri.toString() !== this.#harmless) return false;
    return used.selections.length > 0 || used.document.getText().length <= askedAboveBytes;
  }

  onChanged(listener: () => void): vscode.Disposable {
    return this.#changed.event(listener);
  }

  dispose(): void {
    for (const listener of this.#listening) listener.dispose();
    this.#changed.dispose();
  }

  async #update(): Promise<void> {
    const uri = this.#editor.current?.document.uri;
    try {
      const isHarmless = uri !== undefined && (await concernsOf(uri, new IgnoredFiles())).length === 0;
      this.#harmless = isHarmless ? uri.toString() : undefined;
    } catch (error) {
      this.#harmless = undefined;
      this.#logger.error('Could not find out whether a file is ignored', error);
    }
    this.#changed.fire();
  }
}
