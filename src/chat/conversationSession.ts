import { branchTo, headOf } from '../core/conversationTree.js';
import type { Disposable } from '../core/disposables.js';
import { abortError, ScoutError } from '../core/errors.js';
import { Emitter } from '../core/event.js';
import type { TaskRegistry } from '../core/taskRegistry.js';
import { titleOf } from '../core/title.js';
import { uuidv7 } from '../core/uuid.js';
import type { ChatMessage } from '../providers/provider.js';
import type { Conversation, HistoryEvent, StoredMessage } from '../storage/chatHistory.js';
import type { AnswerDelta } from './answer.js';
import type { Choice } from './answerer.js';
import { contextOf, contextToContinue } from './context.js';
import type { HistoryWriter } from './historyWriter.js';
import { Turn, type TurnPorts } from './turn.js';

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
  | { readonly type: 'deleted' };

export interface SessionPorts extends TurnPorts {
  readonly writer: HistoryWriter;
  readonly tasks: TaskRegistry;
  /** The folder the window shows, as a URI. */
  readonly workspace: string | null;
  /** The conversation's place in the list, or its title, changed. */
  readonly onListed: (id: string) => void;
  /** A conversation has its first complete answer. */
  readonly onFirstAnswer: (session: ConversationSession, question: StoredMessage, answer: StoredMessage) => void;
}

/** One conversation in use: its tree of messages, the turn under way, and what is not on disk yet. */
export class ConversationSession {
  readonly id: string;
  readonly #ports: SessionPorts;
  readonly #messages: Map<string, StoredMessage>;
  readonly #unsaved = new Set<string>();
  readonly #events: Emitter<SessionEvent>;
  #conversation: Conversation | undefined;
  #turn: { readonly turn: Turn; readonly stop: AbortController; readonly ended: Promise<void> } | undefined;

  /** @param conversation `undefined` for a new chat: it comes into being with its first message. */
  constructor(ports: SessionPorts, conversation?: Conversation, messages: readonly StoredMessage[] = []) {
    this.#ports = ports;
    this.#conversation = conversation;
    this.id = conversation?.id ?? uuidv7();
    this.#messages = new Map(messages.map((message) => [message.id, message]));
    this.#events = new Emitter((error) => ports.logger.error('A view could not be told of a change', error));
  }

  /** `undefined` as long as nothing was said. */
  get conversation(): Conversation | undefined {
    return this.#conversation;
  }

