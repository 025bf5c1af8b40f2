import { ScoutError } from '../../core/errors.js';
import type { ChatHistory, Conversation, Durability, HistoryEvent } from '../../storage/api/chatHistory.js';
import { isRevisedRank, messageRank } from '../../storage/api/messageRank.js';
import { restoredId } from '../../storage/api/restoredId.js';
import type { ImportedConversation, ImportedMessage } from '../importedConversation.js';
import { contentSize } from '../normalize/revision.js';
import { alignedWith, goesOnFrom } from './alignedWith.js';
import { continues } from './continues.js';
import { withAttachments } from './withAttachments.js';

/** What an import asks of the history, and an export. */
export type ArchiveHistory = Pick<
  ChatHistory,
  'append' | 'conversations' | 'conversation' | 'isTombstoned' | 'messages' | 'messagePages' | 'messageRanks' | 'jobs'
>;

/** What became of a conversation, and how many messages of it are new. */
export interface Imported {
  readonly outcome: 'added' | 'extended' | 'unchanged' | 'deleted';
  readonly messages: number;
}

export interface ImportListener {
  /** Called with each conversation when all of it is written, and at once when there is nothing to write. */
  readonly onImported: (imported: Imported) => void;
  /** Called for each message that the history can never save. */
  readonly onRefused: () => void;
}

/** A conversation that was read, and what the history has in its place. */
interface Found {
  readonly read: ImportedConversation;
  /** The id it has there, or would have: what was deleted for good can only come back under another one. */
  readonly id: string;
  readonly wasDeletedForGood: boolean;
  readonly there: Conversation | undefined;
  readonly ranks: ReadonlyMap<string, number>;
}

/**
 * A transaction is closed when it holds about so much, in characters; a single event may be larger. Whoever saves a message meanwhile
 * waits for one of them.
 */
const TRANSACTION_SIZE = 512 * 1024;
const TRANSACTION_EVENTS = 400;
/** What an event holds besides what was said, in characters. */
const EVENT_SIZE = 400;
/** So many conversations, or characters, are looked up at once: every question to the history wakes three threads. */
const LOOKUP_CONVERSATIONS = 64;
const LOOKUP_SIZE = 1024 * 1024;

/**
 * Writes conversations into the history: what is there already stays as it is, what was deleted stays deleted unless it was asked for, and
 * only what is missing is added, or replaced where the file now holds more of it. While one transaction is being written the next is
 * collected, and no more than that.
 */
export class HistoryImporter {
  readonly #history: ArchiveHistory;
  readonly #restoresDeleted: boolean;
  readonly #listener: ImportListener;
  /** What is to be looked up. */
  #read: ImportedConversation[] = [];
  #readSize = 0;
  #pending: HistoryEvent[] = [];
  #pendingSize = 0;
  /** Conversations that are complete with the pending transaction. */
  #completing: Imported[] = [];
  #written: Promise<void> = Promise.resolve();
  /** Conversations in transactions that may not be written yet. */
  readonly #underWay = new Set<string>();

  /** @param restoresDeleted whether conversations that the user deleted come back */
  constructor(history: ArchiveHistory, restoresDeleted: boolean, listener: ImportListener) {
    this.#history = history;
    this.#restoresDeleted = restoresDeleted;
    this.#listener = listener;
  }

