import { computed, effect, type ReadonlySignal } from '@preact/signals';
import type { AttachmentsModel } from '../attachments/attachmentsModel.js';
import type { ComposerModel } from './composerModel.js';

/** Sends what stands in the composer with what is attached, once that is there. */
export class DraftSender {
  /** Whether there is something to send. */
  readonly canSend: ReadonlySignal<boolean>;
  readonly #composer: ComposerModel;
  readonly #attachments: AttachmentsModel;
  readonly #onSent: () => void;
  #isWaiting = false;

  constructor(composer: ComposerModel, attachments: AttachmentsModel, onSent: () => void) {
    this.#composer = composer;
    this.#attachments = attachments;
    this.#onSent = onSent;
    // Instructions come by themselves: they are no question.
    const isGiven = computed(() => attachments.shown.value.some(({ kind }) => kind !== 'instructions'));
    this.canSend = computed(() => composer.draft.value.trim() !== '' || isGiven.value);
    effect(() => {
      if (attachments.pending.value.length === 0) this.#sendWhenAttached();
    });
  }

  /** Does nothing where there is nothing to send. What is still being attached is waited for, and that is said. */
  send(): void {
    if (!this.canSend.peek()) return;
    if (this.#attachments.pending.peek().length > 0) {
      this.#isWaiting = true;
      this.#attachments.notice.value = { type: 'send-waits' };
      return;
    }
    const attachmentIds = this.#attachments.shown.peek().map(({ id }) => id);
    if (!this.#composer.send(attachmentIds)) return;
    this.#attachments.noteSent(attachmentIds);
    this.#onSent();
  }

  /** What waits is not sent: the user goes on writing, or leaves. */
  stopWaiting(): void {
    this.#isWaiting = false;
  }

  /** Not when something could not be attached: the user decides what is sent without it. */
  #sendWhenAttached(): void {
    const isReady = this.#isWaiting && this.#attachments.notice.peek()?.type === 'send-waits';
    this.#isWaiting = false;
    if (isReady) this.send();
  }
}
