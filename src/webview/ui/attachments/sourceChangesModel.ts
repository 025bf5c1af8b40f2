import { signal, type ReadonlySignal, type Signal } from '@preact/signals';
import {
  maximumWatchedMessages,
  type AttachmentHostMessage,
  type SourceChangeView,
} from '../../protocol/attachments.js';
import type { ViewMessage } from '../../protocol/protocol.js';

type Changes = readonly SourceChangeView[];

/** Which sources of attachments under messages have changed since: the host looks at those of messages that are near the screen. */
export class SourceChangesModel {
  readonly #post: (message: ViewMessage) => void;
  readonly #changes = new Map<string, Signal<Changes>>();
  readonly #watched = new Set<string>();
  #isPosting = false;

  constructor(post: (message: ViewMessage) => void) {
    this.#post = post;
  }

  of(messageId: string): ReadonlySignal<Changes> {
    return this.#signalOf(messageId);
  }

  /** Has the host look at this message until the result is called. */
  watch(messageId: string): () => void {
    this.#watched.add(messageId);
    this.#tellSoon();
    return () => {
      this.#watched.delete(messageId);
      this.#tellSoon();
    };
  }

  receive({ messageId, changes }: Extract<AttachmentHostMessage, { readonly type: 'source-changes' }>): void {
    this.#signalOf(messageId).value = changes;
  }

  /** After a snapshot, the host knows of nothing that is on the screen. */
  askAgain(): void {
    if (this.#watched.size > 0) this.#tellSoon();
  }

  #signalOf(messageId: string): Signal<Changes> {
    const known = this.#changes.get(messageId) ?? signal<Changes>([]);
    this.#changes.set(messageId, known);
    return known;
  }

  /** Once for all that come into view together. */
  #tellSoon(): void {
    if (this.#isPosting) return;
    this.#isPosting = true;
    setTimeout(() => {
      this.#isPosting = false;
      this.#post({ type: 'attachments-watch', messageIds: [...this.#watched].slice(-maximumWatchedMessages) });
    });
  }
}
