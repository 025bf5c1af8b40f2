import { isStorableJson, readableJson } from '../../core/json.js';
import { finishReasons, isCacheMissReason, type Citation, type Usage } from '../../core/message.js';
import type { ChatEvent } from '../../providers/provider.js';
import { maximumAnswerLength, maximumNameLength, maximumUrlLength } from '../limits.js';

/**
 * The event with nothing in it that could not be saved or shown: texts are texts, names have an end, and JSON that no thread clones is
 * text. Adapters check what servers send; this holds for whatever they let through.
 *
 * @returns `undefined` for an event that says nothing then.
 */
export function boundedEvent(event: ChatEvent): ChatEvent | undefined {
  switch (event.type) {
    case 'text-delta':
    case 'reasoning-delta':
    case 'refusal-delta':
      return typeof event.text === 'string' ? event : { type: event.type, text: asText(event.text) };
    case 'tool-call':
      return { type: event.type, id: asName(event.id), name: asName(event.name), input: asJson(event.input) };
    case 'citation':
      return asCitation(event.citation);
    case 'image':
      return event.data instanceof Uint8Array ? { ...event, mediaType: asName(event.mediaType) } : undefined;
    case 'opaque':
      // Text in its place would be sent back to the vendor as something it never said.
      return isStorableJson(event.data) ? event : undefined;
    case 'usage':
      return { type: event.type, usage: asUsage(event.usage) };
    case 'finish': {
      const given: unknown = event.reason;
      const reason = typeof given === 'string' && Object.hasOwn(finishReasons, given) ? event.reason : 'other';
      return event.rawReason === undefined
        ? { type: event.type, reason }
        : { type: event.type, reason, rawReason: asName(event.rawReason) };
    }
  }
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : readableJson(value, maximumAnswerLength);
}

function asName(value: unknown): string {
  const name = typeof value === 'string' ? value : readableJson(value, maximumNameLength);
  return name.length > maximumNameLength ? `${name.slice(0, maximumNameLength)}…` : name;
}

function asJson(value: unknown): unknown {
  return isStorableJson(value) ? value : readableJson(value, maximumAnswerLength);
}

function asCitation(citation: Citation): ChatEvent | undefined {
  const { url, title } = citation;
  if (typeof url !== 'string' || url.length > maximumUrlLength) return undefined;
  return { type: 'citation', citation: title === undefined ? { url } : { url, title: asName(title) } };
}

function asUsage(usage: Usage): Usage {
  const optional = (name: 'cachedInputTokens' | 'cacheWriteTokens' | 'reasoningTokens'): Partial<Usage> =>
    usage[name] === undefined ? {} : { [name]: asCount(usage[name]) };
  return {
    inputTokens: asCount(usage.inputTokens),
    outputTokens: asCount(usage.outputTokens),
    ...optional('cachedInputTokens'),
    ...optional('cacheWriteTokens'),
    ...optional('reasoningTokens'),
    ...(isCacheMissReason(usage.cacheMissReason) ? { cacheMissReason: usage.cacheMissReason } : {}),
    ...(usage.isEstimate === true ? { isEstimate: true } : {}),
  };
}

function asCount(value: unknown): number {
  return typeof value === 'number' && value > 0 ? Math.trunc(Math.min(value, Number.MAX_SAFE_INTEGER)) : 0;
}
