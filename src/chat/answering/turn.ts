import { isCancellation, ScoutError, toScoutError } from '../../core/errors.js';
import type { Logger } from '../../core/logger.js';
import type { MessagePart } from '../../core/message.js';
import { uuidv7 } from '../../core/uuid.js';
import type { ModelSelection } from '../../models/modelSelection.js';
import type { ChatEvent, ChatMessage, RetryWait } from '../../providers/provider.js';
import type { ChatHistory, StoredMessage } from '../../storage/api/chatHistory.js';
import { AnswerBuilder, appendPart, type AnswerDelta } from './answerBuilder.js';
import type { ModelResolver } from './modelResolver.js';
import { DeltaBatcher } from './deltaBatcher.js';

/** A view gets at most one delta in this time, in milliseconds: about two frames. */
const viewIntervalMs = 33;
/** The history gets at most one delta in this time: what a killed host can lose of a growing answer. */
const historyIntervalMs = 250;

export interface TurnObserver {
  /** More of the answer; `seq` counts from 0. */
  readonly onDelta: (seq: number, delta: AnswerDelta) => void;
  readonly onWaiting: () => void;
}

export interface TurnDependencies {
  readonly history: ChatHistory;
  readonly models: ModelResolver;
  readonly logger: Logger;
}

/**
 * One answer: asks the provider, keeps the deltas as they arrive, and ends with a message that is
 * `complete`, `interrupted` (stopped, or cut off after something arrived) or `failed`.
 */
export class Turn {
  readonly id = uuidv7();
  readonly #dependencies: TurnDependencies;
  readonly #selection: ModelSelection;
  readonly #prompt: readonly ChatMessage[];
  readonly #observer: TurnObserver;
  readonly #start: StoredMessage;
  readonly #answer = new AnswerBuilder();
  readonly #viewBuffer: DeltaBatcher<MessagePart>;
  readonly #historyBuffer: DeltaBatcher<MessagePart>;
  #nextSeq = 0;
  #nextIndex = 0;
  #waiting: RetryWait | undefined;

  /** @param start the empty `streaming` message that this turn fills. */
  constructor(
    ports: TurnDependencies,
    choice: ModelSelection,
    context: readonly ChatMessage[],
    start: StoredMessage,
    observer: TurnObserver,
  ) {
    this.#dependencies = ports;
    this.#selection = choice;
    this.#prompt = context;
    this.#start = start;
    this.#observer = observer;
    this.#viewBuffer = new DeltaBatcher(viewIntervalMs, (parts) => this.#notifyView(parts));
    this.#historyBuffer = new DeltaBatcher(historyIntervalMs, (parts) => this.#saveDelta(parts));
  }

  /** The answer as far as it has come; everything in it has been told to the observer. */
  get message(): StoredMessage {
    this.#viewBuffer.flush();
    return { ...this.#start, parts: this.#answer.parts };
  }

  get messageId(): string {
    return this.#start.id;
  }

  /** The `seq` of the next delta. */
  get nextSeq(): number {
    return this.#nextSeq;
  }

  /** Why nothing arrives at the moment, if the request waits to be sent again. */
  get waiting(): RetryWait | undefined {
    return this.#waiting;
  }

  /** Runs to the end and resolves with the finished message; never rejects. */
  async run(signal: AbortSignal): Promise<StoredMessage> {
    try {
      await this.#stream(signal);
      return this.#finished({ status: 'complete' });
    } catch (error) {
      if (signal.aborted || isCancellation(error)) return this.#finished({ status: 'interrupted' });
      const failure = toScoutError(error);
      const log = failure.code === 'internal' ? 'error' : 'warn';
      this.#dependencies.logger[log](`The answer of ${this.#selection.ref.endpoint} failed (${failure.code})`, failure);
      return this.#finished({
        status: this.#answer.parts.length > 0 ? 'interrupted' : 'failed',
        error: { code: failure.code, message: failure.message },
      });
    } finally {
      this.#viewBuffer.flush();
      this.#historyBuffer.flush();
    }
  }

  async #stream(signal: AbortSignal): Promise<void> {
    const { ref, system, parameters } = this.#selection;
    const lease = await this.#dependencies.models.acquire(ref);
    try {
      signal.throwIfAborted();
      const request = {
        model: ref.model,
        messages: this.#prompt,
        parameters,
        ...(system === undefined ? {} : { system }),
      };
      for await (const event of lease.stream(request, signal, (wait) => this.#setWaiting(wait))) {
        this.#setWaiting(undefined);
        this.#take(event);
      }
    } finally {
      lease.release();
    }
    signal.throwIfAborted();
    if (this.#answer.finish === undefined) {
      throw new ScoutError('stream-truncated', 'The connection ended before the answer did.', { retryable: true });
    }
  }

  #take(event: ChatEvent): void {
    const part = this.#answer.add(event);
    if (part === undefined) return;
    this.#viewBuffer.add(part);
    this.#historyBuffer.add(part);
  }

  #setWaiting(wait: RetryWait | undefined): void {
    if (this.#waiting === wait) return;
    this.#waiting = wait;
    this.#observer.onWaiting();
  }

  #notifyView(parts: readonly MessagePart[]): void {
    const text = joined(parts, 'text') + joined(parts, 'refusal');
    const reasoning = joined(parts, 'reasoning');
    if (text === '' && reasoning === '') return;
    const seq = this.#nextSeq;
    this.#nextSeq += 1;
    this.#observer.onDelta(seq, { text, reasoning });
  }

  /** A delta that cannot be kept costs nothing as long as SCOUT lives: the finished message holds it all. */
  #saveDelta(parts: readonly MessagePart[]): void {
    const index = this.#nextIndex;
    this.#nextIndex += 1;
    const { id, conversationId } = this.#start;
    const merged = parts.reduce<MessagePart[]>(appendPart, []);
    this.#dependencies.history
      .append([{ type: 'message.delta', conversationId, messageId: id, index, parts: merged }], 'written')
      .catch((error: unknown) => {
        this.#dependencies.logger.debug(
          `A part of the growing answer could not be kept: ${toScoutError(error).message}`,
        );
      });
  }

  #finished(outcome: Pick<StoredMessage, 'status' | 'error'>): StoredMessage {
    const { usage, finish, parts } = this.#answer;
    return {
      ...this.#start,
      parts,
      ...outcome,
      ...(usage === undefined ? {} : { usage }),
      ...(finish === undefined ? {} : { finishReason: finish.reason }),
      ...(finish?.rawReason === undefined ? {} : { rawFinishReason: finish.rawReason }),
    };
  }
}

function joined(parts: readonly MessagePart[], type: 'text' | 'reasoning' | 'refusal'): string {
  return parts.map((part) => (part.type === type ? part.text : '')).join('');
}
