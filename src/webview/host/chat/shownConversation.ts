import type { ConversationLease, Conversations } from '../../../chat/conversation/conversations.js';
import type { ConversationSession } from '../../../chat/conversation/conversationSession.js';
import type { SessionEvent } from '../../../chat/conversation/sessionEvent.js';
import type { LastShownConversations } from '../../../profile/lastShownConversations.js';
import type { Disposable } from '../../../core/disposables.js';

export interface ShownConversationDependencies {
  readonly conversations: Conversations;
  readonly lastShown: LastShownConversations;
}

/** Which conversation a view shows; stored, so that the view finds it again after a reload or a crash. */
export class ShownConversation implements Disposable {
  readonly #dependencies: ShownConversationDependencies;
  readonly #place: string | undefined;
  readonly #onEvent: (event: SessionEvent) => void;
  #lease: ConversationLease;
  #listening: Disposable;
  #generation = 0;
  /** Counts what was chosen: a later choice beats an earlier one that takes longer. */
  #choices = 0;
  #isRememberedAsNew = false;
  /** The new chat that was left last with nothing said in it. */
  #unsaidId: string | undefined;
  #disposed = false;

  /**
   * Begins with a new chat.
   *
   * @param place where the view is; `undefined` where several windows would share the place.
   */
  constructor(
    dependencies: ShownConversationDependencies,
    place: string | undefined,
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
    const stored = this.#place === undefined ? undefined : await lastShown.at(this.#place);
    if (stored?.isNew === true && isUntouched()) return this.#show(conversations.resumeNew(stored.id));
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

  /** The id of the new chat that was left last, where what was being written in it is; given once. */
  async takeUnsaidId(): Promise<string | undefined> {
    const { lastShown } = this.#dependencies;
    const place = this.#unsaidPlace;
    const own = this.#unsaidId;
    this.#unsaidId = undefined;
    const stored = place === undefined ? undefined : (await lastShown.at(place))?.id;
    // Another one may have been left meanwhile, which is stored there now.
    if (place !== undefined && stored !== undefined && this.#unsaidId === undefined)
      void lastShown.set(place, { id: '', isNew: false });
    return own ?? stored;
  }

  get #unsaidPlace(): string | undefined {
    return this.#place === undefined ? undefined : `unsaid:${this.#place}`;
  }

  #remember(): void {
    this.#isRememberedAsNew = this.session.conversation === undefined;
    if (this.#place === undefined) return;
    void this.#dependencies.lastShown.set(this.#place, { id: this.session.id, isNew: this.#isRememberedAsNew });
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
      if (this.#isRememberedAsNew && this.session.conversation !== undefined) this.#remember();
      this.#onEvent(event);
    });
  }

  #keepUnsaid(id: string): void {
    this.#unsaidId = id;
    const place = this.#unsaidPlace;
    if (place !== undefined) void this.#dependencies.lastShown.set(place, { id, isNew: true });
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
