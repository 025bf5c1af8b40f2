import type { Disposable } from '../../core/disposables.js';
import type { AttachmentPart } from '../../core/message.js';
import type { Conversation, StoredMessage, StoredSelection } from '../../storage/api/chatHistory.js';
import type { SelectionTarget } from '../../models/modelSelection.js';
import type { PromptManifest } from '../answering/promptManifest.js';
import type { Turn } from '../answering/turn.js';
import type { ConversationFields } from './conversationRecord.js';
import { ConversationState, type NewChat } from './conversationState.js';
import { ConversationTurns, type ConversationTurnsDependencies } from './conversationTurns.js';
import { RemoteChangeMerger } from './remoteChangeMerger.js';
import type { Deletion, SessionEvent } from './sessionEvent.js';

export interface SessionDependencies extends ConversationTurnsDependencies {
  /** The conversation's place in the list, or its title, changed. */
  readonly onListed: (id: string) => void;
  /** Messages came onto the disk. */
  readonly onSaved: () => void;
  /** The answer under way is about to be stopped, if there is one. */
  readonly onStopped: (id: string) => void;
  /** Another window has deleted the conversation; its views are notified next. */
  readonly onDeletedElsewhere: (id: string) => void;
  /** A conversation has its first complete answer. @param branch from the root to that; there may be questions on it that nobody answered. */
  readonly onFirstAnswer: (session: ConversationSession, branch: readonly StoredMessage[]) => void;
}

/** One conversation in use: what views and the list ask of it and do with it. */
export class ConversationSession implements Disposable, SelectionTarget {
  readonly #state: ConversationState;
  readonly #turns: ConversationTurns;
  readonly #remoteChanges: RemoteChangeMerger;
  readonly #onStopped: (id: string) => void;
  readonly #lastUsed: SessionDependencies['lastUsed'];

