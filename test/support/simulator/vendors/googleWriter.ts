import { createHash } from 'node:crypto';
import type { Conversation } from '../demoAnswer.js';
import type { Disturbance } from '../scenarios.js';
import {
  fieldsOf,
  sse,
  stringOf,
  tokens,
  type CallStep,
  type ContentStep,
  type Fields,
  type FinishReason,
  type StreamWriter,
} from '../vendor.js';

/** Covers the part that it comes with. */
export function signatureOf(part: Fields): string {
  const call = fieldsOf(part['functionCall']);
  const content =
    'functionCall' in part ? `${stringOf(call['name'])}${JSON.stringify(call['args'] ?? {})}` : stringOf(part['text']);
  return createHash('sha256').update(content).digest('base64');
}

const finishReasons: Readonly<Record<FinishReason, string>> = {
  stop: 'STOP',
  length: 'MAX_TOKENS',
  'tool-calls': 'STOP',
  'content-filter': 'SAFETY',
  refusal: 'STOP',
};
const counts = {
  promptTokenCount: tokens.input - tokens.toolResults,
  toolUsePromptTokenCount: tokens.toolResults,
  cachedContentTokenCount: tokens.cached,
  candidatesTokenCount: tokens.output - tokens.reasoning,
  thoughtsTokenCount: tokens.reasoning,
  totalTokenCount: tokens.input + tokens.output,
};
// A running total: https://ai.google.dev/api/generate-content#UsageMetadata
const partialCounts = { promptTokenCount: tokens.input, totalTokenCount: tokens.input };

/** Every chunk is a whole response: https://ai.google.dev/api/generate-content#v1beta.GenerateContentResponse */
export class GoogleWriter implements StreamWriter {
  readonly repeats = 0;
  readonly #chat: Conversation;
  /** Whether the latest part is a thought. */
  #hasThought = false;
  #hasCalled = false;

  constructor(chat: Conversation) {
    this.#chat = chat;
  }

  frames(step: ContentStep): readonly string[] {
    switch (step.do) {
      case 'text':
        return [this.#text(step.text)];
      case 'reasoning':
        this.#hasThought = true;
        return [this.#candidate([{ text: step.text, thought: true }])];
      case 'refusal':
        return [this.#candidate([{ text: step.text }])];
      case 'call':
        return [this.#call(step)];
      case 'half-call':
        return [this.#candidate([])];
      case 'finish':
        return [this.#candidate([], finishReasons[step.reason])];
      case 'closing-without-terminal':
        return [];
      default:
        return this.#disturb(step.do);
    }
  }

  /** After a thought, the first text is signed. */
  #text(text: string): string {
    const part = { text };
    const signed = this.#hasThought ? { ...part, thoughtSignature: signatureOf(part) } : part;
    this.#hasThought = false;
    return this.#candidate([signed]);
  }

  #call({ name, fragments }: CallStep): string {
    const args = fragments.join('');
    let parsed: unknown;
    try {
      parsed = JSON.parse(args === '' ? '{}' : args);
    } catch {
      // Google sends arguments as an object, so broken ones break the whole chunk.
      return `data: {"candidates":[{"content":{"role":"model","parts":[{"functionCall":{"name":"${name}","args":${args}}}]}}]}\n\n`;
    }
    const part = { functionCall: { name, args: parsed } };
    // Of parallel calls only the first is signed.
    const signed = this.#hasCalled ? part : { ...part, thoughtSignature: signatureOf(part) };
    this.#hasCalled = true;
    this.#hasThought = false;
    return this.#candidate([signed]);
  }

  #disturb(kind: Disturbance): readonly string[] {
    switch (kind) {
      case 'keep-alive':
        return [': keep-alive\n\n'];
      case 'unknown':
        return [this.#chunk({ daydream: { clouds: 3 } }), this.#candidate([{ daydream: 'clouds' }])];
      case 'broken-json':
        return ['data: {"candidates":[{"content":{"role":"model","parts":[{"text":"of Fr\n\n'];
      case 'half-event':
        return ['data: {"candidates":[{"con'];
      case 'error': {
        const message = 'The model is overloaded. Please try again later.';
        return [sse({ error: { code: 503, message, status: 'UNAVAILABLE' } })];
      }
    }
  }

  #candidate(parts: readonly object[], finishReason?: string): string {
    const finish = finishReason === undefined ? {} : { finishReason };
    return this.#chunk({
      candidates: [{ content: { role: 'model', parts }, index: 0, ...finish }],
      usageMetadata: finishReason === undefined ? partialCounts : counts,
    });
  }

  #chunk(fields: object): string {
    return sse({ ...fields, modelVersion: this.#chat.model, responseId: 'response-1' });
  }
}
