import { maximumMessageLength } from '../limits.js';
import { abortError, isCancellation, ScoutError } from '../../core/errors.js';
import type { AttachmentPart } from '../../core/message.js';
import type { TaskRegistry } from '../../core/taskRegistry.js';
import { titleOf } from '../../core/text/title.js';
import { uuidv7 } from '../../core/uuid.js';
import type { LastUsedSelection } from '../../models/lastUsedSelection.js';
import type { ModelSelection } from '../../models/modelSelection.js';
import type { StoredMessage } from '../../storage/api/chatHistory.js';
import { isSameSelection } from '../../storage/api/soundSelection.js';
import { USER_STOP } from '../answering/answerOutcome.js';
import { buildContinuationPrompt, buildPrompt } from '../answering/buildPrompt.js';
import { messagesOf, type PromptEntry, type PromptManifest } from '../answering/promptManifest.js';
import { promptCache } from '../answering/promptCache.js';
import type { SendPolicy } from '../answering/sendPolicy.js';
import { Turn, type TurnDependencies, type TurnPromptSource } from '../answering/turn.js';
import type { ConversationFields } from './conversationRecord.js';
import type { ConversationState } from './conversationState.js';
import type { WriteQueue } from '../writeQueue.js';

export interface ConversationTurnsDependencies extends TurnDependencies {
  readonly writer: WriteQueue;
  readonly tasks: TaskRegistry;
  /** What may be sent where. */
  readonly policy: SendPolicy;
  /** Who answers in new chats of this window. */
  readonly lastUsed: Pick<LastUsedSelection, 'selection' | 'select' | 'noteUsed'>;
  /** The folder the window shows, as a URI. */
  readonly workspace: string | null;
}

interface RunningTurn {
  readonly turn: Turn;
  readonly stop: AbortController;
  readonly ended: Promise<void>;
}

/** Questions and answers of one conversation; one answer at a time. */
export class ConversationTurns {
  readonly #state: ConversationState;
  readonly #dependencies: ConversationTurnsDependencies;
  readonly #onFirstAnswer: (branch: readonly StoredMessage[]) => void;
  #running: RunningTurn | undefined;

  /** @param onFirstAnswer the conversation has its first complete answer, with which the branch ends, and that is on disk. */
  constructor(
    state: ConversationState,
    dependencies: ConversationTurnsDependencies,
    onFirstAnswer: (branch: readonly StoredMessage[]) => void,
  ) {
    this.#state = state;
    this.#dependencies = dependencies;
    this.#onFirstAnswer = onFirstAnswer;
  }

  /** The turn under way. */
  get current(): Turn | undefined {
    return this.#running?.turn;
  }

