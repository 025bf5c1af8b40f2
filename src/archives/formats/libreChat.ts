import * as v from 'valibot';
import type { MessagePart, ToolCallPart, ToolResultPart } from '../../core/message.js';
import { assembleConversation } from '../normalize/assembleConversation.js';
import { ImportError } from '../importError.js';
import type { ExternalMessage } from '../normalize/externalConversation.js';
import type { JsonObject } from '../input/jsonRecords.js';
import { isObject } from '../input/jsonRecords.js';
import {
  jsonOrText,
  objectOrEmpty,
  objectsOf,
  textOrUndefined,
  timeOrUndefined,
  wordsOrUndefined,
} from '../input/untrustedValues.js';
import type { ArchiveFormat, RecordSource } from '../importedConversation.js';

const message = v.looseObject({ messageId: v.pipe(v.string(), v.nonEmpty()), parentMessageId: v.nullish(v.string()) });
type LibreChatMessage = v.InferOutput<typeof message>;

const noParent = '00000000-0000-0000-0000-000000000000';

/** SCOUT's names for LibreChat's endpoints; another endpoint keeps its own. */
const providers: Readonly<Record<string, string>> = {
  openAI: 'openai',
  azureOpenAI: 'openai',
  gptPlugins: 'openai',
  assistants: 'openai',
  anthropic: 'anthropic',
  google: 'google',
};

/** LibreChat's export of a conversation: its messages as a list, or, with "recursive", each answer within its question. */
export const libreChat: ArchiveFormat = {
  kind: 'librechat',
  recognizes: (record) =>
    typeof record['conversationId'] === 'string' &&
    (Array.isArray(record['messages']) || Array.isArray(record['messagesTree'])),

  read(record, source) {
    const id = wordsOrUndefined(record['conversationId']);
    if (id === undefined) return Promise.reject(new ImportError('invalid', 'conversationId'));
    const options = objectOrEmpty(record['options']);
    const defaults = {
      endpoint: textOrUndefined(record['endpoint']) ?? textOrUndefined(options['endpoint']),
      model: wordsOrUndefined(options['model']),
    };
    const messages: ExternalMessage[] = [];
    for (const { value, parent } of flattened(objectsOf(record['messagesTree'] ?? record['messages']))) {
      const parsed = v.safeParse(message, value);
      if (parsed.success) messages.push(toExternalMessage(parsed.output, parent, defaults, source));
      else source.note('unreadable-message');
    }
    if (wordsOrUndefined(options['promptPrefix']) !== undefined) source.note('instructions');
    return Promise.resolve(
      assembleConversation({ kind: 'librechat', id, title: textOrUndefined(record['title']), messages }, source),
    );
  },
};

/** Every message of a list whose messages may hold others, without recursion: conversations are long. */
function* flattened(roots: readonly JsonObject[]): Generator<{ value: JsonObject; parent: string | undefined }> {
  const waiting = roots.map((value) => ({ value, parent: undefined as string | undefined })).reverse();
  for (let entry = waiting.pop(); entry !== undefined; entry = waiting.pop()) {
    const { children, ...value } = entry.value;
    yield { value, parent: entry.parent };
    for (const child of objectsOf(children).toReversed())
      waiting.push({ value: child, parent: textOrUndefined(value['messageId']) });
  }
}

function toExternalMessage(
  value: LibreChatMessage,
  parent: string | undefined,
  defaults: { readonly endpoint: string | undefined; readonly model: string | undefined },
  source: RecordSource,
): ExternalMessage {
  const parentId = value.parentMessageId ?? parent ?? null;
  const endpoint = wordsOrUndefined(value['endpoint']) ?? defaults.endpoint;
  const hasFailed = value['error'] === true;
  return {
    id: value.messageId,
    parentId: parentId === noParent ? null : parentId,
    role: value['isCreatedByUser'] === true ? 'user' : 'assistant',
    parts: partsOf(value, source),
    createdAt: timeOrUndefined(value['createdAt']),
    status: hasFailed ? 'failed' : value['unfinished'] === true ? 'interrupted' : 'complete',
    provider: endpoint === undefined ? undefined : (providers[endpoint] ?? endpoint),
    model: wordsOrUndefined(value['model']) ?? defaults.model,
    ...(value['finish_reason'] === 'length' ? { finishReason: 'length', rawFinishReason: 'length' } : {}),
    ...(hasFailed ? { error: { code: 'internal', message: 'LibreChat could not complete this answer.' } } : {}),
  };
}

function partsOf(value: LibreChatMessage, source: RecordSource): MessagePart[] {
  const content = objectsOf(value['content']).flatMap((part) => partOf(part, source));
  const words = wordsOrUndefined(value['text']);
  for (const list of [value['files'], value['attachments']])
    objectsOf(list).forEach(() => source.note('attachment-missing'));
  return content.length > 0 || words === undefined ? content : [{ type: 'text', text: words }];
}

function partOf(part: JsonObject, source: RecordSource): MessagePart[] {
  switch (part['type']) {
    case 'text':
    case 'error': {
      const text = wordsOrUndefined(valueOf(part[String(part['type'])] ?? part['text']));
      return text === undefined ? [] : [{ type: 'text', text }];
    }
    case 'think': {
      const text = wordsOrUndefined(valueOf(part['think']));
      return text === undefined ? [] : [{ type: 'reasoning', text: `${text}\n\n` }];
    }
    case 'tool_call':
      return toolParts(objectOrEmpty(part['tool_call']));
    case 'image_file':
      source.note('attachment-missing');
      return [];
    default:
      source.note('unknown-part');
      return [];
  }
}

function toolParts(call: JsonObject): (ToolCallPart | ToolResultPart)[] {
  const inner = objectOrEmpty(call['function'] ?? call['code_interpreter']);
  const id = textOrUndefined(call['id']) ?? '';
  const name = textOrUndefined(call['name']) ?? textOrUndefined(inner['name']) ?? textOrUndefined(call['type']) ?? '';
  const output = call['output'] ?? inner['output'];
  const asked: ToolCallPart = {
    type: 'tool-call',
    id,
    name,
    input: jsonOrText(call['args'] ?? inner['arguments'] ?? inner['input']),
  };
  if (typeof output !== 'string') return [asked];
  return [asked, { type: 'tool-result', callId: id, output, isError: false }];
}

/** A text, or an object that holds it. */
function valueOf(value: unknown): unknown {
  return isObject(value) ? value['value'] : value;
}
