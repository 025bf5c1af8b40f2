import type { Disposable } from '../../core/disposables.js';
import { toScoutError } from '../../core/errors.js';
import type { Logger } from '../../core/logger.js';
import type { ChatHistory, Conversation, StoredMessage } from '../../storage/api/chatHistory.js';
import type { ConversationRecord } from './conversationRecord.js';
import type { MessageTree } from './messageTree.js';
import { CoalescingRunner } from './coalescingRunner.js';

/** How often an answer that grows in another window is looked at, should nothing be heard of it: its window may be gone. */
const streamCheckMs = 5_000;

/** The conversation as this window has it, and what it wants to hear. */
export interface LocalConversation {
  readonly id: string;
  readonly history: ChatHistory;
  readonly logger: Logger;
  readonly tree: MessageTree;
  readonly record: ConversationRecord;
  /** The branch on screen, as far as it has grown. */
  readonly branch: () => readonly StoredMessage[];
  readonly isAnswering: () => boolean;
  /** Whether this window knows better than the disk how the message stands. */
  readonly isOwn: (messageId: string) => boolean;
  /** Whether something is being said here, or was said after this time in Unix milliseconds. */
  readonly hasSpokenSince: (time: number) => boolean;
  /** These messages are new or changed; the branch goes on as it was. */
  readonly onMessages: (ids: ReadonlySet<string>) => void;
  /** The branch on screen, or what stands beside its messages, is another one. */
  readonly onBranch: () => void;
  readonly onRecord: () => void;
  readonly onDeleted: (isForGood: boolean) => Promise<void>;
}

/**
 * Takes over what other windows say and change in a conversation. That never replaces what this window is saying, and
 * never moves its branch to another one.
 */
export class RemoteChangeMerger implements Disposable {
  readonly #local: LocalConversation;
  readonly #reading = new CoalescingRunner(() => this.#read());

  constructor(here: LocalConversation) {
    this.#local = here;
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
    const { id, history, logger, record } = this.#local;
    const { ownChanges } = record;
    try {
      const conversation = await history.conversation(id);
      const messages = await history.messages(id);
      if (ownChanges !== record.ownChanges) return void this.#reading.request();
      if (conversation?.deletedAt === null) this.#merge(conversation, messages);
      else if (record.isOnDisk) await this.#deleted(conversation);
    } catch (error) {
      logger.warn(`What other windows have changed could not be read: ${toScoutError(error).message}`);
      this.#reading.requestLater(streamCheckMs);
      return;
    }
    this.#watchStreams();
  }

  #merge(conversation: Conversation, messages: readonly StoredMessage[]): void {
    const { tree, record, branch, isOwn, isAnswering, onMessages, onBranch, onRecord } = this.#local;
    const before = branch();
    const versions = before.map((message) => tree.siblingsOf(message).join());
    const changed = tree.merge(messages, isOwn);
    // The branch that is being answered stays; so does the one on screen when others have begun another.
    if (!isAnswering()) tree.followNewest();
    const isRecordChanged = record.merge(conversation);
    const after = branch();
    const goesOn = before.every(
      ({ id }, index) => after[index]?.id === id && tree.siblingsOf(after[index]).join() === versions[index],
    );
    if (goesOn) onMessages(changed);
    else onBranch();
    if (isRecordChanged) onRecord();
  }

  /**
   * What was said here after the deletion, or is being answered, must not disappear with it: the conversation comes back. What
   * is gone for good cannot.
   */
  async #deleted(conversation: Conversation | undefined): Promise<void> {
    const { record, hasSpokenSince, onDeleted } = this.#local;
    const deletedAt = conversation?.deletedAt ?? undefined;
    if (deletedAt !== undefined && hasSpokenSince(deletedAt)) record.save([], { deletedAt: null });
    else await onDeleted(conversation === undefined);
  }

  #watchStreams(): void {
    const { tree, isOwn } = this.#local;
    const grows = [...tree.all].some(({ id, status }) => status === 'streaming' && !isOwn(id));
    if (grows) this.#reading.requestLater(streamCheckMs);
  }
}