  /** See `ConversationSession.send`. */
  send(text: string, messageId = uuidv7(), attachments: readonly AttachmentPart[] = []): void {
    if (text.trim() === '' && attachments.length === 0)
      throw new ScoutError('invalid-request', 'The message is empty.');
    if (text.length > maximumMessageLength) throw tooLong(text);
    const selection = this.#select();
    const { tree, record } = this.#state;
    const question = this.#questionOf(text, messageId, attachments);
    const { createdAt } = question;
    const isNew = record.current === undefined;
    const branch = this.#branchTo(question);
    const entries = buildPrompt(branch, selection);
    this.#dependencies.policy.check(entries, selection.ref);
    const answer = this.#startOf(selection, question);
    const prompt = this.#promptOf(branch, entries, selection, answer);
    // One transaction: what was asked and that it is being answered costs one sync.
    this.#run(selection, answer, prompt, () =>
      this.#state.put([question, answer], {
        ...(isNew
          ? {
              title: titleOf(text) || titleOf(attachments[0]?.label ?? ''),
              createdAt,
              workspace: this.#dependencies.workspace,
            }
          : {}),
        ...this.#used(selection),
      }),
    );
    if (tree.siblingsOf(question).length > 1) this.#state.notify({ type: 'branch' });
  }

  /** What `send` would send now, and to whom. @throws ScoutError as `send`, but for the policy */
  preview(text: string, attachments: readonly AttachmentPart[]): PromptManifest {
    const selection = this.#dependencies.models.resolve(this.#state.selection);
    const hasQuestion = text.trim() !== '' || attachments.length > 0;
    const branch = hasQuestion
      ? this.#branchTo(this.#questionOf(text, uuidv7(), attachments))
      : this.#state.tree.branch;
    return { selection, entries: buildPrompt(branch, selection) };
  }

  /** Asks again for the answer with this id; the earlier answer stays as another branch. */
  retry(messageId: string): void {
    const { tree } = this.#state;
    const question = tree.get(tree.get(messageId)?.parentId ?? '');
    if (question === undefined) throw new ScoutError('invalid-request', 'There is no message to answer again.');
    const selection = this.#select();
    // The answer that is asked for again may itself continue an interrupted one.
    this.#answer(selection, question);
    this.#state.notify({ type: 'branch' });
  }

  /** Asks its provider for the rest of an answer that was cut off. */
  continueAnswer(messageId: string): void {
    const { tree } = this.#state;
    const answer = tree.get(messageId);
    if (answer?.role !== 'assistant') throw new ScoutError('invalid-request', 'There is no answer to continue.');
    this.#answer(this.#select(), answer);
  }

  /** Stops the turn under way, if any, and resolves when it has ended; what arrived is kept. */
  async stop(): Promise<void> {
    this.#running?.stop.abort(abortError());
    await this.#running?.ended;
  }

  /** Who answers next; refuses while an answer is under way. */
  #select(): ModelSelection {
    if (this.#running !== undefined) throw new ScoutError('invalid-request', 'An answer is still in progress.');
    return this.#dependencies.models.resolve(this.#state.selection);
  }

  /** What is kept with the conversation of whom it asks. */
  #used({ ref, parameters }: ModelSelection): Pick<ConversationFields, 'selection'> {
    const selection = { ref, parameters };
    this.#dependencies.lastUsed.noteUsed(selection);
    return isSameSelection(selection, this.#state.record.current?.selection ?? null) ? {} : { selection };
  }

  /** The empty answer that grows. */
  #startOf({ ref, endpointName }: ModelSelection, parent: StoredMessage): StoredMessage {
    const now = Date.now();
    return {
      id: uuidv7(),
      conversationId: this.#state.id,
      parentId: parent.id,
      role: 'assistant',
      parts: [],
      // Later than what it answers, of whose millisecond it may be: messages are read in the order of their times.
      createdAt: now === parent.createdAt ? now + 1 : now,
      status: 'streaming',
      provider: ref.endpoint,
      providerName: endpointName,
      model: ref.model,
    };
  }

  /** A question after the last message; while another window is receiving an answer at the end of the branch, before that. */
  #questionOf(text: string, id: string, attachments: readonly AttachmentPart[]): StoredMessage {
    const parentId = this.#state.tree.branch.findLast(({ status }) => status !== 'streaming')?.id ?? null;
    return {
      id,
      conversationId: this.#state.id,
      parentId,
      role: 'user',
      parts: [...attachments, ...(text.trim() === '' ? [] : [{ type: 'text', text } as const])],
      createdAt: Date.now(),
      status: 'complete',
    };
  }

  #branchTo(question: StoredMessage): readonly StoredMessage[] {
    const { parentId } = question;
    return [...(parentId === null ? [] : this.#state.tree.branchTo(parentId)), question];
  }

  /** What goes out of the entries is decided when the turn has begun: the user may have to be asked. */
  #promptOf(
    branch: readonly StoredMessage[],
    entries: readonly PromptEntry[],
    { ref }: ModelSelection,
    start: StoredMessage,
  ): TurnPromptSource {
    const { id } = this.#state;
    return async (signal) => {
      const sent = await this.#dependencies.policy.sendable({ conversationId: id, ref, entries }, signal);
      const messages = messagesOf(sent);
      return { messages, cache: promptCache(id, branch, messages, start.createdAt) };
    };
  }

  #answer(selection: ModelSelection, parent: StoredMessage): void {
    const branch = this.#state.tree.branchTo(parent.id);
    const entries = buildContinuationPrompt(branch, selection);
    this.#dependencies.policy.check(entries, selection.ref);
    const start = this.#startOf(selection, parent);
    const prompt = this.#promptOf(branch, entries, selection, start);
    this.#run(selection, start, prompt, () => this.#state.put([start], this.#used(selection)));
  }

  /** @param put has the beginning of the answer written. */
  #run(selection: ModelSelection, start: StoredMessage, prompt: TurnPromptSource, put: () => void): void {
    const stop = new AbortController();
    const wanted: TurnPromptSource = async (signal) => {
      try {
        return await prompt(signal);
      } catch (error) {
        // Who does not want it sent has stopped it.
        if (isCancellation(error)) stop.abort(abortError());
        throw error;
      }
    };
    const turn = new Turn(this.#dependencies, selection, wanted, start, {
      onGrown: (message, delta) => {
        this.#state.tree.put(message);
        if (delta !== undefined) this.#state.notify({ type: 'delta', turnId: turn.id, delta });
      },
      onFile: (message) => this.#state.notify({ type: 'message', message }),
      onWaiting: () => this.#state.notify({ type: 'turn' }),
    });
    put();
    const ended = this.#dependencies.tasks
      .run(`answer from ${selection.ref.endpoint}`, async (signal) => {
        // The end is part of the task: a shutdown waits until the answer is on disk.
        const answer = await turn.run(AbortSignal.any([signal, stop.signal]));
        const isStopped = stop.signal.aborted && answer.status === 'interrupted' && answer.error === undefined;
        await this.#end(isStopped ? { ...answer, rawFinishReason: USER_STOP } : answer);
      })
      .catch((error: unknown) => {
        // Refused by a registry that is shut down: nothing was asked.
        if (this.#running?.turn === turn) return this.#end({ ...start, status: 'interrupted' });
        this.#dependencies.logger.error('What follows the end of an answer failed', error);
      });
    this.#running = { turn, stop, ended };
    this.#state.notify({ type: 'turn' });
  }

  async #end(message: StoredMessage): Promise<void> {
    this.#running = undefined;
    this.#state.put([message]);
    this.#state.notify({ type: 'turn' });
    await this.#dependencies.writer.flush();
    this.#notifyFirstAnswer(message);
  }

  #notifyFirstAnswer(answer: StoredMessage): void {
    if (answer.status !== 'complete') return;
    const { tree } = this.#state;
    const complete = [...tree.all].filter(({ role, status }) => role === 'assistant' && status === 'complete');
    if (complete.length === 1) this.#onFirstAnswer(tree.branchTo(answer.id));
  }
}

function tooLong(text: string): ScoutError {
  const [limit, length] = [maximumMessageLength, text.length].map((count) => count.toLocaleString('en'));
  return new ScoutError('message-too-long', `A message can have up to ${limit} characters. This one has ${length}.`);
}
