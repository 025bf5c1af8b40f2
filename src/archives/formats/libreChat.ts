import * as v from 'valibot';
import type { MessagePart } from '../../core/message.js';
import { assembleConversation } from '../normalize/assembleConversation.js';
import { ImportError } from '../importError.js';
import { saidWords } from '../normalize/saidText.js';
import type { ExternalMessage } from '../normalize/externalConversation.js';
import type { JsonObject } from '../input/jsonRecords.js';
import { notedObjects } from '../normalize/notedObjects.js';
import { libreChatPart, pluginParts } from './libreChatParts.js';
import {
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
const providers: ReadonlyMap<string, string> = new Map([
  ['openAI', 'openai'],
  ['azureOpenAI', 'openai'],
  ['gptPlugins', 'openai'],
  ['assistants', 'openai'],
  ['anthropic', 'anthropic'],
  ['google', 'google'],
]);

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
    const roots = notedObjects(record['messagesTree'] ?? record['messages'], 'unreadable-message', source);
    for (const { value, parent } of flattened(roots)) {
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
    provider: endpoint === undefined ? undefined : (providers.get(endpoint) ?? endpoint),
    model: wordsOrUndefined(value['model']) ?? defaults.model,
    ...(value['finish_reason'] === 'length' ? { finishReason: 'length', rawFinishReason: 'length' } : {}),
    ...(hasFailed ? { error: { code: 'internal', message: 'LibreChat could not complete this answer.' } } : {}),
  };
}

function partsOf(value: LibreChatMessage, source: RecordSource): MessagePart[] {
  const content = notedObjects(value['content'], 'unknown-part', source).flatMap((part) => libreChatPart(part, source));
  const isSaid = content.some((part) => part.type === 'text');
  const words = isSaid ? undefined : saidWords(value['text'], source);
  const plugins = objectsOf(value['plugins'] ?? [value['plugin']]);
  return [
    ...plugins.flatMap(pluginParts),
    ...content,
    ...(words === undefined ? [] : [{ type: 'text', text: words } as const]),
    ...attachmentsOf(value, source),
  ];
}

/** The export has no bytes of files, but what a search of the web found. */
function attachmentsOf(value: LibreChatMessage, source: RecordSource): MessagePart[] {
  const files = [...objectsOf(value['files']), ...objectsOf(value['attachments'])];
  return files.flatMap((file): MessagePart[] => {
    const found = objectOrEmpty(file['web_search']);
    const pages = [found['organic'], found['topStories'], found['references']].flatMap(objectsOf);
    if (pages.length === 0) source.note('attachment-missing');
    return pages.flatMap(({ link, title }): MessagePart[] => {
      if (typeof link !== 'string' || !/^https?:\/\//iu.test(link)) return [];
      const words = wordsOrUndefined(title);
      return [{ type: 'citation', citation: { url: link, ...(words === undefined ? {} : { title: words }) } }];
    });
  });
}