  /** The branch on screen, root first; the growing answer is part of it. */
  get branch(): readonly StoredMessage[] {
    const growing = this.#turn?.turn.message;
    if (growing !== undefined) this.#messages.set(growing.id, growing);
    return branchTo(this.#messages, headOf(this.#messages, this.#conversation?.headId ?? null)?.id ?? null);
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

  onEvent(listener: (event: SessionEvent) => void): Disposable {
    return this.#events.on(listener);
  }

  /**
   * Asks a question after the last message. Returns once the turn has begun.
   *
   * @throws ScoutError `invalid-request` for a message that is empty or too long, or while an answer is
   * under way; nothing has changed then.
   */
  send(text: string): void {
    if (text.trim() === '') throw new ScoutError('invalid-request', 'The message is empty.');
    if (text.length > maximumMessageLength) throw new ScoutError('context-too-long', 'The message is too long to be sent.');
    this.#refuseWhileAnswering();
    const choice = this.#ports.answerers.choice();
    const question: StoredMessage = {
      id: uuidv7(),
      conversationId: this.id,
      parentId: this.branch.at(-1)?.id ?? null,
      role: 'user',
      parts: [{ type: 'text', text }],
      createdAt: Date.now(),
      status: 'complete',
    };
    this.#put(question, this.#conversation === undefined ? { title: titleOf(text), createdAt: question.createdAt } : {});
    this.#answer(choice, question, contextOf(this.branch, choice));
  }

  /** Asks again for the answer with this id; the earlier answer stays as another branch. */
  retry(messageId: string): void {
    this.#refuseWhileAnswering();
    const answer = this.#messages.get(messageId);
    const question = this.#messages.get(answer?.parentId ?? '');
    if (question === undefined) throw new ScoutError('invalid-request', 'There is no question to ask again.');
    const choice = this.#ports.answerers.choice();
    const branch = branchTo(this.#messages, question.id);
    // The answer that is asked for again may itself continue an interrupted one.
    this.#answer(choice, question, contextToContinue(branch, choice));
    this.#events.fire({ type: 'branch' });
  }

  /** Asks the current provider for the rest of an answer that was cut off. */
  continueAnswer(messageId: string): void {
    this.#refuseWhileAnswering();
    const answer = this.#messages.get(messageId);
    if (answer?.role !== 'assistant') throw new ScoutError('invalid-request', 'There is no answer to continue.');
    const choice = this.#ports.answerers.choice();
    this.#answer(choice, answer, contextToContinue(branchTo(this.#messages, answer.id), choice));
  }

  /** Gives the conversation another title; nothing happens before its first message. */
  rename(title: string): void {
    if (this.#conversation === undefined || this.#conversation.title === title) return;
    this.#conversation = { ...this.#conversation, title };
    this.#ports.writer.put([{ type: 'conversation.set', id: this.id, fields: { title } }], () => undefined);
    this.tellConversationChanged();
    this.#ports.onListed(this.id);
  }

  /** Takes over what the list has changed and saved. */
  adopt(fields: Partial<Omit<Conversation, 'id'>>): void {
    if (this.#conversation === undefined) return;
    this.#conversation = { ...this.#conversation, ...fields };
    this.tellConversationChanged();
  }

  tellConversationChanged(): void {
    this.#events.fire({ type: 'conversation' });
  }

  /** Stops the turn under way, if any, and resolves when it has ended; what arrived is kept. */
  async stop(): Promise<void> {
    this.#turn?.stop.abort(abortError());
    await this.#turn?.ended;
  }

  /** Tells the views that the conversation is gone. */
  markDeleted(): void {
    this.#events.fire({ type: 'deleted' });
  }

  #refuseWhileAnswering(): void {
    if (this.#turn !== undefined) throw new ScoutError('invalid-request', 'An answer is still under way.');
  }

  #answer(choice: Choice, parent: StoredMessage, context: readonly ChatMessage[]): void {
    const start: StoredMessage = {
      id: uuidv7(),
      conversationId: this.id,
      parentId: parent.id,
      role: 'assistant',
      parts: [],
      createdAt: Date.now(),
      status: 'streaming',
      provider: choice.provider,
      model: choice.model,
    };
    const turn = new Turn(this.#ports, choice, context, start, {
      onDelta: (seq, delta) => this.#events.fire({ type: 'delta', turnId: turn.id, seq, delta }),
      onWaiting: () => this.#events.fire({ type: 'turn' }),
    });
    const stop = new AbortController();
    this.#put(start, {});
    const ended = this.#ports.tasks
      .run(`answer of ${choice.provider}`, async (signal) => {
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
    await this.#ports.writer.flush();
    this.#tellFirstAnswer(message);
  }

  #tellFirstAnswer(answer: StoredMessage): void {
    if (answer.status !== 'complete') return;
    const complete = [...this.#messages.values()].filter(({ role, status }) => role === 'assistant' && status === 'complete');
    const question = this.branch.find(({ role }) => role === 'user');
    if (complete.length === 1 && question !== undefined) this.#ports.onFirstAnswer(this, question, answer);
  }

  #put(message: StoredMessage, fields: Partial<Omit<Conversation, 'id'>>): void {
    const changes = { ...fields, headId: message.id, updatedAt: Date.now() };
    const isNew = this.#conversation === undefined;
    const conversation: Conversation = {
      ...(this.#conversation ?? {
        id: this.id,
        title: '',
        createdAt: message.createdAt,
        workspace: this.#ports.workspace,
        persona: null,
        pinned: false,
        archived: false,
        tags: [],
        deletedAt: null,
      }),
      ...changes,
    };
    this.#conversation = conversation;
    const { id, ...all } = conversation;
    this.#messages.set(message.id, message);
    this.#unsaved.add(message.id);
    this.#events.fire({ type: 'message', message });
    const events: HistoryEvent[] = [
      { type: 'message.put', message },
      { type: 'conversation.set', id, fields: isNew ? all : changes },
    ];
    this.#ports.writer.put(events, () => this.#saved(message));
    this.#ports.onListed(this.id);
  }

  #saved(message: StoredMessage): void {
    // The beginning of an answer is saved before its end is: only the newest state counts.
    if (this.#messages.get(message.id)?.status !== message.status) return;
    this.#unsaved.delete(message.id);
    if (message.status !== 'streaming') this.#events.fire({ type: 'message', message });
  }
}
