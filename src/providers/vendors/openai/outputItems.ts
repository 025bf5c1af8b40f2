import { ScoutError } from '../../../core/errors.js';
import { createCitations } from '../../adapter/citations.js';
import { checkedArguments, parseToolArguments } from '../../adapter/toolArguments.js';
import { elementsOf, fieldsOf, textIn, wireText, type WireFields } from '../../adapter/wireValues.js';
import type { ChatEvent } from '../../provider.js';
import { isReasoningItem, messageSeparator, type MessageEnd, type MessagePhase } from './request.js';

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
  /** Parts of items whose text has come. */
  readonly #said = new Set<string>();
  readonly #citations = createCitations();
  /** The message that speaks, and the last character of all text so far. */
  #speaker: string | undefined;
  #last = '';
  #isMarked = true;

  /** A piece of a text. @param event names the item and the part that it belongs to */
  *said(event: object, text: string, type: Said): Generator<ChatEvent> {
    if (text === '') return;
    const { item_id: id, output_index: output, content_index: part } = fieldsOf(event);
    yield* this.#say(keyOf(id, output), part, text, type);
  }

  /** A whole text, which counts only where its pieces did not come. */
  *repeated(event: object, text: unknown, type: Said): Generator<ChatEvent> {
    const { item_id: id, output_index: output, content_index: part } = fieldsOf(event);
    if (!this.#said.has(partKey(keyOf(id, output), part))) yield* this.said(event, wireText(text, 'text'), type);
  }

  noteReasoning(event: object): void {
    const { item_id: id, output_index: output } = fieldsOf(event);
    this.#said.add(keyOf(id, output));
  }

  /** An item that is complete. What is known of it already is left out. */
  *finished(given: unknown, output: unknown): Generator<ChatEvent> {
    const item = fieldsOf(given);
    const key = keyOf(item['id'] ?? item['call_id'], output);
    const keys = typeof output === 'number' ? [key, keyOf(undefined, output)] : [key];
    if (keys.some((each) => this.#finished.has(each))) return;
    for (const each of keys) this.#finished.add(each);
    if (item['type'] === 'function_call') yield* this.#call(item);
    else if (item['type'] === 'reasoning') yield* this.#reasoning(item, key, output);
    else if (item['type'] === 'message') yield* this.#message(item, key, output);
  }

  *#say(key: string, part: unknown, text: string, type: Said): Generator<ChatEvent> {
    if (type === 'refusal-delta') this.isRefused = true;
    this.#said.add(partKey(key, part));
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

  *#call(item: WireFields): Generator<ChatEvent> {
    const { call_id: id, arguments: given } = item;
    const name = wireText(item['name'], 'tool name');
    this.hasCalled = true;
    try {
      const input = typeof given === 'string' ? parseToolArguments(given, name) : checkedArguments(given, name);
      yield { type: 'tool-call', id: textIn(id) ?? '', name, input };
    } catch (error) {
      if (!(error instanceof ScoutError)) throw error;
      this.broken ??= error;
    }
  }

  *#reasoning(item: WireFields, key: string, output: unknown): Generator<ChatEvent> {
    if (!this.#said.has(key) && !this.#said.has(keyOf(undefined, output))) {
      const texts = [...elementsOf(item['summary']), ...elementsOf(item['content'])].flatMap(
        (piece) => textIn(fieldsOf(piece)['text']) ?? [],
      );
      if (texts.length > 0) yield { type: 'reasoning-delta', text: texts.join('\n\n') };
    }
    // `status` is an output-only field of the item.
    const { status: _status, ...data } = item;
    if (isReasoningItem(data)) yield { type: 'opaque', vendor: 'openai', data };
  }

  *#message(item: WireFields, key: string, output: unknown): Generator<ChatEvent> {
    const said = [key, keyOf(undefined, output)];
    for (const [part, content] of elementsOf(item['content']).map(fieldsOf).entries()) {
      if (!said.some((each) => this.#said.has(partKey(each, part)) || this.#said.has(partKey(each, undefined)))) {
        const [text, refusal] = [wireText(content['text'], 'text'), wireText(content['refusal'], 'refusal')];
        if (text !== '') yield* this.#say(key, part, text, 'text-delta');
        if (refusal !== '') yield* this.#say(key, part, refusal, 'refusal-delta');
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

function keyOf(id: unknown, output: unknown): string {
  return textIn(id) ?? `#${typeof output === 'number' ? output : 0}`;
}

function partKey(item: string, part: unknown): string {
  return `${item}/${typeof part === 'number' ? part : ''}`;
}
