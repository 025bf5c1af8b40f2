import { isObject, type JsonObject } from '../input/jsonRecords.js';
import { objectOrEmpty, objectsOf } from '../input/untrustedValues.js';

/** Programs whose chats SCOUT cannot read, each with a sign that no other program's files have. */
const products: readonly { readonly name: string; readonly wrote: (record: JsonObject) => boolean }[] = [
  { name: 'DeepSeek', wrote: (record) => isObject(record['mapping']) && 'inserted_at' in record },
  { name: 'Grok', wrote: (record) => isObject(record['conversation']) && Array.isArray(record['responses']) },
  { name: 'Google AI Studio', wrote: (record) => Array.isArray(objectOrEmpty(record['chunkedPrompt'])['chunks']) },
  {
    name: 'Gemini CLI',
    wrote: (record) => typeof record['projectHash'] === 'string' && typeof record['sessionId'] === 'string',
  },
  {
    name: 'Gemini',
    wrote: ({ header, title, time }) => header === 'Gemini Apps' && typeof title === 'string' && time !== undefined,
  },
  {
    name: 'Claude Code',
    wrote: (record) =>
      (typeof record['sessionId'] === 'string' && 'parentUuid' in record && typeof record['type'] === 'string') ||
      (record['type'] === 'summary' && typeof record['leafUuid'] === 'string'),
  },
  {
    name: 'Codex',
    wrote: ({ type, payload }) =>
      isObject(payload) &&
      typeof type === 'string' &&
      ['session_meta', 'turn_context', 'response_item', 'event_msg'].includes(type),
  },
  {
    name: 'Cursor',
    wrote: (record) =>
      typeof record['composerId'] === 'string' || (typeof record['bubbleId'] === 'string' && 'type' in record),
  },
  {
    name: 'Cline (sessions since 2026)',
    wrote: (record) => typeof record['session_id'] === 'string' && 'started_at' in record && 'provider' in record,
  },
  { name: 'Le Chat', wrote: (record) => typeof record['chatId'] === 'string' && 'contentChunks' in record },
  {
    name: 'Chatbot UI',
    wrote: ({ version, history }) =>
      typeof version === 'number' && objectsOf(history).some(({ messages }) => Array.isArray(messages)),
  },
];

/** The program that wrote a record SCOUT cannot read; empty for one that obviously holds messages; `undefined` for anything else. */
export function otherProduct(record: JsonObject): string | undefined {
  const known = products.find(({ wrote }) => wrote(record));
  if (known !== undefined) return known.name;
  const isOfMessages = isMessage(record) || Object.values(record).some((list) => holdsMessages(list));
  return isOfMessages ? '' : undefined;
}

/** Two are no coincidence. */
function holdsMessages(list: unknown): boolean {
  return Array.isArray(list) && objectsOf(list.slice(0, 20)).filter((value) => isMessage(value)).length >= 2;
}

function isMessage(value: JsonObject): boolean {
  const author = ['role', 'sender', 'author', 'from', 'type'].some((key) => {
    const named = isObject(value[key]) ? value[key]['role'] : value[key];
    return typeof named === 'string' && speakers.has(named.toLowerCase());
  });
  return author && ['content', 'text', 'message', 'parts', 'value', 'body'].some((key) => key in value);
}

const speakers: ReadonlySet<string> = new Set([
  'user',
  'human',
  'assistant',
  'ai',
  'bot',
  'model',
  'chatbot',
  'gpt',
  'gemini',
  'claude',
]);
