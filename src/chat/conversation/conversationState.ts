import type { Disposable } from '../../core/disposables.js';
import { Emitter } from '../../core/event.js';
import type { Logger } from '../../core/logger.js';
import { uuidv7 } from '../../core/uuid.js';
import type { Conversation, HistoryEvent, StoredMessage, StoredSelection } from '../../storage/api/chatHistory.js';
import { ConversationRecord, type ConversationFields } from './conversationRecord.js';
import { MessageTree } from './messageTree.js';
import type { SessionEvent } from './sessionEvent.js';
import { UnsavedMessages } from './unsavedMessages.js';
import { unsavedMessage } from '../savableEvents.js';
import type { LastUsedSelection } from '../../models/lastUsedSelection.js';
import type { WriteQueue } from '../writeQueue.js';

export interface ConversationStateDependencies {
  readonly writer: WriteQueue;
  readonly logger: Logger;
  /** Who answers in new chats of this window. */
  readonly lastUsed: Pick<LastUsedSelection, 'selection' | 'select' | 'noteUsed'>;
  /** The conversation's place in the list, or its title, changed. */
  readonly onListed: (id: string) => void;
  /** Messages came onto the disk. */
  readonly onSaved: () => void;
}

/** A chat in which nothing has been said. */
export interface NewChat {
  readonly id: string;
  /** Whom it asks; absent: what new chats of this window ask. */
  readonly selection?: StoredSelection | null | undefined;
}

/** Of more messages views are not told one by one: they take what they show of the branch anew. */
const mostAtOnce = 20;

/** A conversation as this window has it: messages and record, what of that is not on disk yet, and the listeners to changes. */
export class ConversationState {
  readonly id: string;
  readonly record: ConversationRecord;
  /** It has as much of a growing answer as the `delta` events so far. */
  readonly tree: MessageTree;
  readonly #unsaved = new UnsavedMessages();
  readonly #events: Emitter<SessionEvent>;
  readonly #onListed: (id: string) => void;
  readonly #onSaved: () => void;
  /** Of a new chat, and of one of which nothing is kept. */
  #initialSelection: StoredSelection | null;
  #changedAt = 0;

  /**
   * @param conversation `undefined` for a new chat, which begins with its first message.
   * @param newChat of a new chat that was shown before.
   */
  constructor(
    { writer, logger, lastUsed, onListed, onSaved }: ConversationStateDependencies,
    conversation: Conversation | undefined,
    messages: readonly StoredMessage[],
    newChat: NewChat = { id: uuidv7() },
  ) {
    this.id = conversation?.id ?? newChat.id;
    this.record = new ConversationRecord(this.id, writer, conversation);
    this.tree = new MessageTree(messages, conversation?.headId ?? null);
    this.#events = new Emitter((error) => logger.error('Could not notify a view of a change', error));
    this.#initialSelection = newChat.selection === undefined ? lastUsed.selection : newChat.selection;
    this.#onListed = onListed;
    this.#onSaved = onSaved;
  }

  /** When this window last added or finished a message, in Unix milliseconds; 0 if it never did. */
  get changedAt(): number {
    return this.#changedAt;
  }

  /**
   * Whom it asks: what is kept with it, or what was chosen while it was new, or else what new chats of this window asked when it was opened, so that a choice in
   * another chat changes nothing here. `null`: the settings decide.
   */
  get selection(): StoredSelection | null {
    return this.record.current?.selection ?? this.#initialSelection;
  }

  /** Has it ask this model from now on; that of a new chat is kept with its first message. */
  select(selection: StoredSelection): void {
    this.#initialSelection = selection;
    if (this.record.current !== undefined) this.record.save([], { selection });
    this.notify({ type: 'conversation' });
  }

  get isSaved(): boolean {
    return this.#unsaved.size === 0;
  }

  isMessageSaved(id: string): boolean {
    return !this.#unsaved.has(id);
  }

  onEvent(listener: (event: SessionEvent) => void): Disposable {
    return this.#events.on(listener);
  }

  notify(event: SessionEvent): void {
    this.#events.fire(event);
  }

  /** Notifies the views of these messages, as far as they are on the branch on screen. */
  notifyMessages(ids: ReadonlySet<string>): void {
    const places = [...ids].map((id) => this.tree.placeOf(id)).filter((place) => place !== undefined);
    if (places.length > mostAtOnce) return this.notify({ type: 'branch' });
    const messages = places.sort((a, b) => a - b).map((place) => this.tree.branch[place]!);
    for (const message of messages) this.notify({ type: 'message', message });
  }

  /** Notifies the views and the list that the record has changed. */
  notifyRecordChanged(): void {
    this.notify({ type: 'conversation' });
    this.#onListed(this.id);
  }

  /**
   * Adds messages at the end of the branch on screen, each after the one before it, or replaces them there, and has that written with these
   * fields, all or nothing.
   */
  put(messages: readonly [StoredMessage, ...StoredMessage[]], fields: ConversationFields = {}): void {
    const updatedAt = Date.now();
    const headId = messages.at(-1)!.id;
    this.#changedAt = updatedAt;
    for (const message of messages) {
      this.tree.put(message);
      this.#unsaved.add(message);
    }
    this.tree.setHead(headId);
    const events = messages.map((message) => ({ type: 'message.put', message }) as const);
    this.record.save(events, { ...fields, headId, updatedAt }, (written) => {
      for (const message of messages) this.#noteSaved(message, written);
      this.#onSaved();
    });
    for (const message of messages) this.notify({ type: 'message', message });
    this.#onListed(this.id);
  }

  /** @param written what of it is on disk: another message of this id, or none, if it could not be saved. */
  #noteSaved(message: StoredMessage, written: readonly HistoryEvent[]): void {
    const isNewest = this.#unsaved.markSaved(message);
    if (!isNewest || message.status === 'streaming') return;
    const found = written.find((event) => event.type === 'message.put' && event.message.id === message.id);
    this.tree.put(found?.type === 'message.put' ? found.message : unsavedMessage(message));
    this.notifyMessages(new Set([message.id]));
  }
}
