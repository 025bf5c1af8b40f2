import type {
  Conversation,
  ChatHistory,
  HistoryEvent,
  MessageStatus,
  StoredMessage,
} from '../../storage/api/chatHistory.js';
import type { ImportedConversation } from '../importedConversation.js';

/** What an import asks of the history, and an export. */
export type ArchiveHistory = Pick<
  ChatHistory,
  'append' | 'conversations' | 'conversation' | 'isTombstoned' | 'messages' | 'jobs'
>;

/** What became of a conversation, and how many messages of it are new. */
export interface Imported {
  readonly outcome: 'added' | 'extended' | 'unchanged' | 'deleted';
  readonly messages: number;
}

/** A transaction is closed when it holds about so much, in characters of JSON; a single event may be larger. */
const TRANSACTION_SIZE = 2 * 1024 * 1024;
const TRANSACTION_EVENTS = 1_000;

/** As in the storage: of two versions of a message the higher stays. */
const rank: Readonly<Record<MessageStatus, number>> = { streaming: 0, interrupted: 1, failed: 2, complete: 3 };

/**
 * Writes conversations into the history: what is there already stays as it is, what was deleted stays deleted, and
 * only what is missing is added. While one transaction is being written the next is collected, and no more than that.
 */
export class HistoryImporter {
  readonly #history: ArchiveHistory;
  readonly #onImported: (imported: Imported) => void;
  #pending: HistoryEvent[] = [];
  #pendingSize = 0;
  /** Conversations that are complete with the pending transaction. */
  #completing: Imported[] = [];
  #written: Promise<void> = Promise.resolve();
  /** Conversations in transactions that may not be written yet. */
  readonly #underWay = new Set<string>();

  /** @param onImported called with each conversation when all of it is written, and at once when there is nothing to write */
  constructor(history: ArchiveHistory, onImported: (imported: Imported) => void) {
    this.#history = history;
    this.#onImported = onImported;
  }

  /** Rejects with the history's failure, also with that of an earlier transaction. */
  async add(read: ImportedConversation): Promise<void> {
    const { id } = read.conversation;
    // What is there is only known when it is written. Synced, because there may be nothing left to be when all is added.
    if (this.#underWay.has(id)) await this.#flush('synced', true);
    const there = await this.#history.conversation(id);
    const isDeleted = there === undefined ? await this.#history.isTombstoned(id) : there.deletedAt !== null;
    if (isDeleted) this.#onImported({ outcome: 'deleted', messages: 0 });
    else if (there === undefined) await this.#addNew(read);
    else await this.#extend(read, there);
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

  async #extend(read: ImportedConversation, there: Conversation): Promise<void> {
    const { id } = there;
    const known = new Map((await this.#history.messages(id)).map((message) => [message.id, rank[message.status]]));
    const missing = read.messages.filter((message) => (known.get(message.id) ?? -1) < rank[message.status]);
    const knownJobs = new Set(read.jobs.length > 0 ? (await this.#history.jobs(id)).map((job) => job.id) : []);
    const missingJobs = read.jobs.filter((job) => !knownJobs.has(job.id));
    for (const message of missing) await this.#put(id, { type: 'message.put', message });
    for (const job of missingJobs) await this.#put(id, { type: 'job.put', job });
    if (continues(read, there, new Set(missing.map((message) => message.id)))) {
      const updatedAt = Math.max(there.updatedAt, read.conversation.updatedAt);
      await this.#put(id, { type: 'conversation.set', id, fields: { headId: read.conversation.headId, updatedAt } });
    }
    if (missing.length + missingJobs.length === 0) this.#onImported({ outcome: 'unchanged', messages: 0 });
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
  missing: ReadonlySet<string>,
): boolean {
  const { headId } = conversation;
  if (headId === null || !missing.has(headId)) return false;
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
