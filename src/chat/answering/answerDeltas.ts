import { toScoutError } from '../../core/errors.js';
import type { Logger } from '../../core/logger.js';
import type { MessagePart } from '../../core/message.js';
import type { ChatHistory, StoredMessage } from '../../storage/api/chatHistory.js';
import { appendPart, type AnswerDelta } from './answerBuilder.js';
import { DeltaBatcher } from './deltaBatcher.js';

/** A view gets at most one delta in this time, in milliseconds: about two frames. */
const viewIntervalMs = 33;
/** The history gets at most one delta in this time. */
const historyIntervalMs = 250;
/** A delta costs about 300 bytes and what it says: one that says less than this many UTF-16 units waits for more... */
const worthwhileLength = 500;
/** ...for so many intervals: what a killed host can lose of a growing answer is a second of it. */
const longestWait = 4;

/** What is new to read in a growing answer. */
export interface NumberedDelta extends AnswerDelta {
  /** Counts from 0. */
  readonly seq: number;
}

export interface AnswerDeltasDependencies {
  readonly history: ChatHistory;
  readonly logger: Logger;
  /**
   * The answer has grown. `message` is all of it up to and including `delta`, which is `undefined` when what came is
   * nothing to read.
   */
  readonly onGrown: (message: StoredMessage, delta: NumberedDelta | undefined) => void;
  /** Files have come, which no delta holds; called after `onGrown`. */
  readonly onFile: (message: StoredMessage) => void;
}

/** Hands a growing answer on in small batches to those who watch it, and in larger ones to the history. */
export class AnswerDeltas {
  readonly #dependencies: AnswerDeltasDependencies;
  readonly #viewBatcher = new DeltaBatcher<MessagePart>(viewIntervalMs, (parts) => this.#show(parts));
  readonly #historyBatcher = new DeltaBatcher<MessagePart>(
    historyIntervalMs,
    (parts) => this.#save(parts),
    (parts, intervals) => intervals >= longestWait || isWorthwhile(parts),
  );
  #shown: StoredMessage;
  #nextSeq = 0;
  #nextIndex = 0;

  /** @param start the empty message that grows. */
  constructor(start: StoredMessage, dependencies: AnswerDeltasDependencies) {
    this.#shown = start;
    this.#dependencies = dependencies;
  }

  /** The `seq` of the next delta. */
  get nextSeq(): number {
    return this.#nextSeq;
  }

  add(part: MessagePart): void {
    this.#viewBatcher.add(part);
    this.#historyBatcher.add(part);
  }

  /** Hands on what waits, now. */
  flush(): void {
    this.#viewBatcher.flush();
    this.#historyBatcher.flush();
  }

  #show(parts: readonly MessagePart[]): void {
    // Once for all that came in this time: others have the message as it was.
    const all = [...this.#shown.parts];
    for (const part of parts) appendPart(all, part);
    this.#shown = { ...this.#shown, parts: all };
    const text = joined(parts, 'text') + joined(parts, 'refusal');
    const reasoning = joined(parts, 'reasoning');
    const isReadable = text !== '' || reasoning !== '';
    const delta = isReadable ? { seq: this.#nextSeq, text, reasoning } : undefined;
    if (isReadable) this.#nextSeq += 1;
    this.#dependencies.onGrown(this.#shown, delta);
    if (parts.some(({ type }) => type === 'file')) this.#dependencies.onFile(this.#shown);
  }

  /** A delta that cannot be saved costs nothing as long as SCOUT lives: the finished message holds it all. */
  #save(parts: readonly MessagePart[]): void {
    const index = this.#nextIndex;
    this.#nextIndex += 1;
    const { history, logger } = this.#dependencies;
    const { id, conversationId } = this.#shown;
    const merged: MessagePart[] = [];
    for (const part of parts) appendPart(merged, part);
    history
      .append([{ type: 'message.delta', conversationId, messageId: id, index, parts: merged }], 'written')
      .catch((error: unknown) => {
        logger.debug(`Could not save part of an answer in progress: ${toScoutError(error).message}`);
      });
  }
}

function isWorthwhile(parts: readonly MessagePart[]): boolean {
  let length = 0;
  for (const part of parts) {
    if (!('text' in part)) return true;
    length += part.text.length;
  }
  return length >= worthwhileLength;
}

function joined(parts: readonly MessagePart[], type: 'text' | 'reasoning' | 'refusal'): string {
  return parts.map((part) => (part.type === type ? part.text : '')).join('');
}
