import * as vscode from 'vscode';
import type { AttachmentChange } from '../../attachments/changeOf.js';
import { Emitter } from '../../core/event.js';
import type { Disposable } from '../../core/disposables.js';
import type { AttachmentPart } from '../../core/message.js';
import { unreadAttachments } from '../../attachments/unreadInput.js';
import type { ModelInputs } from '../../providers/provider.js';
import { sourceOf, type AttachmentChanges } from './attachmentChanges.js';
import { SourceWatch } from './sourceWatch.js';

/** How many attachments are remembered. */
const maximumKnown = 5_000;

/** Of which attachments something else may be said by now, by their ids. */
export type MarksChange = 'all' | ReadonlySet<string>;

export interface AttachmentMarksDependencies {
  readonly changes: Pick<AttachmentChanges, 'changeOf'>;
  /** What the gate will ask about or refuse, in one sentence each. */
  readonly warningsOf: (part: AttachmentPart, conversationId: string) => Promise<readonly string[]>;
  /** What the model reads that the chat asks; empty where nobody knows. */
  readonly inputsOf: (conversationId: string) => ModelInputs;
  /** Another model may have been chosen, or something else counts as a secret. */
  readonly onRulesChanged: (listener: () => void) => Disposable;
  readonly onError: (error: unknown) => void;
}

interface Known {
  readonly part: AttachmentPart;
  readonly change: Promise<AttachmentChange>;
}

/**
 * What is to be said of something attached: that its source has changed, and what speaks against sending it. A source is looked at again only
 * when it, or the attachment, may be another than before.
 */
export class AttachmentMarks implements vscode.Disposable {
  readonly #dependencies: AttachmentMarksDependencies;
  readonly #changed: Emitter<MarksChange>;
  readonly #known = new Map<string, Known>();
  readonly #watch: SourceWatch;
  readonly #rules: Disposable;

  constructor(dependencies: AttachmentMarksDependencies) {
    this.#dependencies = dependencies;
    this.#changed = new Emitter(dependencies.onError);
    this.#watch = new SourceWatch({
      onTouched: (ids) => ids.forEach((id) => this.#known.delete(id)),
      onSettled: (ids) => this.#changed.fire(ids),
    });
    this.#rules = dependencies.onRulesChanged(() => this.#changed.fire('all'));
  }

  async of(part: AttachmentPart, conversationId: string): Promise<{ changed: string; warnings: readonly string[] }> {
    const { warningsOf, inputsOf } = this.#dependencies;
    const [change, warnings] = await Promise.all([this.changeOf(part), warningsOf(part, conversationId)]);
    const { t } = vscode.l10n;
    const changed =
      change === 'changed'
        ? t('The file has changed since. What was attached is sent.')
        : change === 'gone'
          ? t('The file is gone. What was attached is sent.')
          : '';
    return { changed, warnings: [...warnings, ...this.#unreadable(part, inputsOf(conversationId))] };
  }

  /** What became of its source; from now on `onChanged` tells of it. */
  changeOf(part: AttachmentPart): Promise<AttachmentChange> {
    const source = sourceOf(part);
    if (source === undefined) return Promise.resolve('unchanged');
    const known = this.#known.get(part.id);
    if (known?.part === part) return known.change;
    const change = this.#dependencies.changes.changeOf(part);
    this.#watch.add(part.id, source);
    this.#known.set(part.id, { part, change });
    for (const oldest of this.#known.keys()) if (this.#known.size > maximumKnown) this.#known.delete(oldest);
    return change;
  }

  onChanged(listener: (change: MarksChange) => void): Disposable {
    return this.#changed.on(listener);
  }

  dispose(): void {
    this.#watch.dispose();
    void this.#rules.dispose();
  }

  #unreadable(part: AttachmentPart, inputs: ModelInputs): readonly string[] {
    const { t } = vscode.l10n;
    return unreadAttachments([part], inputs).map(({ kind }) =>
      kind === 'image' ? t('The chosen model reads no images.') : t('The chosen model reads no PDFs.'),
    );
  }
}
