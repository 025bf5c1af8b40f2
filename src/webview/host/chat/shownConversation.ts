import type { ConversationLease, Conversations } from '../../../chat/conversation/conversations.js';
import type { ConversationSession } from '../../../chat/conversation/conversationSession.js';
import type { SessionEvent } from '../../../chat/conversation/sessionEvent.js';
import type { LastShownConversations } from '../../../profile/lastShownConversations.js';
import type { Disposable } from '../../../core/disposables.js';
import type { StoredSelection } from '../../../storage/api/chatHistory.js';
import { isSameSelection } from '../../../storage/api/soundSelection.js';

/** So many new chats that were left are remembered at a place. A view has one at most, unless it is closed, or has none of its own there. */
const mostUnsaid = 20;

/** Where a view is. */
export interface ViewPlace {
  readonly name: string;
  /** Several windows may have it at once, each with a conversation of its own: those without a folder. */
  readonly isShared: boolean;
}

export interface ShownConversationDependencies {
  readonly conversations: Conversations;
  readonly lastShown: LastShownConversations;
}

/** Which conversation a view shows; stored, so that the view finds it again after a reload or a crash. */
export class ShownConversation implements Disposable {
  readonly #dependencies: ShownConversationDependencies;
  readonly #place: ViewPlace | undefined;
  readonly #onEvent: (event: SessionEvent) => void;
  #lease: ConversationLease;
  #listening: Disposable;
  #generation = 0;
  /** Counts what was chosen: a later choice beats an earlier one that takes longer. */
  #choices = 0;
  #isRememberedAsNew = false;
  #rememberedSelection: StoredSelection | null = null;
  /** The new chat that was left last with nothing said in it. */
  #unsaidId: string | undefined;
  /** Until what was left is stored; never rejects. */
  #keeping: Promise<void> = Promise.resolve();
  #disposed = false;

  /**
   * Begins with a new chat.
   *
   * @param place where what it shows is found again, by this window only, and what was being written in a new chat that was left.
   */
  constructor(
    dependencies: ShownConversationDependencies,
    place: ViewPlace | undefined,
    onEvent: (event: SessionEvent) => void,
  ) {
    this.#dependencies = dependencies;
    this.#place = place;
    this.#onEvent = onEvent;
    this.#lease = dependencies.conversations.create();
    this.#listening = this.#listen();
  }

  get session(): ConversationSession {
    return this.#lease.session;
  }

  /** Counts the changes of conversation, so that what was begun for an earlier one can be dropped. */
  get generation(): number {
    return this.#generation;
  }

  /**
   * Opens what was shown here last, a new chat included, which has its draft. The editor's own memory of a view lags behind by up to a minute; what
   * SCOUT itself has stored comes first.
   *
   * @param remembered what the editor's memory says.
   */
  async openLast(remembered: string | null): Promise<void> {
    const generation = this.#generation;
    const isUntouched = (): boolean => generation === this.#generation;
    const { lastShown, conversations } = this.#dependencies;
    const place = this.#ownPlace;
    const stored = place === undefined ? undefined : await lastShown.at(place);
    if (stored?.isNew === true && isUntouched()) return this.#show(conversations.resumeNew(stored));
    const id = stored?.id ?? remembered;
    const isShown = id !== null && (await this.#open(id, isUntouched, (known) => conversations.openOrCreate(known)));
    // The draft of a new chat belongs to its id.
    if (!isShown && isUntouched()) this.#remember();
  }

  /**
   * Asks the history whether a new chat that `openLast` has found is one still: otherwise shows what has been said in it, or another new chat when it
   * is gone. @returns whether something else is shown now.
   */
  async confirmNew(): Promise<boolean> {
    const { conversations } = this.#dependencies;
    const { session, generation } = this;
    if (session.conversation !== undefined) return false;
    const lease = await conversations.openOrCreate(session.id);
    if (generation !== this.#generation || this.#disposed || lease?.session === session) {
      lease?.release();
      return false;
    }
    this.#show(lease ?? conversations.create());
    return true;
  }

  /**
   * Leaves everything as it is when there is no such conversation, or when another was chosen later. Returns whether this
   * conversation is shown now.
   */
  open(id: string): Promise<boolean> {
    const choice = (this.#choices += 1);
    return this.#open(
      id,
      () => choice === this.#choices,
      (known) => this.#dependencies.conversations.open(known),
    );
  }

  /** @param isChosen whether it beats what was chosen before and is on its way; what takes the place of a chat that is gone does not. */
  openNew(isChosen: boolean): void {
    if (isChosen) this.#choices += 1;
    this.#show(this.#dependencies.conversations.create());
  }

  /** The id of the new chat that this view has left last, where what was being written in it is; given once. */
  async takeUnsaidId(): Promise<string | undefined> {
    const own = this.#unsaidId;
    this.#unsaidId = undefined;
    await this.#changeUnsaid((ids) => ids.filter((id) => id !== own));
    return own;
  }

  /** The same of those that other views have left at this place, such as one that was closed. */
  async takeOtherUnsaidIds(): Promise<readonly string[]> {
    let taken: readonly string[] = [];
    await this.#changeUnsaid((ids) => {
      taken = ids.filter((id) => id !== this.#unsaidId);
      return ids.filter((id) => id === this.#unsaidId);
    });
    return taken;
  }

  get #ownPlace(): string | undefined {
    return this.#place?.isShared === false ? this.#place.name : undefined;
  }

  #remember(): void {
    const { id, conversation, selection } = this.session;
    this.#isRememberedAsNew = conversation === undefined;
    this.#rememberedSelection = selection;
    const place = this.#ownPlace;
    if (place === undefined) return;
    void this.#dependencies.lastShown.set(place, { id, isNew: this.#isRememberedAsNew, selection });
  }

  dispose(): void {
    this.#disposed = true;
    this.#listening.dispose();
    this.#lease.release();
  }

  async #open(
    id: string,
    isWanted: () => boolean,
    leaseOf: (id: string) => Promise<ConversationLease | undefined>,
  ): Promise<boolean> {
    const lease = await leaseOf(id);
    if (lease === undefined) return false;
    if (!isWanted() || this.#disposed) {
      lease.release();
      return false;
    }
    this.#show(lease);
    return true;
  }

  #listen(): Disposable {
    return this.session.onEvent((event) => {
      const { conversation, selection } = this.session;
      const isChanged = conversation !== undefined || !isSameSelection(selection, this.#rememberedSelection);
      if (this.#isRememberedAsNew && isChanged) this.#remember();
      this.#onEvent(event);
    });
  }

  #keepUnsaid(id: string): void {
    this.#unsaidId = id;
    void this.#changeUnsaid((ids) => [...ids.filter((other) => other !== id), id].slice(-mostUnsaid));
  }

  #changeUnsaid(change: (ids: readonly string[]) => readonly string[]): Promise<void> {
    const place = this.#place?.name;
    if (place === undefined) return Promise.resolve();
    const { lastShown } = this.#dependencies;
    this.#keeping = this.#keeping.then(async () => {
      const before = await lastShown.unsaidAt(place);
      const after = change(before);
      if (after.join() !== before.join()) await lastShown.setUnsaid(place, after);
    });
    return this.#keeping;
  }

  #show(lease: ConversationLease): void {
    if (this.#isRememberedAsNew && this.session.conversation === undefined) this.#keepUnsaid(this.session.id);
    this.#generation += 1;
    this.#listening.dispose();
    this.#lease.release();
    this.#lease = lease;
    this.#listening = this.#listen();
    this.#remember();
  }
}
