import * as vscode from 'vscode';
import { Emitter } from '../../core/event.js';
import type { Disposable } from '../../core/disposables.js';
import type { AttachmentPart } from '../../core/message.js';
import type { ModelInputs } from '../../providers/provider.js';
import type { SecretFinder } from '../../privacy/secretFinding.js';
import type { AttachmentChanges } from './attachmentChanges.js';

/** How long after the last change of a document it is looked at, in milliseconds. */
const settledAfterMs = 1_000;
/** How many texts are remembered that were searched for secrets. */
const maximumSearched = 500;

export interface AttachmentMarksDependencies {
  readonly changes: AttachmentChanges;
  readonly secrets: SecretFinder;
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
  /** How many likely secrets are in a text. */
  readonly #searched = new Map<string, number>();
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
    const [change, secrets] = await Promise.all([this.#dependencies.changes.changeOf(part), this.#secretsIn(part)]);
    const { t } = vscode.l10n;
    const changed =
      change === 'changed'
        ? t('The file has changed since. What was attached is sent.')
        : change === 'gone'
          ? t('The file is gone. What was attached is sent.')
          : '';
    const warnings = [
      ...(secrets === 0 ? [] : [secrets === 1 ? t('Holds a likely secret.') : t('Holds {0} likely secrets.', secrets)]),
      ...this.#unreadable(part, this.#dependencies.inputsOf(conversationId)),
    ];
    return { changed, warnings };
  }

  onChanged(listener: () => void): Disposable {
    return this.#changed.on(listener);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const listener of this.#listeners) listener.dispose();
  }

  #unreadable({ kind, text }: AttachmentPart, { imageInput, pdfInput }: ModelInputs): readonly string[] {
    const { t } = vscode.l10n;
    if (kind === 'image' && imageInput === false) return [t('The chosen model reads no images.')];
    if (kind === 'pdf' && pdfInput === false && text === undefined) return [t('The chosen model reads no PDFs.')];
    return [];
  }

  async #secretsIn({ id, text = '' }: AttachmentPart): Promise<number> {
    const known = this.#searched.get(id);
    if (known !== undefined) return known;
    const found = await this.#dependencies.secrets.find(text, new AbortController().signal);
    this.#searched.set(id, found.length);
    for (const key of this.#searched.keys()) if (this.#searched.size > maximumSearched) this.#searched.delete(key);
    return found.length;
  }

  #changeOf({ uri }: vscode.TextDocument): void {
    if (uri.scheme === 'output') return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#changed.fire(), settledAfterMs);
  }
}
