import { batch, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import type {
  ChatHostMessage,
  ChatState,
  ConversationDetailsView,
  ConversationView,
  MessageView,
  StatusView,
  ViewPart,
} from '../../protocol/chat.js';
import type { ViewMessage } from '../../protocol/protocol.js';
import type { StringKey } from '../../protocol/strings.js';
import type { ViewRequest } from '../../protocol/delivery.js';
import type { Outbox } from '../delivery/outbox.js';
import { AttachmentsModel } from '../attachments/attachmentsModel.js';
import { PromptCalls } from '../completion/promptCalls.js';
import { ComposerModel } from './composerModel.js';
import { DraftSender } from './draftSender.js';
import { GrowingAnswer } from './growingAnswer.js';
import { MessageEntries, type MessageEntry } from './messageEntries.js';

export type { MessageEntry } from './messageEntries.js';

export type Strings = Readonly<Record<StringKey, string>>;

/** What hardly ever changes. */
export interface ViewSettings {
  readonly strings: Strings;
  readonly locale: string;
  readonly sendOnEnter: boolean;
  readonly offersTerminal: boolean;
}

/** A message that was asked for; the number distinguishes two equal requests. */
export interface ScrollTarget {
  readonly messageId: string;
  /** To be marked in it. */
  readonly words: readonly string[];
  readonly serial: number;
}

/** Where the message stood whose other version was chosen, in CSS pixels from the top of the page, and in which direction that lies. */
export interface SiblingChoice {
  readonly top: number;
  readonly isLater: boolean;
}

export interface ChatStoreDependencies {
  /** Has a message delivered. */
  readonly post: (message: ViewMessage) => void;
  /** Calls back once, when the next frame is about to be drawn. */
  readonly requestFrame: (callback: () => void) => void;
  readonly outbox: Outbox;
}

const noStatus: StatusView = {
  providerLabel: '',
  modelLabel: '',
  effortLabel: null,
  parameterLabels: [],
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
  /** The id of what is on screen, a new chat included; empty until the first snapshot. */
  readonly chatId = signal('');
  readonly conversation = signal<ConversationView | null>(null);
  readonly details = signal<ConversationDetailsView>({ lines: [], actions: [] });
  /** Whether messages are shown as they are written. */
  readonly isPlainText = signal(false);
  readonly composer: ComposerModel;
  readonly attachments: AttachmentsModel;
  readonly prompts: PromptCalls;
  /** Whether there is something to send. */
  readonly canSend: ReadonlySignal<boolean>;
  /** Said aloud by screen readers; the number distinguishes two equal sentences. */
  readonly announcement = signal({ text: '', serial: 0 });
  readonly isListOpen = signal(false);
  readonly areDetailsOpen = signal(false);
  /** Grows whenever the composer is to take the focus. */
  readonly focusRequests = signal(0);
  /** Grows whenever the end of the conversation is to be shown. */
  readonly showEndRequests = signal(0);
  /** The message that is to be shown, as long as its conversation is on screen; `null` for none. */
  readonly scrollTarget = signal<ScrollTarget | null>(null);

  readonly #post: (message: ViewMessage) => void;
  readonly #outbox: Outbox;
  readonly #messages: MessageEntries;
  readonly #growing: GrowingAnswer;
  readonly #sender: DraftSender;
  #chosenSibling: (SiblingChoice & { readonly messageId: string }) | null = null;

  constructor({ post, requestFrame, outbox }: ChatStoreDependencies) {
    this.#post = post;
    this.#outbox = outbox;
    this.#messages = new MessageEntries(requestFrame);
    this.composer = new ComposerModel(outbox, (id) => this.#messages.find(id) !== undefined);
    this.attachments = new AttachmentsModel({ post, outbox, chatId: this.chatId });
    this.prompts = new PromptCalls({
      post,
      attachments: this.attachments,
      draft: () => this.composer.draft.peek(),
      send: () => this.#sender.send(),
      onFilledIn: () => this.announce(this.settings.peek()?.strings.promptFilledIn ?? ''),
    });
    this.#sender = new DraftSender(this.composer, this.attachments, () => {
      this.prompts.reset();
      this.showEndRequests.value += 1;
    });
    this.canSend = this.#sender.canSend;
    this.#growing = new GrowingAnswer({
      entries: this.#messages,
      turn: () => this.status.value.turn,
      requestFrame: (callback) => requestFrame(() => batch(callback)),
      resync: () => post({ type: 'resync' }),
    });
  }

  /** Whether another chat was asked for that is not on screen yet. */
  get isOpening(): ReadonlySignal<boolean> {
    return this.#outbox.isOpening;
  }

  /** The messages on screen, oldest first. */
  get entries(): ReadonlySignal<readonly MessageEntry[]> {
    return this.#messages.all;
  }

  get hasOlder(): ReadonlySignal<boolean> {
    return this.#messages.hasOlder;
  }

  get loadingOlder(): Signal<boolean> {
    return this.#messages.loadingOlder;
  }

  receive(message: ChatHostMessage): void {
    batch(() => {
      switch (message.type) {
        case 'snapshot':
          return this.#replaceAll(message.state);
        case 'status':
          this.#growing.follow(message.status.turn);
          this.#announceTarget(message.status);
          this.status.value = message.status;
          return;
        case 'conversation':
          this.conversation.value = message.conversation;
          this.details.value = message.details;
          return;
        case 'message':
          return this.#put(message.message);
        case 'older':
          this.#messages.prepend(message.messages, message.hasOlder, message.target?.messageId ?? null);
          if (message.target !== undefined) this.#scrollTo(message.target.messageId, message.target.words);
          return;
        case 'delta':
          return this.#growing.receive(message);
        case 'draft':
          if (this.composer.receive(message.conversationId, message.text))
            this.#post({ type: 'draft-read', conversationId: message.conversationId });
          return;
        case 'focus':
          this.focusRequests.value += 1;
          return;
        case 'toggle':
          return this.toggle(message.part);
      }
    });
  }

  /** Shows this part, or hides it if it is shown. */
  toggle(part: ViewPart): void {
    const isOpen = part === 'list' ? this.isListOpen : this.areDetailsOpen;
    isOpen.value = !isOpen.peek();
  }

  /** Takes over what stands in the composer, and has it saved. */
  type(text: string): void {
    this.#sender.stopWaiting();
    this.composer.type(text);
    this.attachments.noteTyped(text);
  }

  /**
   * Sends the composer's text with what is attached, and empties it; nothing at all is not sent. While something is on its way to be attached, the
   * message waits for that. While an answer is under way it waits for its end. A prompt that is called by its name is filled in instead, for
   * another key to send it.
   */
  send(): void {
    if (!this.#outbox.isOpening.peek() && this.prompts.call(this.composer.draft.peek())) return;
    this.#sender.send();
  }

  /** Ends the answer under way, if there is one. @returns whether there is. */
  stop(): boolean {
    if (this.status.value.turn === null) return false;
    this.#post({ type: 'stop' });
    return true;
  }

  /** @param messageId the message to be shown, with these words marked; `null`: where the conversation was left. */
  openConversation(id: string, messageId: string | null = null, words: readonly string[] = []): void {
    this.#leave();
    this.#post({ type: 'open-conversation', id, messageId, words });
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

  /** The cursor goes to the composer at once: what is typed from now on is for the new chat. */
  startNewChat(): void {
    this.#leave();
    this.#post({ type: 'new-chat' });
    this.focusRequests.value += 1;
  }

  showFormatted(): void {
    this.#post({ type: 'format' });
  }

  loadOlder(): void {
    const first = this.entries.value[0];
    if (first === undefined || this.loadingOlder.value || !this.hasOlder.value) return;
    this.loadingOlder.value = true;
    this.#post({ type: 'load-older', beforeId: first.id });
  }

  /** The host did not take this: what was written and attached for it is there again. */
  takeRefused(request: ViewRequest): void {
    this.composer.takeRefused(request);
    this.attachments.takeRefused(request);
  }

  announce(text: string): void {
    this.announcement.value = { text, serial: this.announcement.value.serial + 1 };
  }

  /** What was typed belongs to the conversation that is about to leave the screen. */
  #leave(): void {
    this.#sender.stopWaiting();
    this.#chosenSibling = null;
    this.prompts.reset();
    this.composer.leave();
    this.#outbox.flush();
  }

  #replaceAll(state: ChatState): void {
    const same = this.chatId.value === state.chatId;
    this.#growing.restart(state.status.turn);
    const { strings, locale, sendOnEnter, offersTerminal } = state;
    this.settings.value = { strings, locale, sendOnEnter, offersTerminal };
    this.status.value = state.status;
    this.chatId.value = state.chatId;
    this.conversation.value = state.conversation;
    this.details.value = state.details;
    this.isPlainText.value = state.isPlainText;
    this.#messages.replace(state.messages, state.hasOlder, same, state.targetMessageId);
    if (state.targetMessageId !== null) this.#scrollTo(state.targetMessageId, state.targetWords);
    else if (!same) {
      this.scrollTarget.value = null;
      this.showEndRequests.value += 1;
    }
    this.composer.show(state.chatId, state.draft);
  }

  #scrollTo(messageId: string, words: readonly string[]): void {
    this.scrollTarget.value = { messageId, words, serial: (this.scrollTarget.value?.serial ?? 0) + 1 };
  }

  #put(message: MessageView): void {
    if (message.id === this.status.value.turn?.messageId) this.#growing.forget();
    const before = this.#messages.put(message);
    if (before?.status === 'streaming' && message.status !== 'streaming') this.#announceEnd(message);
  }

  /** The chat on screen asks another model from now on: a key may have chosen it, without any list. */
  #announceTarget(status: StatusView): void {
    const name = targetName(status);
    if (this.settings.value !== null && name !== '' && name !== targetName(this.status.value)) this.announce(name);
  }

  #announceEnd(message: MessageView): void {
    const strings = this.settings.value?.strings;
    if (strings === undefined) return;
    if (message.status === 'complete') this.announce(strings.answerFinished);
    else this.announce(message.problem?.title ?? strings.answerInterrupted);
  }
}

/** Empty where nobody is chosen, whatever the settings' defaults say. */
function targetName({ modelLabel, providerLabel, welcome }: StatusView): string {
  return welcome === null ? `${modelLabel} · ${providerLabel}` : '';
}
