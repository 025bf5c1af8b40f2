import { setImmediate as immediate } from 'node:timers/promises';
import type { Disposable } from '../../core/disposables.js';
import type { ScoutError } from '../../core/errors.js';
import { Emitter } from '../../core/event.js';
import type { UnsavableStore } from '../../storage/api/unsavable.js';
import { ConversationList } from '../list/conversationList.js';
import { ConversationSession, type SessionDependencies } from './conversationSession.js';
import type { NewChat } from './conversationState.js';
import { WriteQueue } from '../writeQueue.js';

export type ConversationsDependencies = Omit<
  SessionDependencies,
  'writer' | 'onListed' | 'onSaved' | 'onStopped' | 'onDeletedElsewhere'
> & {
  readonly unsavable: UnsavableStore;
};

interface Open {
  readonly session: ConversationSession;
  users: number;
}

/** A conversation in use by one view; must be released. */
export interface ConversationLease {
  readonly session: ConversationSession;
  release(): void;
}

/**
 * The conversations of this window: those in use are shared by all views that show them, and forgotten
 * when no view shows them and nothing is under way.
 */
export class Conversations implements Disposable {
  readonly list: ConversationList;
  /** Everything that is written goes through it, in its order. */
  readonly writer: WriteQueue;
  readonly #dependencies: ConversationsDependencies;
  readonly #writeErrorChanged: Emitter<void>;
  readonly #stopped: Emitter<string>;
  readonly #listening: readonly Disposable[];
  readonly #open = new Map<string, Open>();
  #opening = new Map<string, Promise<ConversationSession | undefined>>();
  /** New chats of which the history has not been asked yet. */
  readonly #unconfirmed = new Set<string>();
  #writeError: ScoutError | undefined;

