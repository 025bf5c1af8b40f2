import type { HostMessage, PostedMessage } from '../../../src/webview/protocol/protocol.js';
import { ChatStore } from '../../../src/webview/ui/chat/chatStore.js';
import { Delivery } from '../../../src/webview/ui/delivery/delivery.js';
import { OutboxCopy, type TabStorage } from '../../../src/webview/ui/delivery/outboxCopy.js';
import { ViewMemory } from '../../../src/webview/ui/delivery/viewMemory.js';

/** The view's own code without its page: what a person does in it, and what it remembers when it is reloaded. */
export class ViewUnderTest {
  readonly store: ChatStore;
  readonly #delivery: Delivery;
  readonly #memory: ViewMemory;
  #isGone = false;

  /**
   * @param stored what the editor gives to this page of what the one before it has stored
   * @param store called with every change of it
   * @param tab the storage of the browser's tab, which outlives its pages
   */
  constructor(
    post: (message: PostedMessage) => void,
    stored: unknown,
    store: (state: unknown) => void,
    tab: TabStorage,
  ) {
    this.#memory = new ViewMemory(stored, (state) => {
      if (this.#isGone) return;
      copy.write(state);
      store(structuredClone(state));
    });
    const copy = new OutboxCopy(tab, 'panel', this.#memory.restored.viewId);
    this.#delivery = new Delivery(
      (message) => {
        if (!this.#isGone) post(structuredClone(message));
      },
      this.#memory,
      copy,
      (request) => this.store.takeRefused(request),
    );
    this.store = new ChatStore({
      post: (message) => this.#delivery.post(message),
      requestFrame: (callback) => void setImmediate(callback),
      outbox: this.#delivery.outbox,
    });
    this.#delivery.start(null);
  }

  receive(message: HostMessage): void {
    if (this.#isGone) return;
    this.#delivery.link.hear();
    switch (message.type) {
      case 'acknowledged':
      case 'refused':
      case 'pong':
        this.#delivery.receive(message);
        break;
      case 'list-page':
      case 'list-rows':
      case 'list-stale':
      case 'list-hits':
      case 'list-labels':
      case 'picture-piece':
      case 'picture-gone':
      case 'piece-taken':
      case 'completions':
      case 'prompt-text':
      case 'attachment-piece':
      case 'attachment-gone':
      case 'scale-image':
      case 'scale-piece':
      case 'scale-gone':
      case 'scaled-taken':
      case 'source-changes':
        break;
      case 'attachments':
      case 'attach-ended':
      case 'attach-settled':
        this.store.attachments.receive(message);
        break;
      default:
        this.store.receive(message);
        if (message.type === 'snapshot') this.#delivery.snapshotIsShown();
    }
    if (this.store.chatId.value !== '') this.#memory.set({ conversationId: this.store.chatId.value });
    if (this.#delivery.outbox.entries.peek().length > 0) this.#delivery.link.expectAnswer();
  }

  /** Whether there is something on screen to type into. */
  get isShown(): boolean {
    return this.store.settings.value !== null;
  }

  get undelivered(): number {
    return this.#delivery.outbox.entries.peek().length;
  }

  /** The page goes away in the middle of whatever it does: nothing that it says from now on arrives. */
  close(): void {
    this.#isGone = true;
    this.#delivery.outbox.flush();
    this.#delivery.link.hear();
  }
}
