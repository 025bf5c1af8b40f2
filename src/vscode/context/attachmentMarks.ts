import * as vscode from 'vscode';
import { Emitter } from '../../core/event.js';
import type { Disposable } from '../../core/disposables.js';
import type { AttachmentPart } from '../../core/message.js';
import { unreadAttachments } from '../../attachments/unreadInput.js';
import type { ModelInputs } from '../../providers/provider.js';
import type { AttachmentChanges } from './attachmentChanges.js';

/** How long after the last change of a document it is looked at, in milliseconds. */
const settledAfterMs = 1_000;

export interface AttachmentMarksDependencies {
  readonly changes: AttachmentChanges;
  /** What the gate will ask about or refuse, in one sentence each. */
  readonly warningsOf: (part: AttachmentPart, conversationId: string) => Promise<readonly string[]>;
  /** What the model reads that the chat asks; empty where nobody knows. */
  readonly inputsOf: (conversationId: string) => ModelInputs;
  /** Another model may have been chosen. */
  readonly onModelChanged: (listener: () => void) => Disposable;
  readonly onError: (error: unknown) => void;
}

/** What is to be said of something attached: that its source has changed, and what speaks against sending it. */
export class AttachmentMarks implements vscode.Disposable {
  readonly #dependencies: AttachmentMarksDependencies;
  readonly #changed: Emitter<void>;
  readonly #listeners: readonly Disposable[];
  #timer: NodeJS.Timeout | undefined;

  constructor(dependencies: AttachmentMarksDependencies) {
    this.#dependencies = dependencies;
    this.#changed = new Emitter(dependencies.onError);
    this.#listeners = [
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.#changeOf(document)),
      vscode.workspace.onDidSaveTextDocument((document) => this.#changeOf(document)),
      vscode.workspace.onDidDeleteFiles(() => this.#changed.fire()),
      dependencies.onModelChanged(() => this.#changed.fire()),
    ];
  }

  async of(part: AttachmentPart, conversationId: string): Promise<{ changed: string; warnings: readonly string[] }> {
    const { changes, warningsOf, inputsOf } = this.#dependencies;
    const [change, warnings] = await Promise.all([changes.changeOf(part), warningsOf(part, conversationId)]);
    const { t } = vscode.l10n;
    const changed =
      change === 'changed'
        ? t('The file has changed since. What was attached is sent.')
        : change === 'gone'
          ? t('The file is gone. What was attached is sent.')
          : '';
    return { changed, warnings: [...warnings, ...this.#unreadable(part, inputsOf(conversationId))] };
  }

  onChanged(listener: () => void): Disposable {
    return this.#changed.on(listener);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const listener of this.#listeners) listener.dispose();
  }

  #unreadable(part: AttachmentPart, inputs: ModelInputs): readonly string[] {
    const { t } = vscode.l10n;
    return unreadAttachments([part], inputs).map(({ kind }) =>
      kind === 'image' ? t('The chosen model reads no images.') : t('The chosen model reads no PDFs.'),
    );
  }

  #changeOf({ uri }: vscode.TextDocument): void {
    if (uri.scheme === 'output') return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#changed.fire(), settledAfterMs);
  }
}
