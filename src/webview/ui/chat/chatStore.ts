import { batch, signal, type Signal } from '@preact/signals';
import type {
  ChatHostMessage,
  ChatState,
  ConversationDetailsView,
  ConversationView,
  MessageView,
  StatusView,
} from '../../protocol/chat.js';
import type { ViewMessage } from '../../protocol/protocol.js';
import type { StringKey } from '../../protocol/strings.js';
import { DeltaQueue } from './deltaQueue.js';
import type { DraftSaver } from './draftSaver.js';

export type Strings = Readonly<Record<StringKey, string>>;

/** What hardly ever changes. */
export interface ViewSettings {
  readonly strings: Strings;
  readonly locale: string;
  readonly sendOnEnter: boolean;
}

/** A message in the list. Its signal lets a growing answer render alone. */
export interface MessageEntry {
  readonly id: string;
  readonly view: Signal<MessageView>;
}

/** A message that was asked for; the number distinguishes two equal requests. */
export interface ScrollTarget {
  readonly messageId: string;
  readonly serial: number;
}

/** Where the message stood whose other version was chosen, in CSS pixels from the top of the page, and in which direction that lies. */
export interface SiblingChoice {
  readonly top: number;
  readonly isLater: boolean;
}

const noStatus: StatusView = {
  providerLabel: '',
  modelLabel: '',
  notice: null,
  welcome: null,
  problem: null,
  turn: null,
};

/** The host's state as far as the view knows it. Changes only through `receive` and the composer. */
export class ChatStore {
  /** `null` until the first snapshot. */
  readonly settings = signal<ViewSettings | null>(null);
  readonly status = signal<StatusView>(noStatus);
  readonly conversation = signal<ConversationView | null>(null);
  readonly details = signal<ConversationDetailsView>({ lines: [], actions: [] });
  readonly entries = signal<readonly MessageEntry[]>([]);
  readonly hasOlder = signal(false);
  readonly loadingOlder = signal(false);
  /** The text in the composer. */
  readonly draft = signal('');
  /** Said aloud by screen readers; the number distinguishes two equal sentences. */
  readonly announcement = signal({ text: '', serial: 0 });
  /** Grows whenever the composer is to take the focus. */
  readonly focusRequests = signal(0);
  /** Grows whenever the end of the conversation is to be shown. */
  readonly showEndRequests = signal(0);
  /** The message that is to be shown, as long as its conversation is on screen; `null` for none. */
  readonly scrollTarget = signal<ScrollTarget | null>(null);

  readonly #post: (message: ViewMessage) => void;
  readonly #requestFrame: (callback: () => void) => void;
  readonly #draftSaver: DraftSaver;
  readonly #deltas = new DeltaQueue();
  #flushRequested = false;
  #resyncing = false;
  #sentIntoNewChat = false;
  #chosenSibling: (SiblingChoice & { readonly messageId: string }) | null = null;

  /** @param requestFrame calls back once, when the next frame is about to be drawn. */
  constructor(
    post: (message: ViewMessage) => void,
    requestFrame: (callback: () => void) => void,
    draftSaver: DraftSaver,
  ) {
    this.#post = post;
    this.#requestFrame = requestFrame;
    this.#draftSaver = draftSaver;
  }

  receive(message: ChatHostMessage): void {
    batch(() => {
      switch (message.type) {
        case 'snapshot':
          return this.#replaceAll(message.state);
        case 'status':
          this.#flush();
          this.#deltas.follow(message.status.turn);
          this.status.value = message.status;
          return;
        case 'conversation':
          this.conversation.value = message.conversation;
          this.details.value = message.details;
          return;
        case 'message':
          return this.#put(message.message);
        case 'older':
          return this.#prepend(message.messages, message.hasOlder);
        case 'delta':
          return this.#grow(message);
        case 'focus':
          this.focusRequests.value += 1;
          return;
      }
    });
  }

  /** Takes over what stands in the composer, and has it saved. */
  type(text: string): void {
    this.draft.value = text;
    this.#draftSaver.change(text);
  }

  /** Sends the composer's text and empties it, which to the host empties the draft too. Blank text, or a turn under way, sends nothing. */
  send(): void {
    const text = this.draft.value;
    if (text.trim() === '' || this.status.value.turn !== null) return;
    this.#sentIntoNewChat = this.conversation.value === null;
    this.#post({ type: 'send', text });
    this.#draftSaver.cancel();
    batch(() => {
      this.draft.value = '';
      this.showEndRequests.value += 1;
    });
  }

  /** @param messageId the message to be shown; `null`: where the conversation was left. */
  openConversation(id: string, messageId: string | null = null): void {
    this.#leave();
    this.#post({ type: 'open-conversation', id, messageId });
  }

  /** Asks for the branch with this message. */
  chooseSibling(messageId: string, choice: SiblingChoice): void {
    this.#chosenSibling = { ...choice, messageId };
    this.#post({ type: 'select-branch', messageId });
  }

