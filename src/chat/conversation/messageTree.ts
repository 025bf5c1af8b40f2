import { addChild, branchTo, childrenByParent, headOf, newestEndBelow } from '../../core/messageForest.js';
import type { StoredMessage } from '../../storage/api/chatHistory.js';
import { messageRank } from '../../storage/api/messageRank.js';

interface Branch {
  readonly messages: readonly StoredMessage[];
  readonly places: Map<string, number>;
}

/** The messages of a conversation, all branches of them, and the branch that is on screen. */
export class MessageTree {
  readonly #messages: Map<string, StoredMessage>;
  #headId: string | null;
  #children: Map<string | null, StoredMessage[]> | undefined;
  /** Until it changes: to walk it takes as long as the conversation. */
  #branch: Branch | undefined;

  /** @param headId where the conversation stands; what follows there is part of the branch, too. */
  constructor(messages: readonly StoredMessage[] = [], headId: string | null = null) {
    this.#messages = new Map(messages.map((message) => [message.id, message]));
    this.#headId = headId;
    this.followNewest();
  }

  get all(): Iterable<StoredMessage> {
    return this.#messages.values();
  }

  get(id: string): StoredMessage | undefined {
    return this.#messages.get(id);
  }

  /** Root first. Never changes once it was given out. */
  get branch(): readonly StoredMessage[] {
    return this.#onScreen.messages;
  }

  /** Where on the branch on screen the message is, counted from the root; `undefined` when it is not. */
  placeOf(id: string): number | undefined {
    return this.#onScreen.places.get(id);
  }

  /** The way from the root to this message. */
  branchTo(id: string): readonly StoredMessage[] {
    const place = this.placeOf(id);
    return place === undefined ? branchTo(this.#messages, id) : this.branch.slice(0, place + 1);
  }

  /** The ids of the message and its siblings, oldest first. A try that failed without a word is replaced by the others. */
  siblingsOf({ id: ownId, parentId }: StoredMessage): readonly string[] {
    const siblings = this.#byParent.get(parentId !== null && this.#messages.has(parentId) ? parentId : null) ?? [];
    // Those in the index may be older: what an answer says does not move it.
    return siblings.map(({ id }) => id).filter((id) => id === ownId || !isWordlessFailure(this.#messages.get(id)));
  }

  /** Adds the message, or replaces the one with its id. */
  put(message: StoredMessage): void {
    const known = this.#messages.get(message.id);
    this.#messages.set(message.id, message);
    if (known?.parentId === message.parentId && known.createdAt === message.createdAt) this.#replaceOnBranch(message);
    // A message whose parent was missing may have found it; any other new one is an end, and the branch on screen ends where it did.
    else if (known !== undefined || !addChild(this.#children, this.#messages, message)) {
      this.#branch = undefined;
      this.#children = undefined;
    }
  }

  /** Ends the branch on screen with this message. */
  setHead(id: string): void {
    if (id === this.#headId) return;
    this.#branch = this.#branchWith(id);
    this.#headId = id;
  }

  /** Shows the newest of the branches with this message. Returns whether the branch is another one now. */
  selectBranch(message: StoredMessage): boolean {
    const before = this.#headId;
    this.setHead(newestEndBelow(this.#byParent, message).id);
    return this.#headId !== before;
  }

  /** Goes along with what follows the branch on screen; of several continuations with the newest. */
  followNewest(): void {
    const head = headOf(this.#messages, this.#headId);
    if (head !== undefined) this.selectBranch(head);
  }

  /**
   * Takes over what was read from the history, which is right about everything except what is this window's `own`. Nothing is
   * ever removed, and a complete message never changes, but an imported one for a higher revision.
   *
   * @returns the ids of messages that are new or changed.
   */
  merge(read: readonly StoredMessage[], isOwn: (id: string) => boolean): ReadonlySet<string> {
    const changed = read.filter((message) => !isOwn(message.id) && this.#differs(message));
    for (const message of changed) this.put(message);
    return new Set(changed.map(({ id }) => id));
  }

  /** Whether the history, which gives the message this rank, may have another version of it than is here. */
  mayDiffer(id: string, itsRank: number): boolean {
    const known = this.#messages.get(id);
    // An answer that is not complete may grow, and one that seemed interrupted may turn out to go on.
    if (known?.status !== 'complete') return true;
    return known.revision !== undefined && itsRank > messageRank(known.status, known.revision);
  }

  #differs(read: StoredMessage): boolean {
    const mayDiffer = this.mayDiffer(read.id, messageRank(read.status, read.revision));
    return mayDiffer && JSON.stringify(this.#messages.get(read.id)) !== JSON.stringify(read);
  }

  /** The branch on screen with one more message at its end; `undefined` when that is not where it belongs. */
  #branchWith(id: string): Branch | undefined {
    const [branch, message] = [this.#branch, this.#messages.get(id)];
    const end = branch?.messages.at(-1)?.id;
    if (branch === undefined || message === undefined || end !== message.parentId || branch.places.has(id))
      return undefined;
    branch.places.set(id, branch.messages.length);
    return { messages: [...branch.messages, message], places: branch.places };
  }

  #replaceOnBranch(message: StoredMessage): void {
    const place = this.#branch?.places.get(message.id);
    if (this.#branch === undefined || place === undefined) return;
    this.#branch = { messages: this.#branch.messages.with(place, message), places: this.#branch.places };
  }

  get #onScreen() {
    if (this.#branch === undefined) {
      const messages = branchTo(this.#messages, this.#headId);
      this.#branch = { messages, places: new Map(messages.map(({ id }, place) => [id, place])) };
    }
    return this.#branch;
  }

  get #byParent(): ReadonlyMap<string | null, readonly StoredMessage[]> {
    return (this.#children ??= childrenByParent(this.#messages));
  }
}

function isWordlessFailure(message: StoredMessage | undefined): boolean {
  return message?.role === 'assistant' && message.status === 'failed' && message.parts.length === 0;
}
