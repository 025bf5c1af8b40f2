import { isNestedWithin, maximumJsonDepth } from './json.js';
import { soundAttachment } from './soundAttachment.js';
import { isCacheMissReason, type MessagePart, type Usage } from './message.js';

/**
 * The parts as their types promise, whatever was stored: earlier versions believed what servers sent. A sound part is the same object. What
 * is no text is told as JSON; a part nothing can be made of is left out.
 */
export function soundParts(parts: unknown): readonly MessagePart[] {
  if (!Array.isArray(parts)) return [];
  return parts.flatMap((part: unknown): readonly MessagePart[] => {
    if (typeof part !== 'object' || part === null) return [];
    const fields = part as Readonly<Record<string, unknown>>;
    return isSound(fields) ? [part as MessagePart] : repaired(fields);
  });
}

const soundFields: Readonly<Record<string, (value: unknown) => boolean>> = {
  cacheMissReason: isCacheMissReason,
  isEstimate: (value) => value === true,
};

/** Counts that are none, and reasons that SCOUT does not know, are absent; `undefined` when the two that matter are. */
export function soundUsage(usage: unknown): Usage | undefined {
  if (typeof usage !== 'object' || usage === null) return undefined;
  const counts = Object.entries(usage).filter(([name, value]) =>
    (Object.hasOwn(soundFields, name) ? soundFields[name]! : isCount)(value),
  );
  if (counts.length === Object.keys(usage).length && 'inputTokens' in usage && 'outputTokens' in usage)
    return usage as Usage;
  const sound = Object.fromEntries(counts) as Partial<Usage>;
  return sound.inputTokens === undefined || sound.outputTokens === undefined ? undefined : (sound as Usage);
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

type Fields = Readonly<Record<string, unknown>>;

function isSound(part: Fields): boolean {
  switch (part['type']) {
    case 'text':
    case 'reasoning':
    case 'refusal':
      return typeof part['text'] === 'string';
    case 'tool-call':
      return typeof part['id'] === 'string' && typeof part['name'] === 'string' && isData(part['input']);
    case 'tool-result':
      return (
        typeof part['callId'] === 'string' && typeof part['output'] === 'string' && typeof part['isError'] === 'boolean'
      );
    case 'file':
      return (
        typeof part['mediaType'] === 'string' &&
        typeof part['data'] === 'string' &&
        (part['name'] === undefined || typeof part['name'] === 'string')
      );
    case 'attachment':
      return Object.is(soundAttachment(part), part);
    case 'citation':
      return isCitation(part['citation']);
    case 'opaque':
      return typeof part['vendor'] === 'string' && isData(part['data']);
    default:
      return false;
  }
}

function isData(value: unknown): boolean {
  return value !== undefined && isNestedWithin(value, maximumJsonDepth);
}

function isCitation(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { url, title } = value as Fields;
  return typeof url === 'string' && (title === undefined || typeof title === 'string');
}

function repaired(part: Fields): readonly MessagePart[] {
  switch (part['type']) {
    case 'text':
    case 'reasoning':
    case 'refusal':
      return [{ type: part['type'], text: textOf(part['text']) }];
    case 'tool-call': {
      const input = isData(part['input']) ? part['input'] : null;
      return [{ type: 'tool-call', id: textOf(part['id']), name: textOf(part['name']), input }];
    }
    case 'tool-result': {
      const isError = part['isError'] === true;
      return [{ type: 'tool-result', callId: textOf(part['callId']), output: textOf(part['output']), isError }];
    }
    case 'file': {
      const { mediaType, data } = part;
      return typeof mediaType === 'string' && typeof data === 'string' ? [{ type: 'file', mediaType, data }] : [];
    }
    case 'attachment': {
      const sound = soundAttachment(part);
      return sound === undefined ? [] : [sound];
    }
    case 'citation': {
      const { url } = (part['citation'] ?? {}) as Fields;
      return typeof url === 'string' ? [{ type: 'citation', citation: { url } }] : [];
    }
    default:
      return part['type'] !== 'opaque' && typeof part['text'] === 'string'
        ? [{ type: 'text', text: part['text'] }]
        : [];
  }
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return value === undefined || value === null || !isData(value) ? '' : JSON.stringify(value);
}
