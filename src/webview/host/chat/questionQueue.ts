import * as vscode from 'vscode';
import type { ConversationLease, Conversations } from '../../../chat/conversation/conversations.js';
import type { ConversationSession } from '../../../chat/conversation/conversationSession.js';
import { abortError, ScoutError } from '../../../core/errors.js';
import { KeyedSequence } from '../../../core/keyedSequence.js';
import { within } from '../../../core/within.js';
import type { Question } from './question.js';
import type { QuestionContent } from './questionContent.js';

interface Waiting {
  readonly conversationId: string;
  readonly stored: Promise<void>;
  readonly withdrawal: AbortController;
}

/**
 * The questions of this window's views on their way into their conversations, whichever those show meanwhile: within one
 * conversation in their order, each when the answer before it has ended, and each once.
 */
export class QuestionQueue {
  readonly #conversations: Conversations;
  readonly #content: QuestionContent;
  readonly #prepare: (session: ConversationSession) => Promise<void>;
  /** Those that were refused, too: a view may send one again before it has read that, or the view after it. */
  readonly #waiting = new Map<string, Waiting>();
  readonly #asking = new KeyedSequence();

  /** @param prepare settles, before each question, what can be settled without the user. */
  constructor(
    conversations: Conversations,
    content: QuestionContent,
    prepare: (session: ConversationSession) => Promise<void>,
  ) {
    this.#conversations = conversations;
    this.#content = content;
    this.#prepare = prepare;
    // Whoever stops an answer, or deletes its conversation, wants no other.
    conversations.onStopped((id) => this.#withdrawAll(id));
  }

  /**
   * Resolves once the question is on disk, which it may have been before.
   *
   * @param onAsked called when it has become part of the conversation.
   * @throws ScoutError when it is refused, `AbortError` when it was withdrawn: nothing has changed then, and it is refused whenever it
   * comes again, since its text has been given back.
   */
  ask(question: Question, onAsked: () => void): Promise<void> {
    const { messageId, conversationId } = question;
    const known = this.#waiting.get(messageId);
    if (known !== undefined) return known.stored;
    const withdrawal = new AbortController();
    const asked = this.#asking.run(conversationId, () => this.#askNow(question, withdrawal.signal, onAsked));
    const stored = asked.then(async (lease) => {
      await untilStored(lease, messageId);
      await this.#content.removeSent(question);
      this.#waiting.delete(messageId);
    });
    this.#waiting.set(messageId, { conversationId, stored, withdrawal });
    return stored;
  }

  /** Takes back a question that waits for an answer to end; one that has been asked stays. */
  withdraw(messageId: string): void {
    this.#waiting.get(messageId)?.withdrawal.abort(abortError());
  }

  /** Takes back everything that waits for an answer in this conversation to end. */
  #withdrawAll(conversationId: string): void {
    for (const waiting of this.#waiting.values())
      if (waiting.conversationId === conversationId) waiting.withdrawal.abort(abortError());
  }

  /** @returns the lease on the conversation, which has the question now. */
  async #askNow(question: Question, withdrawn: AbortSignal, onAsked: () => void): Promise<ConversationLease> {
    withdrawn.throwIfAborted();
    const { messageId, conversationId } = question;
    // Its deletion may be on disk, and no longer known here, before the question has been settled.
    this.#refuseDeleting(conversationId);
    const lease = await this.#conversations.openOrCreate(conversationId);
    if (lease === undefined) throw deleted();
    const { session } = lease;
    try {
      if (session.messages.some(({ id }) => id === messageId)) return lease;
      await within(this.#prepare(session), withdrawn);
      // What may be sent depends on whom the chat asks, which the user can change until the answer under way has ended.
      await untilIdle(session, withdrawn);
      const { text, attachments } = await this.#content.of(session, question, withdrawn);
      // Something else may have been asked while the user decided.
      await untilIdle(session, withdrawn);
      this.#refuseDeleting(conversationId);
      // The view keeps what is not settled, and the next host asks it.
      if (this.#conversations.isEnding) await new Promise<never>(() => undefined);
      session.send(text, messageId, attachments);
      onAsked();
      return lease;
    } catch (error) {
      lease.release();
      throw error;
    }
  }

  #refuseDeleting(conversationId: string): void {
    if (this.#conversations.list.isDeleting(conversationId)) throw deleted();
  }
}

function deleted(): ScoutError {
  const message = vscode.l10n.t('The chat was deleted before the message could be sent.');
  return new ScoutError('invalid-request', message, { fault: 'chat' });
}

/** Resolves when no answer is under way, at once if none is. */
function untilIdle(session: ConversationSession, signal: AbortSignal): Promise<void> {
  return untilEvent(session, signal, () => session.turn === undefined);
}

async function untilStored(lease: ConversationLease, messageId: string): Promise<void> {
  const { session } = lease;
  try {
    await untilEvent(session, new AbortController().signal, () => session.isSaved(messageId));
  } finally {
    lease.release();
  }
}

/** Resolves as soon as the condition holds, which is looked at now and after every event. */
function untilEvent(session: ConversationSession, signal: AbortSignal, holds: () => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (settle: () => void): void => {
      listening.dispose();
      signal.removeEventListener('abort', onAbort);
      settle();
    };
    const onAbort = (): void => end(() => reject(abortError()));
    const look = (): void => {
      if (holds()) end(resolve);
    };
    const listening = session.onEvent(look);
    signal.addEventListener('abort', onAbort);
    if (signal.aborted) onAbort();
    else look();
  });
}
