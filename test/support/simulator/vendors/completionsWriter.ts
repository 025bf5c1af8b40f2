import type { Conversation } from '../demoAnswer.js';
import type { Disturbance } from '../scenarios.js';
import { sse, tokens, type CallStep, type ContentStep, type FinishReason, type StreamWriter } from '../vendor.js';

const finishReasons: Readonly<Record<FinishReason, string>> = {
  stop: 'stop',
  length: 'length',
  'tool-calls': 'tool_calls',
  'content-filter': 'content_filter',
  refusal: 'stop',
};
const counts = {
  prompt_tokens: tokens.input,
  completion_tokens: tokens.output,
  total_tokens: tokens.input + tokens.output,
  prompt_tokens_details: { cached_tokens: tokens.cached },
  completion_tokens_details: { reasoning_tokens: tokens.reasoning },
};

/** Chunks of Chat Completions: https://platform.openai.com/docs/api-reference/chat-streaming; `reasoning_content` as DeepSeek and vLLM send it. */
export class CompletionsWriter implements StreamWriter {
  readonly repeats = 0;
  readonly #chat: Conversation;
  readonly #usage: boolean;
  #started = false;
  #calls = 0;

  constructor(chat: Conversation, usage: boolean) {
    this.#chat = chat;
    this.#usage = usage;
  }

  frames(step: ContentStep): readonly string[] {
    return [...this.#start(), ...this.#content(step)];
  }

  #content(step: ContentStep): readonly string[] {
    switch (step.do) {
      case 'text':
        return [this.#choice({ content: step.text })];
      case 'reasoning':
        return [this.#choice({ reasoning_content: step.text })];
      case 'refusal':
        return [this.#choice({ refusal: step.text })];
      case 'call':
      case 'half-call':
        return this.#call(step);
      case 'finish':
        return [this.#choice({}, finishReasons[step.reason]), ...(step.unclosed ? [] : this.#end())];
      case 'closing-without-terminal':
        return this.#usage ? [this.#chunk({ choices: [], usage: counts })] : [];
      default:
        return this.#disturb(step.do);
    }
  }

  #start(): string[] {
    if (this.#started) return [];
    this.#started = true;
    return [this.#choice({ role: 'assistant', content: '' })];
  }

  #call({ id, name, fragments }: CallStep): string[] {
    const index = this.#calls++;
    return [
      this.#choice({ tool_calls: [{ index, id, type: 'function', function: { name, arguments: '' } }] }),
      ...fragments.map((json) => this.#choice({ tool_calls: [{ index, function: { arguments: json } }] })),
    ];
  }

  /** The counts come last, on a chunk without choices: `stream_options` in the reference. */
  #end(): string[] {
    return [...(this.#usage ? [this.#chunk({ choices: [], usage: counts })] : []), sse('[DONE]')];
  }

  #disturb(kind: Disturbance): readonly string[] {
    switch (kind) {
      case 'keep-alive':
        return [': keep-alive\n\n'];
      case 'unknown':
        return [
          sse({ id: 'chatcmpl-1', object: 'chat.daydream.chunk', clouds: 3 }),
          this.#choice({ daydream: 'clouds' }),
        ];
      case 'broken-json':
        return ['data: {"id":"chatcmpl-1","choices":[{"index":0,"delta":{"content":"of Fr\n\n'];
      case 'half-event':
        return ['data: {"id":"chatcmpl-1","cho'];
      case 'error': {
        const message = 'The server had an error while processing your request.';
        return [sse({ error: { message, type: 'server_error', code: null } })];
      }
    }
  }

  #choice(delta: object, finishReason: string | null = null): string {
    return this.#chunk({ choices: [{ index: 0, delta, finish_reason: finishReason }] });
  }

  #chunk(fields: object): string {
    const { model } = this.#chat;
    return sse({ id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1_780_000_000, model, ...fields });
  }
}
