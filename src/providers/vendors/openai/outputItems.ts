import { ScoutError } from '../../../core/errors.js';
import { createCitations } from '../../adapter/answer/citations.js';
import { limits } from '../../adapter/limits.js';
import { checkedArguments, parseToolArguments } from '../../adapter/answer/toolArguments.js';
import { elementsOf, fieldsOf, textIn, unreadable, wireText, type WireFields } from '../../adapter/wireValues.js';
import type { ChatEvent } from '../../provider.js';
import { eventKeys, finishedKeys, keysOf, keysOfCall, partKey } from './itemKeys.js';
import { isReasoningItem, messageSeparator, type MessageEnd, type MessagePhase } from './request.js';

interface BegunCall {
  readonly item: WireFields;
  readonly keys: readonly string[];
  /** The arguments, once they came. */
  json: unknown;
}

type Said = 'text-delta' | 'refusal-delta';

/**
 * The items of one answer: messages, reasoning and calls. Each is read once, from its deltas, from the events that repeat it whole, or
 * from the whole response at the end: gateways that fake a stream leave some of them out.
 */
export class OutputItems {
  isRefused = false;
  hasCalled = false;
  /** Why a call could not be read. Only the end of the response says whether it was cut off. */
  broken: ScoutError | undefined;
  readonly #finished = new Set<string>();
  /** Calls that have begun, and those that are whole. */
  readonly #begun: BegunCall[] = [];
  readonly #called = new Set<string>();
  /** Items whose thought came in pieces, and as a whole. */
  readonly #thought = new Set<string>();
  readonly #retold = new Set<string>();
  /** Parts of items whose text has come. */
  readonly #said = new Set<string>();
  readonly #citations = createCitations();
  /** The message that speaks, and the last character of all text so far. */
  #speaker: string | undefined;
  #last = '';
  #isMarked = true;
  #summaries = 0;

  /** A piece of a text. @param event names the item and the part that it belongs to */
  *said(event: object, text: string, type: Said): Generator<ChatEvent> {
    if (text === '') return;
    yield* this.#say(eventKeys(event), fieldsOf(event)['content_index'], text, type);
  }

