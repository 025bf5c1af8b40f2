import type { Conversation, HistoryEvent } from '../../storage/api/chatHistory.js';
import type { WriteQueue } from '../writeQueue.js';

export type ConversationFields = Partial<Omit<Conversation, 'id'>>;

/** What is known of a conversation apart from its messages, and what of that is not on disk yet. */
export class ConversationRecord {
  readonly #id: string;
  readonly #writer: WriteQueue;
  /** Oldest first. */
  readonly #unsaved: ConversationFields[] = [];
  #current: Conversation | undefined;
  #isOnDisk: boolean;
  #ownChanges = 0;

  /** @param conversation `undefined` for one that is not begun. */
  constructor(id: string, writer: WriteQueue, conversation: Conversation | undefined) {
    this.#id = id;
    this.#writer = writer;
    this.#current = conversation;
    this.#isOnDisk = conversation !== undefined;
  }

  /** `undefined` until the first `save`, or until another window has begun it. */
  get current(): Conversation | undefined {
    return this.#current;
  }

  /** Whether other windows can know of it. */
  get isOnDisk(): boolean {
    return this.#isOnDisk;
  }

  /** Counts what came onto the disk from this window: what was read before that is out of date. */
  get ownChanges(): number {
    return this.#ownChanges;
  }

  /**
   * Changes fields, and writes that together with what else happened. The first call begins the conversation.
   *
   * @param saved called once all of it is on disk, with what is there: see `WriteQueue`.
   */
  save(
    events: readonly HistoryEvent[],
    fields: ConversationFields,
    saved: (written: readonly HistoryEvent[]) => void = () => undefined,
  ): void {
    const all = this.#current === undefined ? { ...blankConversation, ...fields } : fields;
    this.#current = { ...blankConversation, ...this.#current, ...all, id: this.#id };
    this.#unsaved.push(all);
    this.#writer.enqueue([...events, { type: 'conversation.set', id: this.#id, fields: all }], (written) => {
      // The writer keeps the order.
      this.#unsaved.shift();
      this.#ownChanges += 1;
      this.#isOnDisk = true;
      saved(written);
    });
  }

  /** Takes over fields that are on disk already. */
  applyExternalChange(fields: ConversationFields): void {
    if (this.#current === undefined) return;
    this.#ownChanges += 1;
    this.#current = { ...this.#current, ...fields };
  }

  /** Takes over what was read from disk, except where it is older than what is known here. Returns whether anything changed. */
  merge(read: Conversation): boolean {
    const merged = Object.assign({}, this.#current, read, ...this.#unsaved) as Conversation;
    const isChanged = JSON.stringify(merged) !== JSON.stringify(this.#current);
    this.#current = merged;
    this.#isOnDisk = true;
    return isChanged;
  }
}

/** What a conversation is before anything was said of it. */
export const blankConversation: Omit<Conversation, 'id'> = {
  title: '',
  createdAt: 0,
  updatedAt: 0,
  workspace: null,
  headId: null,
  persona: null,
  selection: null,
  pinned: false,
  archived: false,
  tags: [],
  deletedAt: null,
};
