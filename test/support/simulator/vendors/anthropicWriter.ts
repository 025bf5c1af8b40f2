import { createHash } from 'node:crypto';
import type { Conversation } from '../demoAnswer.js';
import type { Disturbance } from '../scenarios.js';
import { sse, tokens, type CallStep, type ContentStep, type FinishReason, type StreamWriter } from '../vendor.js';

/** What a redacted block carries. */
export const redactedData = 'cmVkYWN0ZWQ=';

/** Covers the thought: a changed block is refused. */
export function signature(thinking: string): string {
  return createHash('sha256').update(thinking).digest('base64');
}

const stopReasons: Readonly<Record<FinishReason, string>> = {
  stop: 'end_turn',
  length: 'max_tokens',
  'tool-calls': 'tool_use',
  refusal: 'refusal',
  'content-filter': 'refusal',
};

/** The order of events: https://platform.claude.com/docs/en/build-with-claude/streaming */
export class AnthropicWriter implements StreamWriter {
  readonly repeats = 0;
  readonly #chat: Conversation;
  #started = false;
  /** Of the latest content block. */
  #index = -1;
  #open: 'text' | 'thinking' | undefined;
  #thought = '';
  #refusal = '';

  constructor(chat: Conversation) {
    this.#chat = chat;
  }

  frames(step: ContentStep): readonly string[] {
    return [...this.#start(), ...this.#content(step)];
  }

  #content(step: ContentStep): readonly string[] {
    switch (step.do) {
      case 'text':
        return [...this.#begin('text'), this.#delta({ type: 'text_delta', text: step.text })];
      case 'reasoning': {
        const begun = this.#begin('thinking');
        this.#thought += step.text;
        return [...begun, this.#delta({ type: 'thinking_delta', thinking: step.text })];
      }
      case 'refusal':
        // The explanation comes with the reason, not as content: `RefusalStopDetails` in the SDK.
        this.#refusal += step.text;
        return [];
      case 'call':
      case 'half-call':
        return [...this.#close(), ...this.#call(step)];
      case 'finish':
        return [...this.#close(), ...this.#finish(step.reason)];
      case 'closing-without-terminal':
        return this.#close();
      default:
        return disturb(step.do);
    }
  }

  #start(): string[] {
    if (this.#started) return [];
    this.#started = true;
    const { counts } = this.#chat;
    const { input, cached, cacheWrite } = counts ?? tokens;
    const message = {
      id: counts?.answerId ?? 'msg_1',
      type: 'message',
      role: 'assistant',
      model: this.#chat.model,
      content: [],
      stop_reason: null,
      stop_sequence: null,
      usage: {
        input_tokens: input - cached - cacheWrite,
        cache_read_input_tokens: cached,
        cache_creation_input_tokens: cacheWrite,
        output_tokens: 1,
      },
      diagnostics: counts?.diagnosis ?? null,
    };
    return [event('message_start', { message }), event('ping')];
  }

  #begin(type: 'text' | 'thinking'): string[] {
    if (this.#open === type) return [];
    const closed = this.#close();
    this.#open = type;
    return [...closed, this.#startBlock(type === 'text' ? { type, text: '' } : { type, thinking: '', signature: '' })];
  }

  #close(): string[] {
    const closed = this.#open;
    if (closed === undefined) return [];
    this.#open = undefined;
    if (closed === 'text') return [this.#stopBlock()];
    const signed = this.#delta({ type: 'signature_delta', signature: signature(this.#thought) });
    this.#thought = '';
    return [
      signed,
      this.#stopBlock(),
      // A redacted block after each thought, so that clients meet one.
      this.#startBlock({ type: 'redacted_thinking', data: redactedData }),
      this.#stopBlock(),
    ];
  }

  #call({ do: kind, id, name, fragments }: CallStep): string[] {
    const begun = [
      this.#startBlock({ type: 'tool_use', id, name, input: {} }),
      ...fragments.map((json) => this.#delta({ type: 'input_json_delta', partial_json: json })),
    ];
    return kind === 'call' ? [...begun, this.#stopBlock()] : begun;
  }

  #finish(reason: FinishReason): string[] {
    const stopReason = stopReasons[reason];
    const explanation = this.#refusal === '' ? null : this.#refusal;
    const stopDetails = stopReason === 'refusal' ? { type: 'refusal', category: null, explanation } : null;
    return [
      event('message_delta', {
        delta: { stop_reason: stopReason, stop_sequence: null, stop_details: stopDetails },
        usage: {
          input_tokens: null,
          cache_read_input_tokens: null,
          cache_creation_input_tokens: null,
          output_tokens: tokens.output,
          output_tokens_details: { thinking_tokens: tokens.reasoning },
        },
      }),
      event('message_stop'),
    ];
  }

  #startBlock(block: object): string {
    this.#index += 1;
    return event('content_block_start', { index: this.#index, content_block: block });
  }

  #delta(delta: object): string {
    return event('content_block_delta', { index: this.#index, delta });
  }

  #stopBlock(): string {
    return event('content_block_stop', { index: this.#index });
  }
}

function event(type: string, fields: object = {}): string {
  return sse({ type, ...fields }, type);
}

function disturb(kind: Disturbance): readonly string[] {
  switch (kind) {
    case 'keep-alive':
      return [event('ping')];
    case 'unknown':
      return [event('daydream_delta', { clouds: 3 })];
    case 'broken-json':
      return [
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","te\n\n',
      ];
    case 'half-event':
      return ['event: content_block_delta\ndata: {"type":"content_bl'];
    case 'error':
      return [event('error', { error: { type: 'overloaded_error', message: 'Overloaded' } })];
  }
}