  /** A whole text, which counts only where its pieces did not come. */
  *repeated(event: object, text: unknown, type: Said): Generator<ChatEvent> {
    const { content_index: part } = fieldsOf(event);
    if (eventKeys(event).some((key) => this.#said.has(partKey(key, part)))) return;
    yield* this.said(event, wireText(text, 'text'), type);
  }

  /** The text of all messages, which some servers send in place of them, as OpenAI's SDKs add it. */
  *whole(text: unknown): Generator<ChatEvent> {
    if (this.#said.size === 0) yield* this.said({}, wireText(text, 'text'), 'text-delta');
  }

  /** Whether a paragraph of a summary follows another one. */
  isNextSummary(): boolean {
    this.#summaries += 1;
    return this.#summaries > 1;
  }

  noteReasoning(event: object): void {
    for (const key of eventKeys(event)) this.#thought.add(key);
  }

  /** A whole thought, which counts only where its pieces did not come. */
  *thought(event: object, text: unknown): Generator<ChatEvent> {
    const keys = eventKeys(event);
    const known = textIn(text);
    if (known === undefined || keys.some((key) => this.#thought.has(key))) return;
    for (const key of keys) this.#retold.add(key);
    yield { type: 'reasoning-delta', text: known };
  }

  /** An item of which more is to come. */
  begun(given: unknown, output: unknown): void {
    const item = fieldsOf(given);
    if (item['type'] === 'function_call' && this.#begun.length < limits.toolCalls)
      this.#begun.push({ item, keys: keysOf(item['id'], output), json: undefined });
  }

  /** The arguments of a call, in one piece. */
  argued(event: object): void {
    const keys = eventKeys(event);
    const call = this.#begun.find((each) => each.keys.some((key) => keys.includes(key)));
    if (call !== undefined) call.json = fieldsOf(event)['arguments'];
  }

  /** The calls that no event has finished. A call without its arguments is broken. */
  *rest(): Generator<ChatEvent> {
    for (const { item, keys, json } of this.#begun) {
      const { call_id: id } = item;
      if ([...keys, ...keysOfCall(id)].some((key) => this.#called.has(key))) continue;
      if (json === undefined) this.broken ??= unreadable('tool call');
      else yield* this.#call({ ...item, arguments: json }, keys);
    }
  }

  /** An item that is complete. What is known of it already is left out. */
  *finished(given: unknown, output: unknown): Generator<ChatEvent> {
    const item = fieldsOf(given);
    const { type, id } = item;
    const keys = keysOf(id, output);
    const own = finishedKeys(item, keys);
    if (own.some((each) => this.#finished.has(each))) return;
    for (const each of own) this.#finished.add(each);
    if (type === 'function_call') yield* this.#call(item, keys);
    else if (type === 'reasoning') yield* this.#reasoning(item, keys);
    else if (type === 'message') yield* this.#message(item, keys);
  }

  *#say(keys: readonly string[], part: unknown, text: string, type: Said): Generator<ChatEvent> {
    if (type === 'refusal-delta') this.isRefused = true;
    for (const each of keys) this.#said.add(partKey(each, part));
    const key = keys.at(-1)!;
    if (this.#speaker !== undefined && this.#speaker !== key) {
      if (!this.#isMarked)
        yield { type: 'opaque', vendor: 'openai', data: { type: 'message-end' } satisfies MessageEnd };
      if (this.#last !== '\n') yield { type: 'text-delta', text: messageSeparator };
    }
    if (this.#speaker !== key) this.#isMarked = false;
    this.#speaker = key;
    this.#last = text.slice(-1);
    yield { type, text };
  }

  *#call(item: WireFields, keys: readonly string[]): Generator<ChatEvent> {
    const { call_id: id, arguments: given } = item;
    const name = wireText(item['name'], 'tool name');
    this.hasCalled = true;
    for (const key of [...keys, ...keysOfCall(id)]) this.#called.add(key);
    try {
      const input = typeof given === 'string' ? parseToolArguments(given, name) : checkedArguments(given, name);
      yield { type: 'tool-call', id: textIn(id) ?? '', name, input };
    } catch (error) {
      if (!(error instanceof ScoutError)) throw error;
      this.broken ??= error;
    }
  }

  *#reasoning(item: WireFields, keys: readonly string[]): Generator<ChatEvent> {
    if (!keys.some((key) => this.#thought.has(key) || this.#retold.has(key))) {
      const texts = [...elementsOf(item['summary']), ...elementsOf(item['content'])].flatMap(
        (piece) => textIn(fieldsOf(piece)['text']) ?? [],
      );
      if (texts.length > 0) yield { type: 'reasoning-delta', text: texts.join('\n\n') };
    }
    // `status` is an output-only field of the item.
    const { status: _status, ...data } = item;
    if (isReasoningItem(data)) yield { type: 'opaque', vendor: 'openai', data };
  }

  *#message(item: WireFields, keys: readonly string[]): Generator<ChatEvent> {
    const { content: given } = item;
    const contents = typeof given === 'string' ? [{ text: given }] : elementsOf(given).map(fieldsOf);
    for (const [part, content] of contents.entries()) {
      if (!keys.some((each) => this.#said.has(partKey(each, part)) || this.#said.has(partKey(each, undefined)))) {
        const [text, refusal] = [wireText(content['text'], 'text'), wireText(content['refusal'], 'refusal')];
        if (text !== '') yield* this.#say(keys, part, text, 'text-delta');
        if (refusal !== '') yield* this.#say(keys, part, refusal, 'refusal-delta');
      }
      this.#citations.addAnnotations(content['annotations']);
    }
    yield* this.#citations.take();
    const { phase } = item;
    if (phase !== 'commentary' && phase !== 'final_answer') return;
    this.#isMarked = true;
    yield { type: 'opaque', vendor: 'openai', data: { type: 'message-phase', phase } satisfies MessagePhase };
  }
}