  /** How this message was chosen, given once; `null` when it was not. */
  takeChosenSibling(messageId: string): SiblingChoice | null {
    const choice = this.#chosenSibling;
    if (choice?.messageId !== messageId) return null;
    this.#chosenSibling = null;
    return choice;
  }

  startNewChat(): void {
    this.#leave();
    this.#post({ type: 'new-chat' });
  }

  loadOlder(): void {
    const first = this.entries.value[0];
    if (first === undefined || this.loadingOlder.value || !this.hasOlder.value) return;
    this.loadingOlder.value = true;
    this.#post({ type: 'load-older', beforeId: first.id });
  }

  announce(text: string): void {
    this.announcement.value = { text, serial: this.announcement.value.serial + 1 };
  }

  /** What was typed belongs to the conversation that is about to leave the screen. */
  #leave(): void {
    this.#chosenSibling = null;
    this.#sentIntoNewChat = false;
    this.#draftSaver.flush();
  }

  #replaceAll(state: ChatState): void {
    const previous = this.conversation.value;
    const first = this.settings.value === null;
    // The chat that was new when its first message left is the same one, now with a name.
    const same = !first && (previous?.id === state.conversation?.id || (previous === null && this.#sentIntoNewChat));
    this.#sentIntoNewChat = false;
    this.#resyncing = false;
    this.#deltas.restart(state.status.turn);
    this.settings.value = { strings: state.strings, locale: state.locale, sendOnEnter: state.sendOnEnter };
    this.status.value = state.status;
    this.conversation.value = state.conversation;
    this.details.value = state.details;
    this.loadingOlder.value = false;
    this.#replaceMessages(state, same);
    if (state.targetMessageId !== null)
      this.scrollTarget.value = {
        messageId: state.targetMessageId,
        serial: (this.scrollTarget.value?.serial ?? 0) + 1,
      };
    else if (!same) {
      this.scrollTarget.value = null;
      this.showEndRequests.value += 1;
    }
    // Within one conversation the view knows best what is being written; only a refused message comes back.
    if (same && this.draft.value !== '') return;
    this.#draftSaver.cancel();
    this.draft.value = state.draft;
  }

  /** Older messages a reader has fetched stay: a message's ancestors never change. */
  #replaceMessages(state: ChatState, same: boolean): void {
    const known = new Map(this.entries.value.map((entry) => [entry.id, entry]));
    const overlap =
      same && state.hasOlder ? this.entries.value.findIndex(({ id }) => id === state.messages[0]?.id) : -1;
    const older = overlap > 0 ? this.entries.value.slice(0, overlap) : [];
    if (older.length === 0) this.hasOlder.value = state.hasOlder;
    this.entries.value = [
      ...older,
      ...state.messages.map((message) => {
        const entry = known.get(message.id);
        if (entry === undefined) return { id: message.id, view: signal(message) };
        entry.view.value = message;
        return entry;
      }),
    ];
  }

  #put(message: MessageView): void {
    if (message.id === this.status.value.turn?.messageId) this.#deltas.take();
    const entry = this.entries.value.find(({ id }) => id === message.id);
    if (entry === undefined) {
      this.entries.value = [...this.entries.value, { id: message.id, view: signal(message) }];
      return;
    }
    const wasStreaming = entry.view.value.status === 'streaming';
    entry.view.value = message;
    if (wasStreaming && message.status !== 'streaming') this.#announceEnd(message);
  }

  #announceEnd(message: MessageView): void {
    const strings = this.settings.value?.strings;
    if (strings === undefined) return;
    if (message.status === 'complete') this.announce(strings.answerFinished);
    else this.announce(message.problem?.title ?? strings.answerInterrupted);
  }

  #prepend(messages: readonly MessageView[], hasOlder: boolean): void {
    const known = new Set(this.entries.value.map(({ id }) => id));
    const added = messages
      .filter(({ id }) => !known.has(id))
      .map((message) => ({ id: message.id, view: signal(message) }));
    this.loadingOlder.value = false;
    this.hasOlder.value = hasOlder;
    this.entries.value = [...added, ...this.entries.value];
  }

  #grow(delta: Extract<ChatHostMessage, { type: 'delta' }>): void {
    if (this.#resyncing) return;
    if (this.#growing() === undefined || !this.#deltas.accept(delta)) {
      this.#resyncing = true;
      this.#post({ type: 'resync' });
      return;
    }
    if (this.#flushRequested) return;
    this.#flushRequested = true;
    this.#requestFrame(() => {
      this.#flushRequested = false;
      batch(() => this.#flush());
    });
  }

  #growing(): MessageEntry | undefined {
    const id = this.status.value.turn?.messageId;
    return id === undefined ? undefined : this.entries.value.findLast((entry) => entry.id === id);
  }

  #flush(): void {
    const { text, reasoning } = this.#deltas.take();
    const entry = this.#growing();
    if (entry === undefined || (text === '' && reasoning === '')) return;
    const view = entry.view.peek();
    entry.view.value = { ...view, text: view.text + text, reasoning: view.reasoning + reasoning };
  }
}