  /** Rejects with the history's failure, also with that of an earlier conversation. */
  async add(read: ImportedConversation): Promise<void> {
    this.#read.push(read);
    this.#readSize += read.messages.reduce((size, { parts }) => size + contentSize(parts), 0);
    if (this.#read.length >= LOOKUP_CONVERSATIONS || this.#readSize >= LOOKUP_SIZE) await this.collect();
  }

  /** Resolves when the attachments of everything that was added have been read: the file may be closed then. Rejects as `add`. */
  async collect(): Promise<void> {
    const read = this.#read;
    this.#read = [];
    this.#readSize = 0;
    for (const found of await Promise.all(read.map((each) => this.#find(each)))) {
      // What is there is only known when it is written. Synced, because there may be nothing left to be when all is added.
      const isOutdated = this.#underWay.has(found.id);
      if (isOutdated) await this.#flush('synced', true);
      await this.#addFound(isOutdated ? await this.#find(found.read) : found);
    }
  }

  /** Resolves when everything that was added is synced. Rejects with the history's failure. */
  async finish(): Promise<void> {
    await this.collect();
    await this.#flush('synced', true);
  }

  async #find(read: ImportedConversation): Promise<Found> {
    let { id } = read.conversation;
    let [isGone, there] = await this.#stateOf(id);
    while (isGone) {
      id = restoredId(id);
      [isGone, there] = await this.#stateOf(id);
    }
    const isKept = there !== undefined && (there.deletedAt === null || this.#restoresDeleted);
    const ranks = isKept ? await this.#history.messageRanks(id) : [];
    const wasDeletedForGood = id !== read.conversation.id;
    return { read: movedTo(read, id), id, wasDeletedForGood, there, ranks: new Map(ranks) };
  }

  #stateOf(id: string): Promise<[isGone: boolean, there: Conversation | undefined]> {
    return Promise.all([this.#history.isTombstoned(id), this.#history.conversation(id)]);
  }

  async #addFound(found: Found): Promise<void> {
    const { read, there } = found;
    const isDeleted = there === undefined ? found.wasDeletedForGood : there.deletedAt !== null;
    if (isDeleted && !this.#restoresDeleted) this.#listener.onImported({ outcome: 'deleted', messages: 0 });
    else if (there === undefined) await this.#addNew(read);
    else await this.#extend(found, there);
  }

  async #addNew({ conversation: { id, ...fields }, messages, jobs }: ImportedConversation): Promise<void> {
    await this.#put(id, { type: 'conversation.set', id, fields });
    for (const message of messages) await this.#putMessage(message);
    for (const job of jobs) await this.#put(id, { type: 'job.put', job });
    this.#completing.push({ outcome: 'added', messages: messages.length });
  }

  async #extend({ read: file, id, ranks }: Found, there: Conversation): Promise<void> {
    const read = file.hasDerivedIds ? alignedWith(file, await this.#history.messages(id)) : file;
    const missing = await this.#missing(read, id, ranks);
    const knownJobs = new Set(read.jobs.length > 0 ? (await this.#history.jobs(id)).map((job) => job.id) : []);
    const missingJobs = read.jobs.filter((job) => !knownJobs.has(job.id));
    for (const message of missing) await this.#putMessage(message);
    for (const job of missingJobs) await this.#put(id, { type: 'job.put', job });
    if (continues(read, there, ranks)) {
      const updatedAt = Math.max(there.updatedAt, read.conversation.updatedAt);
      await this.#put(id, { type: 'conversation.set', id, fields: { headId: read.conversation.headId, updatedAt } });
    }
    if (there.deletedAt !== null) await this.#put(id, { type: 'conversation.set', id, fields: { deletedAt: null } });
    if (there.deletedAt !== null) this.#completing.push({ outcome: 'added', messages: missing.length });
    else if (missing.length + missingJobs.length === 0)
      this.#listener.onImported({ outcome: 'unchanged', messages: 0 });
    else this.#completing.push({ outcome: 'extended', messages: missing.length });
  }

  /** What is not there, or there with less. Anybody can write an archive: what was said here stays, unless the file goes on from it. */
  async #missing(read: ImportedConversation, id: string, ranks: Found['ranks']): Promise<readonly ImportedMessage[]> {
    // What has no revision there is the user's own, and none outranks it.
    const isOwn = ({ id: messageId }: ImportedMessage): boolean =>
      ranks.has(messageId) && !isRevisedRank(ranks.get(messageId)!);
    const newer = read.messages.filter(
      (message) =>
        (ranks.get(message.id) ?? -1) < messageRank(message.status, isOwn(message) ? undefined : message.revision),
    );
    const isDoubtful = (message: ImportedMessage): boolean =>
      isOwn(message) || (message.revision === undefined && ranks.has(message.id));
    if (!newer.some(isDoubtful)) return newer;
    const there = new Map((await this.#history.messages(id)).map((message) => [message.id, message]));
    return newer.filter((message) => !isDoubtful(message) || goesOnFrom(there.get(message.id), message));
  }

  async #putMessage(message: ImportedMessage): Promise<void> {
    const stored = await withAttachments(message);
    await this.#put(message.conversationId, { type: 'message.put', message: stored }, contentSize(stored.parts));
  }

  /** @param size about the event's, in characters, beyond what every event has */
  async #put(conversationId: string, event: HistoryEvent, size = 0): Promise<void> {
    const isFull = this.#pendingSize + size > TRANSACTION_SIZE || this.#pending.length >= TRANSACTION_EVENTS;
    if (this.#pending.length > 0 && isFull) await this.#flush('written', false);
    this.#pending.push(event);
    this.#pendingSize += size + EVENT_SIZE;
    this.#underWay.add(conversationId);
  }

  /** @param settled whether to wait until this transaction is written, too, and not only the one before it */
  async #flush(durability: Durability, settled: boolean): Promise<void> {
    await this.#written;
    const events = this.#pending;
    const completing = this.#completing;
    this.#pending = [];
    this.#completing = [];
    this.#pendingSize = 0;
    if (events.length > 0) {
      this.#written = this.#append(events, durability).then(() => completing.forEach(this.#listener.onImported));
      // A failure is handed to whoever asks next.
      this.#written.catch(() => undefined);
    }
    if (!settled) return;
    await this.#written;
    this.#underWay.clear();
  }

  /** One event that the history can never save costs no other. */
  async #append(events: readonly HistoryEvent[], durability: Durability): Promise<void> {
    try {
      await this.#history.append(events, durability);
    } catch (error) {
      if (!(error instanceof ScoutError && error.code === 'unsavable')) throw error;
      if (events.length === 1) this.#listener.onRefused();
      else {
        const half = Math.ceil(events.length / 2);
        await this.#append(events.slice(0, half), durability);
        await this.#append(events.slice(half), durability);
      }
    }
  }
}

function movedTo(read: ImportedConversation, conversationId: string): ImportedConversation {
  const { conversation, messages, jobs } = read;
  if (conversation.id === conversationId) return read;
  return {
    ...read,
    conversation: { ...conversation, id: conversationId },
    messages: messages.map((message) => ({ ...message, conversationId })),
    jobs: jobs.map((job) => ({ ...job, conversationId })),
  };
}
