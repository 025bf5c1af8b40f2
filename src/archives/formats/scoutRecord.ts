import type { Citation, MessagePart, Usage } from '../../core/message.js';
import type { Conversation, StoredJob, StoredMessage } from '../../storage/api/chatHistory.js';
import type { ArchivedConversation } from './scout.js';

/** Every field of a type, in the order in which it is written: one that is added to the type and not here does not compile. */
type Fields<T> = { readonly [K in keyof Required<T>]: true };

const conversationFields: Fields<Omit<Conversation, 'deletedAt'>> = {
  id: true,
  title: true,
  createdAt: true,
  updatedAt: true,
  workspace: true,
  headId: true,
  persona: true,
  pinned: true,
  archived: true,
  tags: true,
  selection: true,
};

const messageFields: Fields<Omit<StoredMessage, 'conversationId'>> = {
  id: true,
  parentId: true,
  role: true,
  createdAt: true,
  status: true,
  provider: true,
  providerName: true,
  model: true,
  parts: true,
  usage: true,
  finishReason: true,
  rawFinishReason: true,
  revision: true,
  error: true,
};

const jobFields: Fields<Omit<StoredJob, 'conversationId'>> = {
  id: true,
  kind: true,
  provider: true,
  model: true,
  createdAt: true,
  status: true,
  before: true,
  after: true,
  usage: true,
  error: true,
};

const partFields: { readonly [T in MessagePart['type']]: Fields<Extract<MessagePart, { type: T }>> } = {
  text: { type: true, text: true },
  reasoning: { type: true, text: true },
  refusal: { type: true, text: true },
  'tool-call': { type: true, id: true, name: true, input: true },
  'tool-result': { type: true, callId: true, output: true, isError: true },
  file: { type: true, mediaType: true, name: true, data: true },
  attachment: {
    type: true,
    id: true,
    kind: true,
    label: true,
    mediaType: true,
    text: true,
    data: true,
    uri: true,
    range: true,
    sources: true,
    languageId: true,
    bytes: true,
    capturedAt: true,
    isCut: true,
    note: true,
  },
  citation: { type: true, citation: true },
  opaque: { type: true, vendor: true, data: true },
};
const citationFields: Fields<Citation> = { url: true, title: true };
const usageFields: Fields<Usage> = {
  inputTokens: true,
  outputTokens: true,
  cachedInputTokens: true,
  cacheWriteTokens: true,
  reasoningTokens: true,
  cacheMissReason: true,
  isEstimate: true,
};
/** Not the fault: it decides what a failure is called, and an archive can be anybody's. Nor until when a vendor asked to wait: that is over. */
const errorFields: Fields<Omit<NonNullable<StoredMessage['error']>, 'fault' | 'retryAt'>> = {
  code: true,
  message: true,
};

/**
 * The conversation as it stands in an archive. The same conversation always gives the same text, wherever it was stored. An answer
 * that is still being written is what it would be if its writer stopped now: interrupted.
 */
export function archivedConversation(
  conversation: Conversation,
  messages: readonly StoredMessage[],
  jobs: readonly StoredJob[],
): ArchivedConversation {
  return {
    ...inOrder(conversation, conversationFields),
    messages: messages.map((message) => ({
      ...inOrder(message, messageFields),
      ...(message.status === 'streaming' ? { status: 'interrupted' } : {}),
      parts: message.parts.map(archivedPart),
      ...nested(message),
    })),
    jobs: jobs.map((job) => ({ ...inOrder(job, jobFields), ...nested(job) })),
  };
}

function archivedPart(part: MessagePart): MessagePart {
  const fields = partFields[part.type] as Fields<MessagePart>;
  const ordered = inOrder(part, fields);
  return ordered.type === 'citation' ? { ...ordered, citation: inOrder(ordered.citation, citationFields) } : ordered;
}

function nested({ usage, error }: Pick<StoredMessage, 'usage' | 'error'>): Pick<StoredMessage, 'usage' | 'error'> {
  return {
    ...(usage === undefined ? {} : { usage: inOrder(usage, usageFields) }),
    ...(error === undefined ? {} : { error: inOrder(error, errorFields) }),
  };
}

/** These fields and no others, in this order; absent ones stay absent. */
function inOrder<T extends object>(value: T, fields: Partial<Fields<T>>): T {
  const keys = Object.keys(fields) as (keyof T & string)[];
  return Object.fromEntries(keys.filter((key) => value[key] !== undefined).map((key) => [key, value[key]])) as T;
}