  constructor(dependencies: ConversationsDependencies) {
    this.#dependencies = dependencies;
    const onError = (error: unknown): void => dependencies.logger.error('Could not notify a view of a change', error);
    this.#writeErrorChanged = new Emitter(onError);
    this.#stopped = new Emitter(onError);
    const { history, unsavable, logger } = dependencies;
    this.writer = new WriteQueue({
      history,
      unsavable,
      logger,
      onWriteError: (writeError) => {
        this.#writeError = writeError;
        this.#writeErrorChanged.fire();
      },
    });
    this.list = new ConversationList({
      history: dependencies.history,
      writer: this.writer,
      logger: dependencies.logger,
      sessions: () => [...this.#open.values()].map(({ session }) => session),
      onDeleted: (id) => this.#forget(id),
    });
    this.#listening = [
      history.onChanged((ids) => this.#catchUp(({ session }) => ids?.has(session.id) !== false)),
      history.onGrown((ids) => this.#catchUp(({ session }) => session.hasAny(ids))),
    ];
  }

  /** Why messages cannot be saved at the moment, if they cannot. */
  get writeError(): ScoutError | undefined {
    return this.#writeError;
  }

  onWriteErrorChanged(listener: () => void): Disposable {
    return this.#writeErrorChanged.on(listener);
  }

  /** The answer in the conversation with this id was stopped, or the conversation is being deleted. */
  onStopped(listener: (id: string) => void): Disposable {
    return this.#stopped.on(listener);
  }

  /** Whether this window is about to go, and nothing is asked any more. */
  get isEnding(): boolean {
    return this.#dependencies.tasks.isClosed;
  }

  /** A chat that somebody has open, a new one included. */
  opened(id: string): ConversationSession | undefined {
    return this.#open.get(id)?.session;
  }

  /** How many conversations are held in memory, for the memory report. */
  get openCount(): number {
    return this.#open.size;
  }

  /** Those of which something may not be on disk yet. */
  get unsaved(): readonly ConversationSession[] {
    return [...this.#open.values()].map(({ session }) => session).filter(({ isIdle }) => !isIdle);
  }

  /** A new chat; nothing is stored before its first message. */
  create(): ConversationLease {
    return this.#lease(new ConversationSession(this.#sessionDependencies()));
  }

  /**
   * A new chat as it was shown before. The history is not asked whether anything has been said in it since then: `openOrCreate`
   * does that, for which every question waits.
   */
  resumeNew(newChat: NewChat): ConversationLease {
    const { id } = newChat;
    const open = this.#open.get(id);
    if (open !== undefined) return this.#lease(open.session);
    this.#unconfirmed.add(id);
    return this.#lease(new ConversationSession(this.#sessionDependencies(), undefined, [], newChat));
  }

  /** The conversation, or a new chat with this id when there never was one; `undefined` when it is deleted. */
  async openOrCreate(id: string): Promise<ConversationLease | undefined> {
    const lease = await this.open(id);
    if (lease !== undefined) return lease;
    const { history } = this.#dependencies;
    const isGone = (await history.conversation(id)) !== undefined || (await history.isTombstoned(id));
    this.#unconfirmed.delete(id);
    if (isGone) return undefined;
    // Somebody else may have asked for the same meanwhile.
    const session = this.#open.get(id)?.session;
    return this.#lease(session ?? new ConversationSession(this.#sessionDependencies(), undefined, [], { id }));
  }

  /** Resolves with `undefined` when there is no such conversation. */
  async open(id: string): Promise<ConversationLease | undefined> {
    const open = this.#open.get(id);
    if (open !== undefined && !this.#isUnconfirmed(id)) return this.#lease(open.session);
    let opening = this.#opening.get(id);
    if (opening === undefined) {
      opening = this.#read(id).finally(() => this.#opening.delete(id));
      this.#opening.set(id, opening);
    }
    const session = await opening;
    if (session === undefined) return undefined;
    // It was no new chat any more; who shows it as one gets this one.
    if (this.#isUnconfirmed(id)) this.#forget(id);
    return this.#lease(this.#open.get(id)?.session ?? session);
  }

  /** Whether the history may know more of what is a new chat here, and nobody has noticed yet. */
  #isUnconfirmed(id: string): boolean {
    return this.#unconfirmed.has(id) && this.#open.get(id)?.session.conversation === undefined;
  }

  /** Notifies the views of a conversation, if any shows it, that it has changed. */
  notifyChanged(id: string): void {
    this.#open.get(id)?.session.notifyConversationChanged();
  }

  /** Tries to write what is not on disk yet; resolves when it is, or when that failed. */
  async flush(): Promise<void> {
    await this.writer.flush();
    if (this.writer.pending > 0) this.#dependencies.logger.error(`${this.writer.pending} changes could not be saved`);
  }

  dispose(): void {
    for (const listening of this.#listening) listening.dispose();
    for (const id of this.#open.keys()) this.#forget(id);
    this.list.dispose();
    this.writer.dispose();
  }

  async #read(id: string): Promise<ConversationSession | undefined> {
    const { history } = this.#dependencies;
    let isChanged = false;
    const listening = history.onChanged((ids) => (isChanged ||= ids?.has(id) !== false));
    // Of which of them it is, nobody knows before they are read.
    const growing = history.onGrown(() => (isChanged = true));
    try {
      const conversation = await history.conversation(id);
      if (conversation === undefined || conversation.deletedAt !== null) return undefined;
      const messages = await history.messages(id);
      // To build the tree of a long chat takes long enough by itself.
      await immediate();
      const session = new ConversationSession(this.#sessionDependencies(), conversation, messages);
      // Nobody else would notice it: the session is not among the open ones yet.
      if (isChanged) void session.catchUp();
      return session;
    } finally {
      listening.dispose();
      growing.dispose();
    }
  }

  #catchUp(isConcerned: (open: Open) => boolean): void {
    for (const open of this.#open.values()) if (isConcerned(open)) void open.session.catchUp();
  }

  #lease(session: ConversationSession): ConversationLease {
    const entry = this.#open.get(session.id) ?? { session, users: 0 };
    this.#open.set(session.id, entry);
    entry.users += 1;
    let released = false;
    return {
      session,
      release: () => {
        if (released) return;
        released = true;
        entry.users -= 1;
        this.#forgetUnused();
      },
    };
  }

  #forgetUnused(): void {
    for (const [id, { session, users }] of this.#open) {
      if (users === 0 && session.isIdle) this.#forget(id);
    }
  }

  #forget(id: string): void {
    this.#unconfirmed.delete(id);
    this.#open.get(id)?.session.dispose();
    this.#open.delete(id);
  }

  #sessionDependencies(): SessionDependencies {
    return {
      ...this.#dependencies,
      writer: this.writer,
      onListed: (id) => {
        this.#forgetUnused();
        this.list.notifyChanged(id);
      },
      // A conversation may have been left while it was answered.
      onSaved: () => this.#forgetUnused(),
      onStopped: (id) => this.#stopped.fire(id),
      onDeletedElsewhere: (id) => this.#forget(id),
    };
  }
}
