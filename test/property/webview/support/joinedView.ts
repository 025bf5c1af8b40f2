import type * as vscode from 'vscode';
import { Emitter } from '../../../../src/core/event.js';
import { ChatView } from '../../../../src/webview/host/chatView.js';
import type { HostMessage, PostedMessage } from '../../../../src/webview/protocol/protocol.js';
import { ChatStore } from '../../../../src/webview/ui/chat/chatStore.js';
import { Delivery } from '../../../../src/webview/ui/delivery/delivery.js';
import { OutboxCopy } from '../../../../src/webview/ui/delivery/outboxCopy.js';
import { ViewMemory } from '../../../../src/webview/ui/delivery/viewMemory.js';
import { MemoryTabStorage } from '../../../support/memoryTabStorage.js';
import type { ChatWindow } from '../../../unit/webview/host/support/chatWindow.js';

/** The page's own code, joined to the host's: what either says waits until it is passed on, in its order. */
export class JoinedView {
  readonly toHost: PostedMessage[] = [];
  readonly toPage: HostMessage[] = [];
  readonly view: ChatView;
  delivery!: Delivery;
  store!: ChatStore;
  readonly #tab = new MemoryTabStorage();
  readonly #viewId: string;
  readonly #messages = new Emitter<unknown>((error) => {
    throw error;
  });

  /** Opens a view whose page has announced itself. */
  constructor(window: ChatWindow, place: string, conversationId: string | null) {
    this.#viewId = place;
    const webview = {
      onDidReceiveMessage: (listener: (value: unknown) => unknown) => this.#messages.on(listener),
      postMessage: (message: HostMessage) => {
        this.toPage.push(structuredClone(message));
        return Promise.resolve(true);
      },
    } as unknown as vscode.Webview;
    this.view = new ChatView(
      webview,
      window.dependencies,
      { name: place, isShared: false },
      conversationId,
      () => undefined,
    );
    this.#openPage();
  }

  /** The editor removes the page, and makes it anew. What the page had said is read; what it was told is not. */
  reload(): void {
    this.delivery.outbox.flush();
    this.delivery.link.hear();
    this.view.suspend();
    this.toPage.length = 0;
    this.#openPage();
  }

  /** The host reads what the page has said. */
  passToHost(): void {
    for (const message of this.toHost.splice(0)) this.#messages.fire(message);
  }

  /** The page reads what the host has said. */
  passToPage(): void {
    for (const message of this.toPage.splice(0)) {
      this.delivery.link.hear();
      if (message.type === 'acknowledged' || message.type === 'refused' || message.type === 'pong')
        this.delivery.receive(message);
      // The list is not part of this.
      else if (!message.type.startsWith('list-')) this.store.receive(message as Parameters<ChatStore['receive']>[0]);
      if (message.type === 'snapshot') this.delivery.snapshotIsShown();
    }
  }

  #openPage(): void {
    const memory: ViewMemory = new ViewMemory({ viewId: this.#viewId, outbox: [] }, (state) => copy.write(state));
    const copy = new OutboxCopy(this.#tab, 'panel', this.#viewId);
    const delivery: Delivery = new Delivery(
      (message) => this.toHost.push(structuredClone(message)),
      memory,
      copy,
      (request) => store.takeRefused(request),
    );
    const store = new ChatStore({
      post: (message) => delivery.post(message),
      requestFrame: (callback) => callback(),
      outbox: delivery.outbox,
    });
    this.delivery = delivery;
    this.store = store;
    delivery.start(null);
  }
}
