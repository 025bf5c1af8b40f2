import * as v from 'valibot';
import type { MessagePart, MessageRole, ToolResultPart } from '../../core/message.js';
import { assembleConversation } from '../normalize/assembleConversation.js';
import { attachedBase64 } from '../normalize/attachedFile.js';
import { ImportError } from '../importError.js';
import { derivedMessageIds } from '../normalize/derivedMessageIds.js';
import { notedObjects } from '../normalize/notedObjects.js';
import { saidWords } from '../normalize/saidText.js';
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

  async read(record, source) {
    const turns: Turn[] = [];
    const answered = answeredCalls(record);
    const told = new Set<string>();
    for (const value of listOrEmpty(record['history'])) {
      const parsed = v.safeParse(item, value);
      if (parsed.success) addTurns(turns, parsed.output, { record, answered, told, source });
      else source.note('unreadable-message');
    }
    const messages = derivedMessageIds(turns);
    const id = wordsOrUndefined(record['sessionId']) ?? messages[0]?.id;
    if (id === undefined) throw new ImportError('invalid', 'sessionId');
    const listed = sessionsOf(await source.beside('sessions.json')).get(id);
    return assembleConversation(
      {
        kind: 'continue',
        id,
        title: textOrUndefined(record['title']),
        createdAt: timeOrUndefined(record['dateCreated']) ?? timeOrUndefined(listed?.['dateCreated']),
        workspace: folderUri(record['workspaceDirectory']),
        messages,
        joinAnswers: true,
        hasDerivedIds: true,
      },
      source,
    );
  },
};

/** The list of sessions by their ids, made once for all sessions beside it. */
const sessionLists = new WeakMap<object, ReadonlyMap<unknown, JsonObject>>();

function sessionsOf(list: unknown): ReadonlyMap<unknown, JsonObject> {
  if (!Array.isArray(list)) return new Map();
  const known = sessionLists.get(list);
  if (known !== undefined) return known;
  const byId = new Map(objectsOf(list).map((session) => [session['sessionId'], session]));
  sessionLists.set(list, byId);
  return byId;
}

interface Session {
  readonly record: JsonObject;
  /** The calls whose results are messages of their own that say something. */
  readonly answered: ReadonlySet<unknown>;
  /** The calls whose results were taken from their states. */
  readonly told: Set<string>;
  readonly source: RecordSource;
}

function answeredCalls(record: JsonObject): ReadonlySet<unknown> {
  const messages = objectsOf(record['history']).map(({ message }) => objectOrEmpty(message));
  const results = messages.filter(({ role, content }) => role === 'tool' && saysSomething(content));
  return new Set(results.map((message) => message['toolCallId']));
}

function callIdOf({ toolCallId: id }: JsonObject): string {
  return textOrUndefined(id) ?? '';
}

function saysSomething(content: unknown): boolean {
  return typeof content === 'string' ? content.trim() !== '' : objectsOf(content).length > 0;
}

function addTurns(turns: Turn[], value: ContinueItem, { record, answered, told, source }: Session): void {
  const { message } = value;
  const role: MessageRole = message.role === 'user' || message.role === 'tool' ? message.role : 'assistant';
  if (message.role === 'system') source.note('instructions');
  if (objectsOf(value['contextItems']).length > 0) source.note('context');
  if (message.role === 'tool' && !saysSomething(message.content) && told.has(callIdOf(message))) return;
  const [log] = objectsOf(value['promptLogs']);
  turns.push({
    role,
    parts: message.role === 'system' ? [] : partsOf(value, source),
    model: wordsOrUndefined(log?.['modelTitle']) ?? wordsOrUndefined(record['chatModelTitle']),
    provider: wordsOrUndefined(log?.['modelProvider']),
  });
  for (const state of statesOf(value)) {
    if (answered.has(state['toolCallId'])) continue;
    const result = resultOf(state, source);
    if (result === undefined) continue;
    told.add(result.callId);
    turns.push({ role: 'tool', parts: [result] });
  }
}

/** The states of the calls; older versions had one call in a message. */
function statesOf(value: ContinueItem): readonly JsonObject[] {
  const { toolCallStates: states, toolCallState: state } = value as JsonObject;
  return Array.isArray(states) ? objectsOf(states) : objectsOf([state]);
}

/** What a tool said, or that it failed, where nothing but the state of its call says so. */
function resultOf(state: JsonObject, source: RecordSource): ToolResultPart | undefined {
  const texts = objectsOf(state['output']).map(({ name, content }) =>
    [wordsOrUndefined(name), saidWords(content, source)].filter((line) => line !== undefined).join('\n'),
  );
  const status = textOrUndefined(state['status']) ?? '';
  const isError = status === 'errored' || status === 'canceled';
  const output = texts.join('\n\n') || (isError ? status : '');
  const callId = callIdOf(state);
  return output === '' ? undefined : { type: 'tool-result', callId, output, isError };
}

function partsOf(value: ContinueItem, source: RecordSource): MessagePart[] {
  const { message } = value;
  const said = contentOf(message.content, source);
  if (message.role === 'thinking')
    return said.map((part) => (part.type === 'text' ? { type: 'reasoning', text: `${part.text}\n\n` } : part));
  if (message.role === 'tool') {
    const output = said.map((part) => (part.type === 'text' ? part.text : '')).join('');
    const callId = callIdOf(message);
    return [{ type: 'tool-result', callId, output, isError: false }, ...said.filter(({ type }) => type === 'file')];
  }
  const reasoning = saidWords(objectOrEmpty(value['reasoning'])['text'], source);
  return [
    ...(reasoning === undefined ? [] : [{ type: 'reasoning', text: `${reasoning}\n\n` } as const]),
    ...said,
    ...callsOf(value),
  ];
}

function contentOf(content: ContinueItem['message']['content'], source: RecordSource): MessagePart[] {
  if (typeof content === 'string') return content.trim() === '' ? [] : [{ type: 'text', text: content }];
  return notedObjects(content, 'unknown-part', source).flatMap((part): MessagePart[] => {
    if (typeof part['text'] === 'string')
      return part['text'].trim() === '' ? [] : [{ type: 'text', text: part['text'] }];
    if (part['type'] === 'imageUrl')
      return attachedBase64(textOrUndefined(objectOrEmpty(part['imageUrl'])['url']) ?? '', undefined, source);
    source.note('unknown-part');
    return [];
  });
}

function callsOf(value: ContinueItem): MessagePart[] {
  const asked = objectsOf(value.message['toolCalls']);
  const known = new Set(asked.map(({ id }) => id));
  const others = statesOf(value).filter(({ toolCallId }) => !known.has(toolCallId));
  const rest = others.map(({ toolCallId, toolCall }): JsonObject => ({ id: toolCallId, ...objectOrEmpty(toolCall) }));
  return [...asked, ...rest].map((call) => {
    const { name, arguments: input } = objectOrEmpty(call['function']);
    return {
      type: 'tool-call',
      id: textOrUndefined(call['id']) ?? '',
      name: textOrUndefined(name) ?? '',
      input: jsonOrText(input),
    };
  });
}
