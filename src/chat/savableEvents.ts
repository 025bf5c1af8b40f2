import { isStorableJson, readableJson } from '../core/json.js';
import type { AttachmentPart, MessagePart } from '../core/message.js';
import { fenced } from '../core/text/codeFence.js';
import type { HistoryEvent, StoredMessage } from '../storage/api/chatHistory.js';
import { maximumErrorLength } from './limits.js';

/** What is kept of one part that cannot be saved as it is, in UTF-16 code units. */
const maximumPartLength = 100_000;
/** What is kept of all text. */
const maximumTextLength = 16_000_000;
/** How many parts are kept. */
const maximumParts = 10_000;

const reason = 'What is missing here could not be saved in the history. The whole message is in a file beside it.';

/** The ways to save what the history has refused, the one that loses least first. An event that it does not change is the same object. */
export const reductions: readonly ((event: HistoryEvent) => HistoryEvent)[] = [
  (event) => {
    if (event.type !== 'message.put') return event;
    const message = reducedMessage(event.message);
    return message === event.message ? event : { ...event, message };
  },
  (event) => (event.type === 'message.put' ? { ...event, message: emptyMessage(event.message) } : event),
];

/** What is shown in this window of a message of which nothing could be saved. */
export function unsavedMessage(message: StoredMessage): StoredMessage {
  return { ...message, error: errorOf(message) };
}

/** The message with everything that can be read of it, and nothing that no history could take. */
function reducedMessage(message: StoredMessage): StoredMessage {
  const { usage, finishReason } = message;
  const given: unknown = message.parts;
  const parts: MessagePart[] = [];
  let room = maximumTextLength;
  for (const part of Array.isArray(given) ? (given as readonly unknown[]).slice(0, maximumParts) : []) {
    const reduced = reducedPart(part, room);
    if ('text' in reduced && typeof reduced.text === 'string') room -= Math.min(room, reduced.text.length);
    parts.push(reduced);
  }
  const isWhole =
    Array.isArray(given) && given.length === parts.length && parts.every((part, at) => part === given[at]);
  if (isWhole && isStorableJson({ ...message, parts: [] })) return message;
  return {
    ...emptyMessage(message),
    parts,
    ...(usage !== undefined && isStorableJson(usage) ? { usage } : {}),
    ...(typeof finishReason === 'string' ? { finishReason } : {}),
  };
}

/** The message's place in the conversation, and why nothing else is there. */
function emptyMessage(message: StoredMessage): StoredMessage {
  const { id, conversationId, parentId, role, createdAt, status, provider, model } = message;
  return {
    id,
    conversationId,
    parentId,
    role,
    parts: [],
    createdAt,
    status,
    ...(typeof provider === 'string' ? { provider } : {}),
    ...(typeof model === 'string' ? { model } : {}),
    error: errorOf(message),
  };
}

/** Why something is missing, after what was to be said of the message anyway. */
function errorOf({ error }: StoredMessage): NonNullable<StoredMessage['error']> {
  const before = typeof error?.message === 'string' ? `${error.message.slice(0, maximumErrorLength)} ` : '';
  return { code: 'unsavable', message: `${before}${reason}` };
}

/** @param room how long a text may be, in UTF-16 code units. */
function reducedPart(part: unknown, room: number): MessagePart {
  const { type, text, data } = isObject(part) ? part : {};
  if ((type === 'text' || type === 'reasoning' || type === 'refusal') && typeof text === 'string')
    return text.length <= room ? (part as MessagePart) : { type, text: text.slice(0, room) };
  const isStorable = isStorableJson(part);
  // Not even a large picture makes a transaction large: it is stored by itself.
  if (isStorable && type === 'file' && typeof data === 'string') return part as MessagePart;
  if (isStorable && type === 'attachment' && (typeof text === 'string' || typeof data === 'string')) {
    const isShort = typeof text !== 'string' || text.length <= room;
    return isShort ? (part as MessagePart) : { ...(part as AttachmentPart), text: text.slice(0, room) };
  }
  const json = readableJson(part, Math.min(room, maximumPartLength));
  return isStorable && json.length <= maximumPartLength
    ? (part as MessagePart)
    : { type: 'text', text: `\n\n${fenced(json, 'json')}\n\n` };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
