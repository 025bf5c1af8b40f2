import type { ChatEvent, VendorId } from '../../provider.js';
import { vendorError } from '../../transport/vendorError.js';
import { readVendorFailure, tellsError } from '../../transport/vendorFailure.js';
import { createCitations } from '../answer/citations.js';
import { failedAnswer, isFailedWord } from '../answer/failedAnswer.js';
import { finishReasonOf, isCutOff } from '../answer/finishReason.js';
import type { Hold } from '../answer/heldCharacters.js';
import type { UnknownEventLog } from '../unknownEventLog.js';
import { elementsOf, fieldsOf, isRecord, textIn, wireText, type WireFields } from '../wireValues.js';
import { contentEvents, imageEvents } from './content.js';
import { thoughtIn } from './reasoning.js';
import { createToolCalls, toCallDelta, type ToolCalls } from './toolCalls.js';
import type { CompletionsChunk, ReasoningContent } from './wire.js';

/** What the stream of one answer is read with. */
export interface CompletionsReading {
  readonly id: VendorId;
  /** As shown to users. */
  readonly vendor: string;
  readonly unknownEvents: UnknownEventLog;
  readonly hold: Hold;
  /** Whether the stream has ended with `[DONE]`. */
  readonly isDone: () => boolean;
}

/** Reads one choice, chunk by chunk. */
export class CompletionsAnswer {
  readonly #reading: CompletionsReading;
  readonly #calls: ToolCalls;
  readonly #citations = createCitations();
  #reasoning = '';
  #isRefused = false;
  #hasCalled = false;
  /** Something was said, or is to be done, since the last finish reason. */
  #isOpen = false;
  #hasDelta = false;
  /** All text that came as a whole `message`. */
  #messageText = '';

  constructor(reading: CompletionsReading) {
    this.#reading = reading;
    this.#calls = createToolCalls(reading.hold);
  }

  addSources({ citations, search_results: results }: CompletionsChunk): void {
    this.#citations.addList(citations);
    this.#citations.addList(results);
  }

  *read(choice: WireFields): Generator<ChatEvent> {
    const { vendor } = this.#reading;
    const delta = this.#deltaOf(choice);
    for (const error of [choice['error'], delta['error']])
      if (tellsError(error)) throw vendorError(vendor, readVendorFailure({ error }));
    yield* this.#said(delta);
    const word = wireText(choice['finish_reason'], 'finish reason');
    // Some servers send an empty string where the reference has null.
    if (word === '') return;
    const native = textIn(choice['native_finish_reason']);
    const failed = [word, native].find((each) => each !== undefined && isFailedWord(each));
    if (failed !== undefined) throw failedAnswer(vendor, failed);
    yield* this.#finish(word);
  }

  /** The stream is over. */
  *end(): Generator<ChatEvent> {
    const { isDone, unknownEvents } = this.#reading;
    if (!this.#isOpen || !isDone()) return;
    unknownEvents.remark('the stream ended with [DONE], without a finish reason; the answer counts as complete');
    yield* this.#finish(undefined);
  }

  /** The new fields of a chunk; those of a whole message that was not there yet. */
  #deltaOf(choice: WireFields): WireFields {
    const delta = fieldsOf(choice['delta']);
    if (Object.keys(delta).length > 0) {
      this.#hasDelta = true;
      return delta;
    }
    const { message, text } = choice;
    if (!isRecord(message)) return textIn(text) === undefined ? {} : { content: text };
    // Some servers repeat the whole answer at its end.
    if (this.#hasDelta) return {};
    const { content } = message;
    if (typeof content !== 'string') return message;
    const before = this.#messageText;
    const isGrown = before !== '' && content.startsWith(before);
    this.#reading.hold(isGrown ? content.length - before.length : content.length);
    this.#messageText = isGrown ? content : before + content;
    return { ...message, content: isGrown ? content.slice(before.length) : content };
  }

  *#said(delta: WireFields): Generator<ChatEvent> {
    const { unknownEvents } = this.#reading;
    const thought = thoughtIn(delta);
    if (thought !== '') yield this.#thought(thought);
    for (const event of contentEvents(delta['content'], unknownEvents)) {
      yield event.type === 'reasoning-delta' ? this.#thought(event.text) : event;
      this.#isOpen = true;
    }
    yield* imageEvents(delta['images'], unknownEvents);
    const refusal = wireText(delta['refusal'], 'refusal');
    if (refusal !== '') {
      this.#isRefused = true;
      yield { type: 'refusal-delta', text: refusal };
    }
    this.#citations.addAnnotations(delta['annotations']);
    this.#citations.addList(delta['citations']);
    const { tool_calls: calls } = delta;
    const called = isRecord(calls) ? [calls] : elementsOf(calls);
    for (const call of called) this.#calls.add(toCallDelta(call));
    const { function_call: old } = delta;
    if (isRecord(old)) this.#calls.add(toCallDelta({ index: 0, function: old }));
    this.#isOpen ||= thought !== '' || refusal !== '' || called.length > 0 || isRecord(old);
  }

  #thought(text: string): ChatEvent {
    this.#reasoning += text;
    return { type: 'reasoning-delta', text };
  }

  /** @param word the server's, `undefined` where it has none */
  *#finish(word: string | undefined): Generator<ChatEvent> {
    const { id, unknownEvents } = this.#reading;
    const isCut = word !== undefined && isCutOff(word);
    // Arguments that are not complete yet: some servers say "stop" in every chunk.
    if (this.#calls.hasBroken && !isCut && word !== undefined) return;
    if (isCut) this.#calls.dropBroken();
    if (this.#reasoning !== '') {
      const data: ReasoningContent = { type: 'reasoning_content', text: this.#reasoning };
      yield { type: 'opaque', vendor: id, data };
    }
    this.#reasoning = '';
    const finished = this.#calls.take();
    this.#hasCalled ||= finished.length > 0;
    yield* finished;
    yield* this.#citations.take();
    const seen = { refused: this.#isRefused, called: this.#hasCalled };
    this.#isOpen = false;
    yield {
      type: 'finish',
      reason: finishReasonOf(word ?? 'stop', seen, unknownEvents, 'finish_reason'),
      ...(word === undefined ? {} : { rawReason: word }),
    };
  }
}
