import type { Disposable } from '../../core/disposables.js';
import { abortError, ScoutError } from '../../core/errors.js';
import { Emitter } from '../../core/event.js';
import type { TaskRegistry } from '../../core/taskRegistry.js';
import { titleOf } from '../../core/text/title.js';
import { uuidv7 } from '../../core/uuid.js';
import type { ChatMessage } from '../../providers/provider.js';
import type { Conversation, StoredMessage } from '../../storage/api/chatHistory.js';
import type { AnswerDelta } from '../answering/answerBuilder.js';
import type { ModelSelection } from '../../models/modelSelection.js';
import { buildPrompt, buildContinuationPrompt } from '../answering/buildPrompt.js';
import { ConversationRecord, type ConversationFields } from './conversationRecord.js';
import type { WriteQueue } from './writeQueue.js';
import { MessageTree } from './messageTree.js';
import { RemoteChangeMerger } from './remoteChangeMerger.js';
import { Turn, type TurnDependencies } from '../answering/turn.js';

/** The longest message SCOUT sends, in UTF-16 code units: about a million tokens, more than any model takes. */
export const maximumMessageLength = 4_000_000;

/** What views of a conversation are told. */
export type SessionEvent =
  /** A message is new, or it changed; `isSaved` tells whether it is on disk. */
  | { readonly type: 'message'; readonly message: StoredMessage }
  | { readonly type: 'delta'; readonly turnId: string; readonly seq: number; readonly delta: AnswerDelta }
  /** A turn began, waits, or ended. */
  | { readonly type: 'turn' }
  /** Another branch is on screen now: read everything anew. */
  | { readonly type: 'branch' }
  /** The title changed, or the record of its jobs did. */
  | { readonly type: 'conversation' }
  | { readonly type: 'deleted'; readonly deletion: Deletion };

/** Who made a conversation go away: this window, or another one, which may have made sure that it cannot come back. */
export type Deletion = 'here' | 'elsewhere' | 'elsewhere for good';

export interface SessionDependencies extends TurnDependencies {
  readonly writer: WriteQueue;
  readonly tasks: TaskRegistry;
  /** The folder the window shows, as a URI. */
  readonly workspace: string | null;
  /** The conversation's place in the list, or its title, changed. */
  readonly onListed: (id: string) => void;
  /** Another window has deleted the conversation; its views are told next. */
  readonly onDeletedElsewhere: (id: string) => void;
  /** A conversation has its first complete answer. */
  readonly onFirstAnswer: (session: ConversationSession, question: StoredMessage, answer: StoredMessage) => void;
}

/** One conversation in use: its tree of messages, the turn under way, and what is not on disk yet. */
export class ConversationSession implements Disposable {
  readonly id: string;
  readonly #dependencies: SessionDependencies;
  readonly #record: ConversationRecord;
  readonly #tree: MessageTree;
  readonly #unsaved = new Set<string>();
  readonly #events: Emitter<SessionEvent>;
  readonly #remoteChanges: RemoteChangeMerger;
  /** When something was said here last, in Unix milliseconds. */
  #saidAt = 0;
  #turn: { readonly turn: Turn; readonly stop: AbortController; readonly ended: Promise<void> } | undefined;

