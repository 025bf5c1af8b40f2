import { createHash } from 'node:crypto';
import type { Conversation } from '../demoAnswer.js';
import type { Disturbance } from '../scenarios.js';
import { sse, tokens, type CallStep, type ContentStep, type FinishReason, type StreamWriter } from '../vendor.js';

/** The encrypted content of a reasoning item: what comes back must be what was sent. */
export function encrypted(id: string): string {
  return `enc_${createHash('sha256').update(id).digest('base64url')}`;
}

function usageOf({ counts }: Conversation): object {
  const { input, cached, cacheWrite } = counts ?? tokens;
  return {
    input_tokens: input,
    input_tokens_details: { cached_tokens: cached, cache_write_tokens: cacheWrite },
    output_tokens: tokens.output,
    output_tokens_details: { reasoning_tokens: tokens.reasoning },
    total_tokens: input + tokens.output,
  };
}

const incompleteReasons: Partial<Record<FinishReason, string>> = {
  length: 'max_output_tokens',
  'content-filter': 'content_filter',
};

/** An output item that grows. */
interface OpenItem {
  readonly type: 'message' | 'reasoning';
  readonly id: string;
  readonly refusal: boolean;
  text: string;
}

/** Events in the order of https://platform.openai.com/docs/api-reference/responses-streaming */
export class OpenaiWriter implements StreamWriter {
  readonly repeats = 3;
  readonly #chat: Conversation;
  /** Items that are complete. */
  readonly #items: object[] = [];
  #sequence = 0;
  #started = false;
  #open: OpenItem | undefined;

  constructor(chat: Conversation) {
    this.#chat = chat;
  }

  frames(step: ContentStep): readonly string[] {
    return [...this.#start(), ...this.#content(step)];
  }

  #content(step: ContentStep): readonly string[] {
    switch (step.do) {
      case 'text':
        return this.#write(step.text, false);
      case 'refusal':
        return this.#write(step.text, true);
      case 'reasoning':
        return this.#think(step.text);
      case 'call':
      case 'half-call':
        return [...this.#close(), ...this.#call(step)];
      case 'finish':
        return [...this.#close(), this.#finish(step.reason)];
      case 'closing-without-terminal':
        return this.#close();
      default:
        return this.#disturb(step.do);
    }
  }

  #start(): string[] {
    if (this.#started) return [];
    this.#started = true;
    const response = this.#response('in_progress');
    return [this.#event('response.created', { response }), this.#event('response.in_progress', { response })];
  }

  #write(text: string, refusal: boolean): string[] {
    const frames: string[] = [];
    let item = this.#open;
    if (item?.type !== 'message' || item.refusal !== refusal) {
      frames.push(...this.#close());
      item = this.#open = { type: 'message', id: `msg_${this.#items.length}`, text: '', refusal };
      frames.push(
        this.#event('response.output_item.added', { ...this.#index(), item: messageItem(item, 'in_progress') }),
        this.#event('response.content_part.added', { ...this.#place(item), part: contentPart(item) }),
      );
    }
    item.text += text;
    frames.push(
      refusal
        ? this.#event('response.refusal.delta', { ...this.#place(item), delta: text })
        : this.#event('response.output_text.delta', { ...this.#place(item), delta: text, logprobs: [] }),
    );
    return frames;
  }

  #think(text: string): string[] {
    const frames: string[] = [];
    let item = this.#open;
    if (item?.type !== 'reasoning') {
      frames.push(...this.#close());
      item = this.#open = { type: 'reasoning', id: `rs_${this.#items.length}`, text: '', refusal: false };
      frames.push(
        this.#event('response.output_item.added', {
          ...this.#index(),
          item: { id: item.id, type: 'reasoning', summary: [] },
        }),
        this.#event('response.reasoning_summary_part.added', {
          ...this.#summaryPlace(item),
          part: { type: 'summary_text', text: '' },
        }),
      );
    }
    item.text += text;
    frames.push(this.#event('response.reasoning_summary_text.delta', { ...this.#summaryPlace(item), delta: text }));
    return frames;
  }

