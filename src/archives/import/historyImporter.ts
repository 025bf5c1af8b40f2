import type { ChatHistory, Conversation, HistoryEvent, StoredMessage } from '../../storage/api/chatHistory.js';
import { messageRank } from '../../storage/api/messageRank.js';
import { restoredId } from '../../storage/api/restoredId.js';
import type { ImportedConversation } from '../importedConversation.js';
import { alignedWith } from './alignedWith.js';

/** What an import asks of the history, and an export. */
export type ArchiveHistory = Pick<
  ChatHistory,
  'append' | 'conversations' | 'conversation' | 'isTombstoned' | 'messages' | 'messageRanks' | 'jobs'
>;

/** What became of a conversation, and how many messages of it are new. */
export interface Imported {
  readonly outcome: 'added' | 'extended' | 'unchanged' | 'deleted';
  readonly messages: number;
}

/**
 * A transaction is closed when it holds about so much, in characters of JSON; a single event may be larger. Whoever saves a message meanwhile
 * waits for one of them.
 */
const TRANSACTION_SIZE = 128 * 1024;
const TRANSACTION_EVENTS = 100;

/**
 * Writes conversations into the history: what is there already stays as it is, what was deleted stays deleted unless it was asked
 * for, and only what is missing is added, or replaced where the file now holds more of it. While one transaction is being written the next is collected, and no more than that.
 */
export class HistoryImporter {
  readonly #history: ArchiveHistory;
  readonly #restoresDeleted: boolean;
  readonly #onImported: (imported: Imported) => void;
  #pending: HistoryEvent[] = [];
  #pendingSize = 0;
  /** Conversations that are complete with the pending transaction. */
  #completing: Imported[] = [];
  #written: Promise<void> = Promise.resolve();
  /** Conversations in transactions that may not be written yet. */
  readonly #underWay = new Set<string>();

  /**
   * @param restoresDeleted whether conversations that the user deleted come back
   * @param onImported called with each conversation when all of it is written, and at once when there is nothing to write
   */
  constructor(history: ArchiveHistory, restoresDeleted: boolean, onImported: (imported: Imported) => void) {
    this.#history = history;
    this.#restoresDeleted = restoresDeleted;
    this.#onImported = onImported;
  }

  /** Rejects with the history's failure, also with that of an earlier transaction. */
  async add(read: ImportedConversation): Promise<void> {
    const id = await this.#targetOf(read.conversation.id);
    // What is there is only known when it is written. Synced, because there may be nothing left to be when all is added.
    if (this.#underWay.has(id)) await this.#flush('synced', true);
    const there = await this.#history.conversation(id);
    const isDeleted = there === undefined ? id !== read.conversation.id : there.deletedAt !== null;
    const target = id === read.conversation.id ? read : movedTo(read, id);
    if (isDeleted && !this.#restoresDeleted) this.#onImported({ outcome: 'deleted', messages: 0 });
    else if (there === undefined) await this.#addNew(target);
    else await this.#extend(target, there);
  }

  /** Resolves when everything added would survive a power loss. */
  async finish(): Promise<void> {
    await this.#flush('synced', true);
  }

  async #addNew({ conversation, messages, jobs }: ImportedConversation): Promise<void> {
    const { id, ...fields } = conversation;
    await this.#put(id, { type: 'conversation.set', id, fields });
    for (const message of messages) await this.#put(id, { type: 'message.put', message });
    for (const job of jobs) await this.#put(id, { type: 'job.put', job });
    this.#completing.push({ outcome: 'added', messages: messages.length });
  }

  /** The id it has, or would have: what was deleted for good can only come back under another one. */
  async #targetOf(id: string): Promise<string> {
    let target = id;
    while (await this.#history.isTombstoned(target)) target = restoredId(target);
    return target;
  }

  async #extend(file: ImportedConversation, there: Conversation): Promise<void> {
    const { id } = there;
    const read = file.hasDerivedIds ? alignedWith(file, await this.#history.messages(id)) : file;
    const known = new Map(await this.#history.messageRanks(id));
    const missing = read.messages.filter(
      (message) => (known.get(message.id) ?? -1) < messageRank(message.status, message.revision),
    );
    const knownJobs = new Set(read.jobs.length > 0 ? (await this.#history.jobs(id)).map((job) => job.id) : []);
    const missingJobs = read.jobs.filter((job) => !knownJobs.has(job.id));
    for (const message of missing) await this.#put(id, { type: 'message.put', message });
    for (const job of missingJobs) await this.#put(id, { type: 'job.put', job });
    const isNew = (messageId: string): boolean => !known.has(messageId);
    if (continues(read, there, isNew)) {
      const updatedAt = Math.max(there.updatedAt, read.conversation.updatedAt);
      await this.#put(id, { type: 'conversation.set', id, fields: { headId: read.conversation.headId, updatedAt } });
    }
    if (there.deletedAt !== null) await this.#put(id, { type: 'conversation.set', id, fields: { deletedAt: null } });
    if (there.deletedAt !== null) this.#completing.push({ outcome: 'added', messages: missing.length });
    else if (missing.length + missingJobs.length === 0) this.#onImported({ outcome: 'unchanged', messages: 0 });
    else this.#completing.push({ outcome: 'extended', messages: missing.length });
  }

  async #put(conversationId: string, event: HistoryEvent): Promise<void> {
    const size = JSON.stringify(event).length;
    if (
      this.#pending.length > 0 &&
      (this.#pendingSize + size > TRANSACTION_SIZE || this.#pending.length >= TRANSACTION_EVENTS)
    ) {
      await this.#flush('written', false);
    }
    this.#pending.push(event);
    this.#pendingSize += size;
    this.#underWay.add(conversationId);
  }

  /** @param settled whether to wait until this transaction is written, too, and not only the one before it */
  async #flush(durability: 'written' | 'synced', settled: boolean): Promise<void> {
    await this.#written;
    const events = this.#pending;
    const completing = this.#completing;
    this.#pending = [];
    this.#completing = [];
    this.#pendingSize = 0;
    if (events.length > 0) {
      this.#written = this.#history.append(events, durability).then(() => completing.forEach(this.#onImported));
      // A failure is handed to whoever asks next.
      this.#written.catch(() => undefined);
    }
    if (!settled) return;
    await this.#written;
    this.#underWay.clear();
  }
}

/** Whether the file goes on where the conversation stands: then its end is shown, and not where the user went on by themselves. */
function continues(
  { conversation, messages }: ImportedConversation,
  there: Conversation,
  isNew: (messageId: string) => boolean,
): boolean {
  const { headId } = conversation;
  if (headId === null || !isNew(headId)) return false;
  if (there.headId === null) return true;
  const byId = new Map(messages.map((message) => [message.id, message]));
  const seen = new Set<string>();
  let above: StoredMessage | undefined = byId.get(headId);
  while (above !== undefined && !seen.has(above.id)) {
    if (above.id === there.headId) return true;
    seen.add(above.id);
    above = above.parentId === null ? undefined : byId.get(above.parentId);
  }
  return false;
}

function movedTo({ conversation, messages, jobs, ...rest }: ImportedConversation, id: string): ImportedConversation {
  const conversationId = id;
  return {
    ...rest,
    conversation: { ...conversation, id },
    messages: messages.map((message) => ({ ...message, conversationId })),
    jobs: jobs.map((job) => ({ ...job, conversationId })),
  };
}