  /** @param conversation `undefined` for a new chat: it comes into being with its first message. */
  constructor(ports: SessionDependencies, conversation?: Conversation, messages: readonly StoredMessage[] = []) {
    this.#dependencies = ports;
    this.id = conversation?.id ?? uuidv7();
    this.#record = new ConversationRecord(this.id, ports.writer, conversation);
    this.#tree = new MessageTree(messages, conversation?.headId ?? null);
    this.#events = new Emitter((error) => ports.logger.error('A view could not be told of a change', error));
    this.#remoteChanges = new RemoteChangeMerger({
      id: this.id,
      history: ports.history,
      logger: ports.logger,
      tree: this.#tree,
      record: this.#record,
      branch: () => this.branch,
      isAnswering: () => this.#turn !== undefined,
      isOwn: (id) => this.#unsaved.has(id) || this.#turn?.turn.messageId === id,
      hasSpokenSince: (time) => !this.isIdle || this.#saidAt > time,
      onMessages: (ids) => this.#notifyMessages(ids),
      onBranch: () => this.#events.fire({ type: 'branch' }),
      onRecord: () => {
        this.notifyConversationChanged();
        ports.onListed(this.id);
      },
      onDeleted: async (isForGood) => {
        await this.stop();
        ports.onDeletedElsewhere(this.id);
        this.markDeleted(isForGood ? 'elsewhere for good' : 'elsewhere');
      },
    });
  }

  /** `undefined` as long as nothing was said. */
  get conversation(): Conversation | undefined {
    return this.#record.current;
  }

  /** The branch on screen, root first; the growing answer is part of it. */
  get branch(): readonly StoredMessage[] {
    const growing = this.#turn?.turn.message;
    if (growing !== undefined) this.#tree.put(growing);
    return this.#tree.branch;
  }

  get turn(): Turn | undefined {
    return this.#turn?.turn;
  }

  /** Whether nothing is under way and everything is on disk. */
  get isIdle(): boolean {
    return this.#turn === undefined && this.#unsaved.size === 0;
  }

  isSaved(messageId: string): boolean {
    return !this.#unsaved.has(messageId);
  }

  /** The ids of the message and of everything that stands beside it after the same message, oldest first. */
  siblingsOf(message: StoredMessage): readonly string[] {
    return this.#tree.siblingsOf(message);
  }

  onEvent(listener: (event: SessionEvent) => void): Disposable {
    return this.#events.on(listener);
  }

  /**
   * Asks a question after the last message; while another window is being answered, beside that answer. Returns
   * once the turn has begun.
   *
   * @throws ScoutError `invalid-request` for a message that is empty or too long, or while an answer is
   * under way; nothing has changed then.
   */
  send(text: string): void {
    if (text.trim() === '') throw new ScoutError('invalid-request', 'The message is empty.');
    if (text.length > maximumMessageLength)
      throw new ScoutError('context-too-long', 'The message is too long to be sent.');
    this.#refuseWhileAnswering();
    const choice = this.#dependencies.models.resolve();
    const question: StoredMessage = {
      id: uuidv7(),
      conversationId: this.id,
      parentId: this.#lastFinished?.id ?? null,
      role: 'user',
      parts: [{ type: 'text', text }],
      createdAt: Date.now(),
      status: 'complete',
    };
    this.#put(
      question,
      this.conversation === undefined
        ? { title: titleOf(text), createdAt: question.createdAt, workspace: this.#dependencies.workspace }
        : {},
    );
    this.#answer(choice, question, buildPrompt(this.branch, choice));
    if (this.siblingsOf(question).length > 1) this.#events.fire({ type: 'branch' });
  }

  /** Asks again for the answer with this id; the earlier answer stays as another branch. */
  retry(messageId: string): void {
    this.#refuseWhileAnswering();
    const answer = this.#tree.get(messageId);
    const question = this.#tree.get(answer?.parentId ?? '');
    if (question === undefined) throw new ScoutError('invalid-request', 'There is no question to ask again.');
    const choice = this.#dependencies.models.resolve();
    const branch = this.#tree.branchTo(question.id);
    // The answer that is asked for again may itself continue an interrupted one.
    this.#answer(choice, question, buildContinuationPrompt(branch, choice));
    this.#events.fire({ type: 'branch' });
  }

  /** Asks the current provider for the rest of an answer that was cut off. */
  continueAnswer(messageId: string): void {
    this.#refuseWhileAnswering();
    const answer = this.#tree.get(messageId);
    if (answer?.role !== 'assistant') throw new ScoutError('invalid-request', 'There is no answer to continue.');
    const choice = this.#dependencies.models.resolve();
    this.#answer(choice, answer, buildContinuationPrompt(this.#tree.branchTo(answer.id), choice));
  }

  /** Gives the conversation another title; nothing happens before its first message. */
  rename(title: string): void {
    if (this.conversation === undefined || this.conversation.title === title) return;
    this.#record.save([], { title });
    this.notifyConversationChanged();
    this.#dependencies.onListed(this.id);
  }

  /** Takes over what the list has changed and saved. */
  applyExternalChange(fields: ConversationFields): void {
    this.#record.applyExternalChange(fields);
    this.notifyConversationChanged();
  }

  /**
   * Puts the newest of the branches with this message on screen, and remembers it.
   *
   * @returns what came of it: the branch that is being answered stays on screen until the answer has ended.
   */
  showMessage(messageId: string): 'shown' | 'unknown' | 'another branch is answered' {
    const message = this.#tree.get(messageId);
    if (message === undefined) return 'unknown';
    if (this.branch.some(({ id }) => id === messageId)) return 'shown';
    if (this.#turn !== undefined) return 'another branch is answered';
    this.#tree.selectBranch(message);
    this.#record.save([], { headId: this.#tree.branch.at(-1)!.id });
    this.#events.fire({ type: 'branch' });
    return 'shown';
  }

  /** Takes over what other windows have said and changed. Resolves when that is done; never rejects. */
  catchUp(): Promise<void> {
    return this.conversation === undefined ? Promise.resolve() : this.#remoteChanges.catchUp();
  }

  notifyConversationChanged(): void {
    this.#events.fire({ type: 'conversation' });
  }

  /** Stops the turn under way, if any, and resolves when it has ended; what arrived is kept. */
  async stop(): Promise<void> {
    this.#turn?.stop.abort(abortError());
    await this.#turn?.ended;
  }

  /** Tells the views that the conversation is gone. */
  markDeleted(deletion: Deletion = 'here'): void {
    this.#events.fire({ type: 'deleted', deletion });
  }

  /** Hears nothing of other windows any more. */
  dispose(): void {
    this.#remoteChanges.dispose();
  }

  #refuseWhileAnswering(): void {
    if (this.#turn !== undefined) throw new ScoutError('invalid-request', 'An answer is still under way.');
  }

  #answer(choice: ModelSelection, parent: StoredMessage, context: readonly ChatMessage[]): void {
    const start: StoredMessage = {
      id: uuidv7(),
      conversationId: this.id,
      parentId: parent.id,
      role: 'assistant',
      parts: [],
      createdAt: Date.now(),
      status: 'streaming',
      provider: choice.ref.endpoint,
      model: choice.ref.model,
    };
    const turn = new Turn(this.#dependencies, choice, context, start, {
      onDelta: (seq, delta) => this.#events.fire({ type: 'delta', turnId: turn.id, seq, delta }),
      onWaiting: () => this.#events.fire({ type: 'turn' }),
    });
    const stop = new AbortController();
    this.#put(start, {});
    const ended = this.#dependencies.tasks
      .run(`answer of ${choice.ref.endpoint}`, async (signal) => {
        // The end is part of the task: a shutdown waits until the answer is on disk.
        await this.#end(await turn.run(AbortSignal.any([signal, stop.signal])));
      })
      // Refused by a registry that is shut down: nothing was asked.
      .catch(() => this.#end({ ...start, status: 'interrupted' }));
    this.#turn = { turn, stop, ended };
    this.#events.fire({ type: 'turn' });
  }

  async #end(message: StoredMessage): Promise<void> {
    this.#turn = undefined;
    this.#put(message, {});
    this.#events.fire({ type: 'turn' });
    await this.#dependencies.writer.flush();
    this.#notifyFirstAnswer(message);
  }

  #notifyFirstAnswer(answer: StoredMessage): void {
    if (answer.status !== 'complete') return;
    const complete = [...this.#tree.all].filter(({ role, status }) => role === 'assistant' && status === 'complete');
    const question = this.branch.find(({ role }) => role === 'user');
    if (complete.length === 1 && question !== undefined) this.#dependencies.onFirstAnswer(this, question, answer);
  }

  #put(message: StoredMessage, fields: ConversationFields): void {
    const updatedAt = Date.now();
    this.#saidAt = updatedAt;
    this.#tree.put(message);
    this.#tree.setHead(message.id);
    this.#unsaved.add(message.id);
    this.#record.save([{ type: 'message.put', message }], { ...fields, headId: message.id, updatedAt }, () =>
      this.#saved(message),
    );
    this.#events.fire({ type: 'message', message });
    this.#dependencies.onListed(this.id);
  }

  #saved(message: StoredMessage): void {
    // The beginning of an answer is saved before its end is: only the newest state counts.
    if (this.#tree.get(message.id)?.status !== message.status) return;
    this.#unsaved.delete(message.id);
    if (message.status !== 'streaming') this.#notifyMessages([message.id]);
  }

  /** The last message of the branch that another window is not being answered with. */
  get #lastFinished(): StoredMessage | undefined {
    return this.branch.findLast(({ status }) => status !== 'streaming');
  }

  /** Tells the views of these messages, as far as they are on the branch on screen. */
  #notifyMessages(ids: Iterable<string>): void {
    const told = new Set(ids);
    for (const message of this.branch) if (told.has(message.id)) this.#events.fire({ type: 'message', message });
  }
}
