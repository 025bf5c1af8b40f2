import type { Disposable } from '../../core/disposables.js';
import { Emitter } from '../../core/event.js';
import type { Logger } from '../../core/logger.js';
import { singleLine } from '../../core/text/singleLine.js';
import type {
  ChatHistory,
  Conversation,
  ConversationCursor,
  ConversationFilter,
  HistoryEvent,
} from '../../storage/api/chatHistory.js';
import type { ConversationSession } from '../conversation/conversationSession.js';
import type { WriteQueue } from '../writeQueue.js';

/** The longest title a person can give, in characters. */
const maximumTitleLength = 200;
/** The longest tag, in characters, and how many a conversation can have. */
const maximumTagLength = 100;
const maximumTags = 50;

export interface ConversationListDependencies {
  readonly history: ChatHistory;
  readonly writer: WriteQueue;
  readonly logger: Logger;
  /** The conversations in use, which may know more than the disk does. */
  readonly sessions: () => readonly ConversationSession[];
  /** A conversation was deleted: nobody uses it any more. */
  readonly onDeleted: (id: string) => void;
}

/** A part of the list, in its order. */
export interface ConversationPage {
  /** About as many as were asked for. */
  readonly conversations: readonly Conversation[];
  /** Where the next page begins; `undefined` at the end. */
  readonly next: ConversationCursor | undefined;
}

/** What tags to add to conversations and to take from them. */
export interface TagChange {
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

/**
 * The list of conversations: what it shows, and what people do with its entries. Changes are on disk when
 * they resolve; one that cannot be saved rejects with `ScoutError` and has changed nothing.
 */
export class ConversationList implements Disposable {
  readonly #dependencies: ConversationListDependencies;
  readonly #changed: Emitter<ReadonlySet<string> | undefined>;
  readonly #listening: Disposable;
  /** Ends, never in an error, with the deletions so far. */
  #deletions: Promise<unknown> = Promise.resolve();
  /** Conversations whose deletion is not on disk yet. */
  readonly #deleting = new Set<string>();

  constructor(dependencies: ConversationListDependencies) {
    this.#dependencies = dependencies;
    this.#changed = new Emitter((error) => dependencies.logger.error('Could not notify a view of a change', error));
    this.#listening = dependencies.history.onChanged((ids) => this.#changed.fire(ids));
  }

  /** Which entries are new, changed or gone, in this window or another; `undefined`: it could be any. */
  onChanged(listener: (ids: ReadonlySet<string> | undefined) => void): Disposable {
    return this.#changed.on(listener);
  }

  /** Notifies the listeners that something else has changed this entry. */
  notifyChanged(id: string): void {
    this.#changed.fire(new Set([id]));
  }

  /**
   * Pinned ones first, then the most recently updated; those included that are not on disk yet.
   * @param mayAsk the history itself is not asked for the first page before it has resolved.
   */
  async page(
    filter: ConversationFilter,
    limit: number,
    after?: ConversationCursor,
    mayAsk?: Promise<void>,
  ): Promise<ConversationPage> {
    const { history } = this.#dependencies;
    const stored = await (after === undefined
      ? history.firstConversations(filter, limit, mayAsk)
      : history.conversations(filter, limit, after));
    const last = stored.length === limit ? stored.at(-1) : undefined;
    const open = this.#open();
    const belongs = (entry: Conversation): boolean =>
      isListed(entry, filter) &&
      (after === undefined || inListOrder(entry, after) > 0) &&
      (last === undefined || inListOrder(entry, last) <= 0);
    const conversations = [...stored.filter(({ id }) => !open.has(id)), ...[...open.values()].filter(belongs)].sort(
      inListOrder,
    );
    return { conversations, next: last && { pinned: last.pinned, updatedAt: last.updatedAt, id: last.id } };
  }

