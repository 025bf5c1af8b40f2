import * as v from 'valibot';
import type { MessagePart, MessageRole } from '../../core/message.js';
import { assembleConversation } from '../normalize/assembleConversation.js';
import { attachedBase64 } from '../normalize/attachedFile.js';
import { ImportError } from '../importError.js';
import { derivedMessageIds } from '../normalize/derivedMessageIds.js';
import type { ExternalMessage } from '../normalize/externalConversation.js';
import { isObject, type JsonObject } from '../input/jsonRecords.js';
import {
  folderUri,
  jsonOrText,
  listOrEmpty,
  objectOrEmpty,
  objectsOf,
  textOrUndefined,
  timeOrUndefined,
  wordsOrUndefined,
} from '../input/untrustedValues.js';
import type { ArchiveFormat, RecordSource } from '../importedConversation.js';

const item = v.looseObject({
  message: v.looseObject({
    role: v.picklist(['user', 'assistant', 'thinking', 'system', 'tool']),
    content: v.union([v.string(), v.array(v.unknown())]),
  }),
});
type ContinueItem = v.InferOutput<typeof item>;

type Turn = Omit<ExternalMessage, 'id' | 'parentId'>;

/** A file of `~/.continue/sessions`: its messages in a row, without ids and dates of their own. */
export const continueSessions: ArchiveFormat = {
  kind: 'continue',
  recognizes: (record) =>
    Array.isArray(record['history']) &&
    (typeof record['sessionId'] === 'string' ||
      objectsOf(record['history']).some((entry) => isObject(entry['message']))),

  read(record, source) {
    const turns: Turn[] = [];
    for (const value of listOrEmpty(record['history'])) {
      const parsed = v.safeParse(item, value);
      if (parsed.success) addTurn(turns, parsed.output, record, source);
      else source.note('unreadable-message');
    }
    const messages = derivedMessageIds(turns);
    const id = wordsOrUndefined(record['sessionId']) ?? messages[0]?.id;
    if (id === undefined) return Promise.reject(new ImportError('invalid', 'sessionId'));
    return Promise.resolve(
      assembleConversation(
        {
          kind: 'continue',
          id,
          title: textOrUndefined(record['title']),
          createdAt: timeOrUndefined(record['dateCreated']),
          workspace: folderUri(record['workspaceDirectory']),
          messages,
          joinAnswers: true,
          hasDerivedIds: true,
        },
        source,
      ),
    );
  },
};

function addTurn(turns: Turn[], value: ContinueItem, record: JsonObject, source: RecordSource): void {
  const { message } = value;
  const role: MessageRole = message.role === 'user' || message.role === 'tool' ? message.role : 'assistant';
  if (message.role === 'system') source.note('instructions');
  if (objectsOf(value['contextItems']).length > 0) source.note('context');
  const [log] = objectsOf(value['promptLogs']);
  turns.push({
    role,
    parts: message.role === 'system' ? [] : partsOf(value, source),
    model: wordsOrUndefined(log?.['modelTitle']) ?? wordsOrUndefined(record['chatModelTitle']),
    provider: wordsOrUndefined(log?.['modelProvider']),
  });
}

function partsOf(value: ContinueItem, source: RecordSource): MessagePart[] {
  const { message } = value;
  const said = contentOf(message.content, source);
  if (message.role === 'thinking')
    return said.map((part) => (part.type === 'text' ? { type: 'reasoning', text: `${part.text}\n\n` } : part));
  if (message.role === 'tool') {
    const output = said.map((part) => (part.type === 'text' ? part.text : '')).join('');
    return [{ type: 'tool-result', callId: textOrUndefined(message['toolCallId']) ?? '', output, isError: false }];
  }
  const reasoning = wordsOrUndefined(objectOrEmpty(value['reasoning'])['text']);
  return [
    ...(reasoning === undefined ? [] : [{ type: 'reasoning', text: `${reasoning}\n\n` } as const]),
    ...said,
    ...callsOf(message),
  ];
}

function contentOf(content: ContinueItem['message']['content'], source: RecordSource): MessagePart[] {
  if (typeof content === 'string') return content.trim() === '' ? [] : [{ type: 'text', text: content }];
  return objectsOf(content).flatMap((part): MessagePart[] => {
    if (typeof part['text'] === 'string')
      return part['text'].trim() === '' ? [] : [{ type: 'text', text: part['text'] }];
    if (part['type'] === 'imageUrl')
      return attachedBase64(textOrUndefined(objectOrEmpty(part['imageUrl'])['url']) ?? '', undefined, source);
    source.note('unknown-part');
    return [];
  });
}

function callsOf(message: ContinueItem['message']): MessagePart[] {
  return objectsOf(message['toolCalls']).map((call) => {
    const asked = objectOrEmpty(call['function']);
    return {
      type: 'tool-call',
      id: textOrUndefined(call['id']) ?? '',
      name: textOrUndefined(asked['name']) ?? '',
      input: jsonOrText(asked['arguments']),
    };
  });
}