  /**
   * @param conversation `undefined` for a new chat, which begins with its first message.
   * @param newChat of a new chat that was shown before.
   */
  constructor(
    dependencies: SessionDependencies,
    conversation?: Conversation,
    messages: readonly StoredMessage[] = [],
    newChat?: NewChat,
  ) {
    this.#onStopped = dependencies.onStopped;
    this.#lastUsed = dependencies.lastUsed;
    this.#state = new ConversationState(dependencies, conversation, messages, newChat);
    this.#turns = new ConversationTurns(this.#state, dependencies, (branch) =>
      dependencies.onFirstAnswer(this, branch),
    );
    this.#remoteChanges = new RemoteChangeMerger({
      state: this.#state,
      turns: this.#turns,
      history: dependencies.history,
      logger: dependencies.logger,
      onDeleted: async (isForGood) => {
        await this.stop();
        dependencies.onDeletedElsewhere(this.id);
        this.markDeleted(isForGood ? 'elsewhere for good' : 'elsewhere');
      },
    });
  }

  get id(): string {
    return this.#state.id;
  }

  /** `undefined` as long as nothing was said. */
  get conversation(): Conversation | undefined {
    return this.#state.record.current;
  }

  /**
   * The branch on screen, root first. It has as much of a growing answer as the `delta` events so far: read together with
   * the turn's `nextSeq`, it makes a snapshot that the next delta continues.
   */
  get branch(): readonly StoredMessage[] {
    return this.#state.tree.branch;
  }

  /** Where on the branch on screen the message is, counted from the root; `undefined` when it is not. */
  placeOf(messageId: string): number | undefined {
    return this.#state.tree.placeOf(messageId);
  }

  /** The messages of all branches, in no order. */
  get messages(): readonly StoredMessage[] {
    return [...this.#state.tree.all];
  }

  get turn(): Turn | undefined {
    return this.#turns.current;
  }

  /** Whether nothing is under way and everything is on disk. */
  get isIdle(): boolean {
    return this.turn === undefined && this.#state.isSaved;
  }

  /** Whether any of these messages is in it, on whichever branch. */
  hasAny(messageIds: ReadonlySet<string>): boolean {
    return [...messageIds].some((id) => this.#state.tree.get(id) !== undefined);
  }

  isSaved(messageId: string): boolean {
    return this.#state.isMessageSaved(messageId);
  }

  /** The ids of the message and its siblings, oldest first. */
  siblingsOf(message: StoredMessage): readonly string[] {
    return this.#state.tree.siblingsOf(message);
  }

  onEvent(listener: (event: SessionEvent) => void): Disposable {
    return this.#state.onEvent(listener);
  }

  /**
   * Asks a question after the last message; while another window is being answered, beside that answer. Returns
   * once the turn has begun.
   *
   * @throws ScoutError `invalid-request` for a message that is empty or too long, or while an answer is
   * under way, `local-only` where a rule of the user forbids it; nothing has changed then.
   * @param messageId the question's, which no message has yet.
   * @param attachments stored with it, before its text; a text may be blank that has some.
   */
  send(text: string, messageId?: string, attachments?: readonly AttachmentPart[]): void {
    this.#turns.send(text, messageId, attachments);
  }

  /** What `send` would send now, and to whom. With a blank text and nothing attached: what the model has of the chat. */
  preview(text: string, attachments: readonly AttachmentPart[]): PromptManifest {
    return this.#turns.preview(text, attachments);
  }

  /** Asks again for the answer with this id; the earlier answer stays as another branch. Throws as `send` does. */
  retry(messageId: string): void {
    this.#turns.retry(messageId);
  }

  /** Asks its provider for the rest of an answer that was cut off. Throws as `send` does. */
  continueAnswer(messageId: string): void {
    this.#turns.continueAnswer(messageId);
  }

  /** Stops the turn under way, if any, and resolves when it has ended; what arrived is kept. */
  stop(): Promise<void> {
    this.#onStopped(this.id);
    return this.#turns.stop();
  }

  /** Whom it asks; `null`: the settings decide. */
  get selection(): StoredSelection | null {
    return this.#state.selection;
  }

  /** The user has chosen whom it asks from now on, and so the next new chat of this window. */
  select(selection: StoredSelection): void {
    this.#state.select(selection);
    this.#lastUsed.select(selection);
  }

  /** Gives the conversation another title; nothing happens before its first message. */
  rename(title: string): void {
    if (this.conversation === undefined || this.conversation.title === title) return;
    this.#state.record.save([], { title });
    this.#state.notifyRecordChanged();
  }

  /** Takes over what the list has changed and saved. */
  applyExternalChange(fields: ConversationFields): void {
    this.#state.record.applyExternalChange(fields);
    this.notifyConversationChanged();
  }

  /**
   * Puts the newest of the branches with this message on screen, and remembers it.
   *
   * @returns the outcome: a branch that is being answered stays on screen until the answer has ended.
   */
  showMessage(messageId: string): 'shown' | 'unknown' | 'another branch is answered' {
    const { tree, record } = this.#state;
    const message = tree.get(messageId);
    if (message === undefined) return 'unknown';
    if (tree.placeOf(messageId) !== undefined) return 'shown';
    if (this.turn !== undefined) return 'another branch is answered';
    tree.selectBranch(message);
    record.save([], { headId: tree.branch.at(-1)!.id });
    this.#state.notify({ type: 'branch' });
    return 'shown';
  }

  /** Takes over what other windows have said and changed, also in what is a new chat here. Resolves when that is done; never rejects. */
  catchUp(): Promise<void> {
    return this.#remoteChanges.catchUp();
  }

  notifyConversationChanged(): void {
    this.#state.notify({ type: 'conversation' });
  }

  /** Notifies the views that the conversation is gone. */
  markDeleted(deletion: Deletion = 'here'): void {
    this.#state.notify({ type: 'deleted', deletion });
  }

  /** Receives nothing from other windows any more. */
  dispose(): void {
    this.#remoteChanges.dispose();
  }
}
