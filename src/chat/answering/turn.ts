import { setImmediate as immediate } from 'node:timers/promises';
import { isCancellation, ScoutError, toScoutError } from '../../core/errors.js';
import type { Logger } from '../../core/logger.js';
import { uuidv7 } from '../../core/uuid.js';
import type { ModelSelection } from '../../models/modelSelection.js';
import type { ChatRequest, RetryWait } from '../../providers/provider.js';
import type { ChatHistory, StoredMessage } from '../../storage/api/chatHistory.js';
import { maximumAnswerLength, maximumAnswerParts } from '../limits.js';
import { AnswerBuilder } from './answerBuilder.js';
import { AnswerDeltas, type NumberedDelta } from './answerDeltas.js';
import { failureOutcome, finishedAnswer, type AnswerOutcome } from './answerOutcome.js';
import type { ModelResolver } from './modelResolver.js';

/** For how long at most events are taken without a pause, in milliseconds. */
const longestWorkMs = 20;

export interface TurnObserver {
  /** See `AnswerDeltas`. */
  readonly onGrown: (message: StoredMessage, delta: NumberedDelta | undefined) => void;
  /** See `AnswerDeltas`. */
  readonly onFile: (message: StoredMessage) => void;
  /** A wait began or is over: see `waiting`. */
  readonly onWaiting: () => void;
}

/** What is sent of a conversation, and how the vendor's cache is used for it. */
export type TurnPrompt = Pick<ChatRequest, 'messages' | 'cache'>;

/** Makes the prompt when the turn begins. Rejects with `AbortError` when the user does not want it sent after all. */
export type TurnPromptSource = (signal: AbortSignal) => Promise<TurnPrompt>;

export interface TurnDependencies {
  readonly history: ChatHistory;
  readonly models: ModelResolver;
  readonly logger: Logger;
}

/**
 * One answer: asks the provider, hands the deltas on as they arrive, and ends with a message that is
 * `complete`, `interrupted` (stopped, or cut off after something arrived) or `failed`.
 */
export class Turn {
  readonly id = uuidv7();
  readonly #dependencies: TurnDependencies;
  readonly #selection: ModelSelection;
  readonly #prompt: TurnPromptSource;
  readonly #observer: TurnObserver;
  readonly #start: StoredMessage;
  readonly #answer = new AnswerBuilder();
  readonly #deltas: AnswerDeltas;
  #waiting: RetryWait | undefined;

  /** @param start the empty `streaming` message that this turn fills. */
  constructor(
    dependencies: TurnDependencies,
    selection: ModelSelection,
    prompt: TurnPromptSource,
    start: StoredMessage,
    observer: TurnObserver,
  ) {
    this.#dependencies = dependencies;
    this.#selection = selection;
    this.#prompt = prompt;
    this.#start = start;
    this.#observer = observer;
    const { history, logger } = dependencies;
    this.#deltas = new AnswerDeltas(start, { history, logger, onGrown: observer.onGrown, onFile: observer.onFile });
  }

  get messageId(): string {
    return this.#start.id;
  }

  /** The id of the endpoint that is asked. */
  get provider(): string {
    return this.#selection.ref.endpoint;
  }

  /** The `seq` of the next delta. Those before it are in the message that the observer has. */
  get nextSeq(): number {
    return this.#deltas.nextSeq;
  }

  /** Why nothing arrives at the moment, if the request waits to be sent again. */
  get waiting(): RetryWait | undefined {
    return this.#waiting;
  }

  /** Runs to the end and resolves with the finished message, once the observer has all deltas; never rejects. */
  async run(signal: AbortSignal): Promise<StoredMessage> {
    const outcome = await this.#outcome(signal);
    this.#deltas.flush();
    return finishedAnswer(this.#start, this.#answer, outcome);
  }

  async #outcome(signal: AbortSignal): Promise<AnswerOutcome> {
    try {
      await this.#stream(signal);
      return { status: 'complete' };
    } catch (error) {
      if (signal.aborted || isCancellation(error)) return { status: 'interrupted' };
      this.#log(toScoutError(error));
      return failureOutcome(error, this.#answer);
    }
  }

  async #stream(signal: AbortSignal): Promise<void> {
    const request = buildRequest(this.#selection, await this.#prompt(signal));
    const lease = await this.#dependencies.models.acquire(this.#selection.ref);
    try {
      signal.throwIfAborted();
      let workedSince = performance.now();
      for await (const event of lease.stream(request, signal, (wait) => this.#setWaiting(wait))) {
        this.#setWaiting(undefined);
        const part = this.#answer.add(event);
        if (part !== undefined) this.#deltas.add(part);
        if (this.#answer.isFull) throw tooLong();
        // What came in one piece may be many events: the window goes on meanwhile, and Stop works.
        if (performance.now() - workedSince < longestWorkMs) continue;
        await immediate();
        signal.throwIfAborted();
        workedSince = performance.now();
      }
    } finally {
      lease.release();
    }
    signal.throwIfAborted();
    if (this.#answer.finish === undefined) {
      throw new ScoutError('stream-truncated', 'The connection closed before the answer was complete.', {
        retryable: true,
      });
    }
  }

  #setWaiting(wait: RetryWait | undefined): void {
    if (this.#waiting === wait) return;
    this.#waiting = wait;
    this.#observer.onWaiting();
  }

  #log(failure: ScoutError): void {
    const level = failure.code === 'internal' ? 'error' : 'warn';
    this.#dependencies.logger[level](
      `The answer from ${this.#selection.ref.endpoint} failed (${failure.code})`,
      failure,
    );
  }
}

function tooLong(): ScoutError {
  const length = maximumAnswerLength.toLocaleString('en');
  const parts = maximumAnswerParts.toLocaleString('en');
  return new ScoutError(
    'answer-too-long',
    `SCOUT takes up to ${length} characters and ${parts} parts of an answer. The answer was stopped there.`,
  );
}

function buildRequest({ ref, system, parameters, inputs }: ModelSelection, prompt: TurnPrompt): ChatRequest {
  return {
    model: ref.model,
    ...prompt,
    parameters,
    ...(system === undefined ? {} : { system }),
    ...(inputs === undefined ? {} : { inputs }),
  };
}
