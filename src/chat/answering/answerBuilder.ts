import type { FinishReason, MessagePart, Usage } from '../../core/message.js';
import type { ChatEvent } from '../../providers/provider.js';

/** Text and reasoning that arrived together. Either may be empty. */
export interface AnswerDelta {
  readonly text: string;
  readonly reasoning: string;
}

/** Builds the parts of an answer from the events of its stream. */
export class AnswerBuilder {
  #parts: MessagePart[] = [];
  #usage: Usage | undefined;
  #finish: { reason: FinishReason; rawReason: string | undefined } | undefined;

  /** Everything so far, adjacent text (and reasoning) joined, in the order of its arrival. */
  get parts(): readonly MessagePart[] {
    return this.#parts;
  }

  get usage(): Usage | undefined {
    return this.#usage;
  }

  get finish(): { readonly reason: FinishReason; readonly rawReason: string | undefined } | undefined {
    return this.#finish;
  }

  /** @returns the part to append to the stored answer, if the event carries one. */
  add(event: ChatEvent): MessagePart | undefined {
    switch (event.type) {
      case 'usage':
        this.#usage = event.usage;
        return undefined;
      case 'finish':
        this.#finish = { reason: event.reason, rawReason: event.rawReason };
        return undefined;
      default: {
        const part = partOf(event);
        this.#parts = appendPart(this.#parts, part);
        return part;
      }
    }
  }
}

/** The parts with one more at the end; text joins text, reasoning joins reasoning, refusal joins refusal. */
export function appendPart(parts: readonly MessagePart[], part: MessagePart): MessagePart[] {
  const last = parts.at(-1);
  if (
    last !== undefined &&
    (last.type === 'text' || last.type === 'reasoning' || last.type === 'refusal') &&
    last.type === part.type
  ) {
    return [...parts.slice(0, -1), { type: last.type, text: last.text + part.text }];
  }
  return [...parts, part];
}

function partOf(event: Exclude<ChatEvent, { type: 'usage' | 'finish' }>): MessagePart {
  switch (event.type) {
    case 'text-delta':
      return { type: 'text', text: event.text };
    case 'reasoning-delta':
      return { type: 'reasoning', text: event.text };
    case 'refusal-delta':
      return { type: 'refusal', text: event.text };
    case 'image':
      return { type: 'file', mediaType: event.mediaType, data: Buffer.from(event.data).toString('base64') };
    default:
      return event;
  }
}
