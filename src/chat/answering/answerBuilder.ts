import type { FinishReason, MessagePart, Usage } from '../../core/message.js';
import type { ChatEvent } from '../../providers/provider.js';
import { maximumAnswerLength, maximumAnswerParts } from '../limits.js';
import { boundedEvent } from './boundedEvent.js';

/** Text and reasoning that arrived together. Either may be empty. */
export interface AnswerDelta {
  readonly text: string;
  readonly reasoning: string;
}

/** Builds the parts of an answer from the events of its stream, up to a length and a number of parts. */
export class AnswerBuilder {
  readonly #parts: MessagePart[] = [];
  #room = maximumAnswerLength;
  #isFull = false;
  #usage: Usage | undefined;
  #finish: { reason: FinishReason; rawReason: string | undefined } | undefined;

  /** Everything so far, adjacent text (and reasoning) joined, in the order of its arrival. It grows with every event. */
  get parts(): readonly MessagePart[] {
    return this.#parts;
  }

  /** Whether something came that an answer has no room for. What follows it is left out, too. */
  get isFull(): boolean {
    return this.#isFull;
  }

  get usage(): Usage | undefined {
    return this.#usage;
  }

  get finish(): { readonly reason: FinishReason; readonly rawReason: string | undefined } | undefined {
    return this.#finish;
  }

  /** @returns the part to append to the stored answer, if the event carries one. */
  add(event: ChatEvent): MessagePart | undefined {
    const bounded = boundedEvent(event);
    if (bounded === undefined) return undefined;
    switch (bounded.type) {
      case 'usage':
        this.#usage = bounded.usage;
        return undefined;
      case 'finish':
        this.#finish = { reason: bounded.reason, rawReason: bounded.rawReason };
        return undefined;
      default:
        return this.#append(bounded);
    }
  }

  /** A text is cut where the room ends; anything else is taken whole or not at all. */
  #append(event: PartEvent): MessagePart | undefined {
    if (this.#isFull) return undefined;
    const length = lengthOf(event);
    this.#isFull = length > this.#room;
    if (this.#isFull && (this.#room === 0 || !('text' in event))) return undefined;
    const part = partOf('text' in event ? { ...event, text: event.text.slice(0, this.#room) } : event);
    if (this.#parts.length === maximumAnswerParts && !continues(this.#parts.at(-1), part)) {
      this.#isFull = true;
      return undefined;
    }
    this.#room -= Math.min(length, this.#room);
    appendPart(this.#parts, part);
    return part;
  }
}

type PartEvent = Exclude<ChatEvent, { type: 'usage' | 'finish' }>;

/** Adds one more at the end, in place; text joins text, reasoning joins reasoning, refusal joins refusal. */
export function appendPart(parts: MessagePart[], part: MessagePart): void {
  const last = parts.at(-1);
  if (last !== undefined && isText(last) && isText(part) && last.type === part.type)
    parts[parts.length - 1] = { type: last.type, text: last.text + part.text };
  else parts.push(part);
}

function isText(part: MessagePart): part is Extract<MessagePart, { type: 'text' | 'reasoning' | 'refusal' }> {
  return part.type === 'text' || part.type === 'reasoning' || part.type === 'refusal';
}

function continues(last: MessagePart | undefined, part: MessagePart): boolean {
  return 'text' in part && last?.type === part.type;
}

/** In UTF-16 code units of what is stored. */
function lengthOf(event: PartEvent): number {
  switch (event.type) {
    case 'image':
      return Math.ceil(event.data.length / 3) * 4;
    case 'tool-call':
    case 'citation':
    case 'opaque':
      return JSON.stringify(event).length;
    default:
      return event.text.length;
  }
}

function partOf(event: PartEvent): MessagePart {
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