  #close(): string[] {
    const item = this.#open;
    if (item === undefined) return [];
    this.#open = undefined;
    return item.type === 'reasoning' ? this.#closeReasoning(item) : this.#closeMessage(item);
  }

  #closeReasoning(item: OpenItem): string[] {
    const part = { type: 'summary_text', text: item.text };
    return [
      this.#event('response.reasoning_summary_text.done', { ...this.#summaryPlace(item), text: item.text }),
      this.#event('response.reasoning_summary_part.done', { ...this.#summaryPlace(item), part }),
      this.#complete({
        id: item.id,
        type: 'reasoning',
        summary: [part],
        encrypted_content: encrypted(item.id),
        status: 'completed',
      }),
    ];
  }

  #closeMessage(item: OpenItem): string[] {
    return [
      item.refusal
        ? this.#event('response.refusal.done', { ...this.#place(item), refusal: item.text })
        : this.#event('response.output_text.done', { ...this.#place(item), text: item.text, logprobs: [] }),
      this.#event('response.content_part.done', { ...this.#place(item), part: contentPart(item) }),
      this.#complete(messageItem(item, 'completed')),
    ];
  }

  #call({ do: kind, id: callId, name, fragments }: CallStep): string[] {
    const id = `fc_${this.#items.length}`;
    const item = (argumentsText: string, status: string): object => ({
      id,
      type: 'function_call',
      call_id: callId,
      name,
      arguments: argumentsText,
      status,
    });
    const begun = [
      this.#event('response.output_item.added', { ...this.#index(), item: item('', 'in_progress') }),
      ...fragments.map((delta) =>
        this.#event('response.function_call_arguments.delta', { item_id: id, ...this.#index(), delta }),
      ),
    ];
    if (kind === 'half-call') return begun;
    const args = fragments.join('');
    return [
      ...begun,
      this.#event('response.function_call_arguments.done', { item_id: id, ...this.#index(), name, arguments: args }),
      this.#complete(item(args, 'completed')),
    ];
  }

  #finish(reason: FinishReason): string {
    const usage = usageOf(this.#chat);
    const incomplete = incompleteReasons[reason];
    if (incomplete === undefined)
      return this.#event('response.completed', { response: this.#response('completed', { usage }) });
    const details = { usage, incomplete_details: { reason: incomplete } };
    return this.#event('response.incomplete', { response: this.#response('incomplete', details) });
  }

  #disturb(kind: Disturbance): readonly string[] {
    switch (kind) {
      case 'keep-alive':
        return [': keep-alive\n\n'];
      case 'unknown':
        return [this.#event('response.daydream.delta', { delta: 'clouds' })];
      case 'broken-json':
        return ['event: response.output_text.delta\ndata: {"type":"response.output_text.delta","delta":"of Fr\n\n'];
      case 'half-event':
        return ['event: response.output_text.delta\ndata: {"type":"response.output_te'];
      case 'error': {
        const message = 'The server had an error while processing your request.';
        return [this.#event('error', { code: 'server_error', message, param: null })];
      }
    }
  }

  #event(type: string, fields: object): string {
    return sse({ type, sequence_number: this.#sequence++, ...fields }, type);
  }

  #complete(item: object): string {
    const frame = this.#event('response.output_item.done', { ...this.#index(), item });
    this.#items.push(item);
    return frame;
  }

  #response(status: string, more: object = {}): object {
    return {
      id: this.#chat.counts?.answerId ?? 'resp_1',
      object: 'response',
      created_at: 1_780_000_000,
      model: this.#chat.model,
      status,
      error: null,
      incomplete_details: null,
      output: status === 'in_progress' ? [] : this.#items,
      usage: null,
      ...(this.#chat.counts?.diagnosis ? { prompt_cache_diagnostics: this.#chat.counts.diagnosis } : {}),
      ...more,
    };
  }

  #index(): object {
    return { output_index: this.#items.length };
  }

  #place({ id }: OpenItem): object {
    return { item_id: id, ...this.#index(), content_index: 0 };
  }

  #summaryPlace({ id }: OpenItem): object {
    return { item_id: id, ...this.#index(), summary_index: 0 };
  }
}

function messageItem(item: OpenItem, status: string): object {
  return {
    id: item.id,
    type: 'message',
    role: 'assistant',
    status,
    phase: 'final_answer',
    content: status === 'completed' ? [contentPart(item)] : [],
  };
}

function contentPart({ refusal, text }: OpenItem): object {
  return refusal ? { type: 'refusal', refusal: text } : { type: 'output_text', text, annotations: [] };
}
