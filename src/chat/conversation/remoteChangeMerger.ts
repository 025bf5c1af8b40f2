import type { Disposable } from '../../core/disposables.js';
import { toScoutError } from '../../core/errors.js';
import type { Logger } from '../../core/logger.js';
import type { ChatHistory, Conversation, StoredMessage } from '../../storage/api/chatHistory.js';
import { CoalescingRunner } from './coalescingRunner.js';
import type { ConversationState } from './conversationState.js';
import type { ConversationTurns } from './conversationTurns.js';

/** How often an answer that grows in another window is looked at, should nothing be heard of it: its window may be gone. */
const streamCheckMs = 5_000;

export interface RemoteChangeMergerDependencies {
  readonly state: ConversationState;
  readonly turns: Pick<ConversationTurns, 'current'>;
  readonly history: ChatHistory;
  readonly logger: Logger;
  readonly onDeleted: (isForGood: boolean) => Promise<void>;
}

/**
 * Takes over what other windows say and change in a conversation. That never replaces what this window is saying, and
 * never moves its branch to another one.
 */
export class RemoteChangeMerger implements Disposable {
  readonly #dependencies: RemoteChangeMergerDependencies;
  readonly #reading = new CoalescingRunner(() => this.#read());

  constructor(dependencies: RemoteChangeMergerDependencies) {
    this.#dependencies = dependencies;
    this.#watchStreams();
  }

  /** Resolves when everything that is on disk now is taken over; never rejects. */
  catchUp(): Promise<void> {
    return this.#reading.request();
  }

  dispose(): void {
    this.#reading.dispose();
  }

  async #read(): Promise<void> {
    const { history, logger } = this.#dependencies;
    const { id, record } = this.#dependencies.state;
    const { ownChanges } = record;
    try {
      const conversation = await history.conversation(id);
      const messages = await this.#changeableOf(await history.messageRanks(id));
      if (ownChanges !== record.ownChanges) return void this.#reading.request();
      if (conversation?.deletedAt === null) this.#merge(conversation, messages);
      else if (record.isOnDisk || conversation !== undefined) await this.#deleted(conversation);
    } catch (error) {
      logger.warn(`Could not read changes from other windows: ${toScoutError(error).message}`);
      this.#reading.requestLater(streamCheckMs);
      return;
    }
    this.#watchStreams();
  }

  /** Reads what is new or may have changed: most of a long chat is complete. */
  #changeableOf(ranks: Awaited<ReturnType<ChatHistory['messageRanks']>>): Promise<readonly StoredMessage[]> {
    const { state, history } = this.#dependencies;
    const ids = ranks.filter(([id, itsRank]) => state.tree.mayDiffer(id, itsRank)).map(([id]) => id);
    return history.messages(state.id, ids);
  }

  #merge(conversation: Conversation, messages: readonly StoredMessage[]): void {
    const { state, turns } = this.#dependencies;
    const { tree, record } = state;
    const before = tree.branch;
    const places = this.#placesBeside(messages);
    const siblingsAt = (branch: readonly StoredMessage[], place: number): string =>
      branch[place] === undefined ? '' : tree.siblingsOf(branch[place]).join();
    const siblings = places.map((place) => siblingsAt(before, place));
    const changed = tree.merge(messages, (id) => this.#isOwn(id));
    // The branch that is being answered stays; so does the one on screen when others have begun another.
    if (turns.current === undefined) tree.followNewest();
    const isRecordChanged = record.merge(conversation);
    const after = tree.branch;
    // With what follows it, it may be one answer to the views, or no longer.
    const isRevised = before.some(({ id, status }) => status !== 'streaming' && changed.has(id));
    const goesOn =
      !isRevised &&
      before.length > 0 &&
      before.every(({ id }, place) => after[place]?.id === id) &&
      places.every((place, index) => place >= before.length || siblingsAt(after, place) === siblings[index]);
    if (goesOn) state.notifyMessages(changed);
    else state.notify({ type: 'branch' });
    if (isRecordChanged) state.notifyRecordChanged();
  }

  /** Where on the branch on screen something may stand beside these messages, or where it begins with them. */
  #placesBeside(messages: readonly StoredMessage[]): readonly number[] {
    const { tree } = this.#dependencies.state;
    const placeOf = (parentId: string | null): number =>
      parentId === null ? 0 : (tree.placeOf(parentId) ?? Number.NaN) + 1;
    const places = new Set([0, ...messages.map(({ parentId }) => placeOf(parentId))]);
    return [...places].filter((place) => !Number.isNaN(place));
  }

  /**
   * What was said here after the deletion, or is being answered, must not disappear with it: the conversation comes back. What
   * is gone for good cannot.
   */
  async #deleted(conversation: Conversation | undefined): Promise<void> {
    const { state, turns, onDeleted } = this.#dependencies;
    const deletedAt = conversation?.deletedAt ?? undefined;
    const isInUse = turns.current !== undefined || !state.isSaved;
    if (deletedAt !== undefined && (isInUse || state.changedAt > deletedAt)) state.record.save([], { deletedAt: null });
    else await onDeleted(conversation === undefined);
  }

  /** Whether this window knows better than the disk how the message stands. */
  #isOwn(messageId: string): boolean {
    const { state, turns } = this.#dependencies;
    return !state.isMessageSaved(messageId) || turns.current?.messageId === messageId;
  }

  #watchStreams(): void {
    const grows = [...this.#dependencies.state.tree.all].some(
      ({ id, status }) => status === 'streaming' && !this.#isOwn(id),
    );
    if (grows) this.#reading.requestLater(streamCheckMs);
  }
}