  /** Those that can be restored, the latest deletion first. */
  async deleted(): Promise<readonly Conversation[]> {
    return [...(await this.#dependencies.history.deleted())].reverse();
  }

  /** A deleted one included, until it is gone for good. */
  async entry(id: string): Promise<Conversation | undefined> {
    return this.#open().get(id) ?? (await this.#dependencies.history.conversation(id));
  }

  /** Does nothing when the title is blank. */
  async rename(id: string, title: string): Promise<void> {
    const clean = singleLine(title, maximumTitleLength);
    if (clean !== '') await this.#set([id], () => ({ title: clean }));
  }

  setPinned(ids: readonly string[], pinned: boolean): Promise<void> {
    return this.#set(ids, () => ({ pinned }));
  }

  setArchived(ids: readonly string[], archived: boolean): Promise<void> {
    return this.#set(ids, () => ({ archived }));
  }

  /** The tags that are in neither list stay, of each conversation its own. */
  async changeTags(ids: readonly string[], { add, remove }: TagChange): Promise<void> {
    const entries = await Promise.all(ids.map((id) => this.entry(id)));
    const tags = new Map(
      entries.flatMap((entry) =>
        entry === undefined ? [] : [[entry.id, changedTags(entry.tags, add, remove)] as const],
      ),
    );
    await this.#set([...tags.keys()], (id) => ({ tags: tags.get(id)! }));
  }

  /** Ends what is under way in them and hides them everywhere. They can be restored until they are purged. */
  delete(ids: readonly string[]): Promise<void> {
    for (const id of ids) this.#deleting.add(id);
    const deletion = this.#delete(ids).finally(() => {
      for (const id of ids) this.#deleting.delete(id);
    });
    this.#deletions = Promise.allSettled([this.#deletions, deletion]);
    return deletion;
  }

  /** Whether it is about to be deleted: nothing more is to be asked in it. */
  isDeleting(id: string): boolean {
    return this.#deleting.has(id);
  }

  /**
   * Brings back what was deleted, here or elsewhere.
   * @returns those that are gone for good.
   */
  async undoDelete(ids: readonly string[]): Promise<readonly string[]> {
    await this.#deletions;
    const entries = await Promise.all(ids.map((id) => this.entry(id)));
    await this.#set(
      ids.filter((_, index) => entries[index] !== undefined),
      () => ({ deletedAt: null }),
    );
    return ids.filter((_, index) => entries[index] === undefined);
  }

  dispose(): void {
    this.#listening.dispose();
  }

  async #delete(ids: readonly string[]): Promise<void> {
    const sessions = this.#dependencies.sessions().filter(({ id }) => ids.includes(id));
    await Promise.all(sessions.map((session) => session.stop()));
    const deletedAt = Date.now();
    await this.#save(ids, () => ({ deletedAt }));
    for (const session of sessions) {
      this.#dependencies.onDeleted(session.id);
      session.markDeleted();
    }
    this.#changed.fire(new Set(ids));
  }

  #open(): ReadonlyMap<string, Conversation> {
    return new Map(
      this.#dependencies
        .sessions()
        .flatMap(({ id, conversation }) => (conversation === undefined ? [] : [[id, conversation]])),
    );
  }

  async #set(ids: readonly string[], fieldsOf: (id: string) => Partial<Omit<Conversation, 'id'>>): Promise<void> {
    if (ids.length === 0) return;
    await this.#save(ids, fieldsOf);
    const changed = new Set(ids);
    for (const session of this.#dependencies.sessions())
      if (changed.has(session.id)) session.applyExternalChange(fieldsOf(session.id));
    this.#changed.fire(changed);
  }

  #save(ids: readonly string[], fieldsOf: (id: string) => Partial<Omit<Conversation, 'id'>>): Promise<void> {
    return this.#dependencies.writer.writeOnce(
      ids.map((id): HistoryEvent => ({ type: 'conversation.set', id, fields: fieldsOf(id) })),
    );
  }
}

/** Whether an entry is in the list of this filter. */
export function isListed(entry: Conversation, { workspace, archived = false }: ConversationFilter): boolean {
  return (
    entry.deletedAt === null &&
    entry.archived === archived &&
    (workspace === undefined || entry.workspace === workspace)
  );
}

function inListOrder(a: ConversationCursor, b: ConversationCursor): number {
  return Number(b.pinned) - Number(a.pinned) || b.updatedAt - a.updatedAt || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0);
}

/** Tags that differ only in their case are the same. */
function changedTags(tags: readonly string[], add: readonly string[], remove: readonly string[]): readonly string[] {
  const removed = new Set(remove.map((tag) => tag.toLowerCase()));
  const changed = new Map(tags.filter((tag) => !removed.has(tag.toLowerCase())).map((tag) => [tag.toLowerCase(), tag]));
  for (const tag of add.map((text) => singleLine(text, maximumTagLength))) {
    if (tag !== '' && !changed.has(tag.toLowerCase())) changed.set(tag.toLowerCase(), tag);
  }
  return [...changed.values()].slice(0, maximumTags);
}
