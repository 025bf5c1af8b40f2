import { createHash } from 'node:crypto';
import type { Conversation } from '../demoAnswer.js';
import type { Disturbance } from '../scenarios.js';
import { sse, tokens, type CallStep, type ContentStep, type FinishReason, type StreamWriter } from '../vendor.js';

export function thoughtSignature(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}

const finishReasons: Readonly<Record<FinishReason, string>> = {
  stop: 'stop',
  length: 'length',
  'tool-calls': 'tool_calls',
  'content-filter': 'content_filter',
  refusal: 'stop',
};
function usageOf({ counts }: Conversation): object {
  const input = counts?.input ?? tokens.input;
  return {
    prompt_tokens: input,
    completion_tokens: tokens.output,
    total_tokens: input + tokens.output,
    prompt_tokens_details: { cached_tokens: counts?.cached ?? tokens.cached },
  };
}

/** https://docs.mistral.ai/api/endpoint/chat; thoughts are chunks of the content: https://docs.mistral.ai/capabilities/reasoning */
export class MistralWriter implements StreamWriter {
  readonly repeats = 0;
  readonly #chat: Conversation;
  #started = false;
  #calls = 0;
  #thought = '';

  constructor(chat: Conversation) {
    this.#chat = chat;
  }

  frames(step: ContentStep): readonly string[] {
    return [...this.#start(), ...this.#content(step)];
  }

  #content(step: ContentStep): readonly string[] {
    switch (step.do) {
      case 'text':
      case 'refusal':
        return [...this.#close(), this.#chunk({ content: step.text })];
      case 'reasoning':
        this.#thought += step.text;
        return [this.#chunk({ content: [{ type: 'thinking', thinking: [{ type: 'text', text: step.text }] }] })];
      case 'call':
      case 'half-call':
        return [...this.#close(), ...this.#call(step)];
      case 'finish': {
        const last = this.#chunk({ content: '' }, finishReasons[step.reason], { usage: usageOf(this.#chat) });
        return [...this.#close(), last, ...(step.unclosed ? [] : [sse('[DONE]')])];
      }
      case 'closing-without-terminal':
        return this.#close();
      default:
        return this.#disturb(step.do);
    }
  }

  #start(): string[] {
    if (this.#started) return [];
    this.#started = true;
    return [this.#chunk({ role: 'assistant', content: '' })];
  }

  /** The signature comes with the chunk that closes the thought. */
  #close(): string[] {
    if (this.#thought === '') return [];
    const signature = thoughtSignature(this.#thought);
    this.#thought = '';
    return [this.#chunk({ content: [{ type: 'thinking', thinking: [], signature, closed: true }] })];
  }

  #call({ id: callId, name, fragments }: CallStep): string[] {
    const id = createHash('sha256').update(callId).digest('hex').slice(0, 9);
    const index = this.#calls++;
    const [first = '', ...rest] = fragments;
    return [
      this.#chunk({ tool_calls: [{ index, id, function: { name, arguments: first } }] }),
      ...rest.map((json) =>
        this.#chunk({ tool_calls: [{ index, id: 'null', function: { name: '', arguments: json } }] }),
      ),
    ];
  }

  #disturb(kind: Disturbance): readonly string[] {
    switch (kind) {
      case 'keep-alive':
        return [': keep-alive\n\n'];
      case 'unknown':
        return [this.#chunk({ content: [{ type: 'daydream', clouds: 3 }], daydream: 'clouds' })];
      case 'broken-json':
        return [
          'data: {"id":"cmpl-1","object":"chat.completion.chunk","choices":[{"index":0,"delta":{"content":"of Fr\n\n',
        ];
      case 'half-event':
        return ['data: {"id":"cmpl-1","obj'];
      case 'error': {
        const message = 'Service unavailable.';
        return [sse({ object: 'error', message, type: 'unreachable_backend', param: null, code: '1100' })];
      }
    }
  }

  #chunk(delta: object, finishReason: string | null = null, more: object = {}): string {
    return sse({
      id: 'cmpl-1',
      object: 'chat.completion.chunk',
      created: 1_780_000_000,
      model: this.#chat.model,
      choices: [{ index: 0, delta, finish_reason: finishReason }],
      ...more,
    });
  }
}
