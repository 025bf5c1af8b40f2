import * as v from 'valibot';
import type { MessagePart } from '../../core/message.js';
import { assembleConversation } from '../normalize/assembleConversation.js';
import { attachedBase64, attachedBytes } from '../normalize/attachedFile.js';
import { ImportError } from '../importError.js';
import { derivedMessageIds } from '../normalize/derivedMessageIds.js';
import { notedObjects } from '../normalize/notedObjects.js';
import { saidText, saidWords } from '../normalize/saidText.js';
import type { ExternalMessage } from '../normalize/externalConversation.js';
import { isObject, type JsonObject } from '../input/jsonRecords.js';
import {
  countOrUndefined,
  objectOrEmpty,
  objectsOf,
  textOrUndefined,
  timeOrUndefined,
  wordsOrUndefined,
} from '../input/untrustedValues.js';
import type { ArchiveFormat, RecordSource } from '../importedConversation.js';
import { VsCodeToolCalls } from './vsCodeToolCalls.js';
import { vsCodeResponse } from './vsCodeResponse.js';

/** Older versions have the question as a text; newer ones as an object that holds it. */
const request = v.looseObject({
  message: v.union([
    v.string(),
    v.looseObject({ text: v.optional(v.string()), parts: v.optional(v.array(v.unknown())) }),
  ]),
});
type ChatRequest = v.InferOutput<typeof request>;

/** How an answer ended, in newer versions: pending, complete, cancelled, failed, needs input. */
const modelStates = ['interrupted', 'complete', 'interrupted', 'failed', 'interrupted'] as const;

/** What "Chat: Export Chat…" of VS Code saves, and a session file of VS Code, which is the same with a session's id: questions and answers in a row. */
export const vsCodeChat: ArchiveFormat = {
  kind: 'vscode-chat',
  recognizes: (record) =>
    Array.isArray(record['requests']) &&
    (typeof record['responderUsername'] === 'string' ||
      typeof record['requesterUsername'] === 'string' ||
      (typeof record['sessionId'] === 'string' && typeof record['creationDate'] === 'number')),

  read(record, source) {
    const turns: ExternalMessage[] = [];
    for (const value of notedObjects(record['requests'], 'unreadable-message', source)) {
      const parsed = v.safeParse(request, value);
      if (parsed.success) addTurns(turns, parsed.output, source);
      else source.note('unreadable-message');
    }
    const messages = withIds(turns);
    const id = wordsOrUndefined(record['sessionId']) ?? messages[0]?.id;
    if (id === undefined)
      return objectsOf(record['requests']).length === 0
        ? Promise.resolve(undefined)
        : Promise.reject(new ImportError('invalid', 'requests'));
    return Promise.resolve(
      assembleConversation(
        {
          kind: 'vscode-chat',
          id,
          title: textOrUndefined(record['customTitle']) ?? textOrUndefined(record['computedTitle']),
          createdAt: timeOrUndefined(record['creationDate']),
          updatedAt: timeOrUndefined(record['lastMessageDate']),
          messages,
          hasDerivedIds: turns.some((turn) => turn.id === ''),
        },
        source,
      ),
    );
  },
};

function addTurns(turns: ExternalMessage[], value: ChatRequest, source: RecordSource): void {
  const requestId = wordsOrUndefined(value['requestId']) ?? '';
  const createdAt = timeOrUndefined(value['timestamp']);
  turns.push({ id: requestId, parentId: null, role: 'user', parts: questionOf(value, source), createdAt });
  const { status, failure } = outcomeOf(value, source);
  const answer = vsCodeResponse(
    value['response'],
    new VsCodeToolCalls(objectOrEmpty(objectOrEmpty(value['result'])['metadata'])),
    source,
  );
  const parts = answer.length === 0 && failure !== undefined ? [{ type: 'text', text: failure } as const] : answer;
  const [provider, ...model] = (textOrUndefined(value['modelId']) ?? '').split('/');
  turns.push({
    id: requestId === '' ? '' : (wordsOrUndefined(value['responseId']) ?? `${requestId}/response`),
    parentId: null,
    role: 'assistant',
    parts: [...parts, ...citationsOf(value)],
    status,
    provider: model.length > 0 ? provider : undefined,
    model: model.length > 0 ? model.join('/') : wordsOrUndefined(value['modelId']),
    usage: usageOf(value),
    ...(status === 'failed' ? { error: { code: 'internal', message: 'VS Code could not complete this answer.' } } : {}),
  });
}

/** In a row; from the first one without an id on, ids are made of what is said. */
function withIds(turns: readonly ExternalMessage[]): ExternalMessage[] {
  if (turns.some(({ id }) => id === '')) return derivedMessageIds(turns.filter(({ parts }) => parts.length > 0));
  return turns.map((turn, index) => ({ ...turn, parentId: turns[index - 1]?.id ?? null }));
}

function questionOf({ message, ...rest }: ChatRequest, source: RecordSource): MessagePart[] {
  const text =
    typeof message === 'string'
      ? message
      : (message.text ??
        notedObjects(message.parts, 'unknown-part', source)
          .map((part) => saidText(part['text'], source) ?? '')
          .join(''));
  if (typeof message !== 'string' && message.text === undefined && message.parts === undefined)
    saidText(message, source);
  const attached = objectsOf(objectOrEmpty(rest['variableData'])['variables']).flatMap((variable) =>
    variableParts(variable, source),
  );
  return [...(text.trim() === '' ? [] : [{ type: 'text', text } as const]), ...attached];
}

/** Pictures are in the export: as base64, in older versions byte by byte. Of other context the export holds where it lay. */
function variableParts(variable: JsonObject, source: RecordSource): MessagePart[] {
  const { value } = variable;
  const isPicture = variable['kind'] === 'image' || variable['isImage'] === true;
  const name = textOrUndefined(variable['name']);
  if (isPicture && isObject(value) && typeof value['$base64'] === 'string')
    return attachedBase64(value['$base64'], name, source);
  if (isPicture && isObject(value) && typeof value['0'] === 'number')
    return attachedBytes(Uint8Array.from(Object.values(value), Number), name, source);
  source.note(isPicture ? 'attachment-missing' : 'context');
  return [];
}

function outcomeOf(
  value: ChatRequest,
  source: RecordSource,
): { status: ExternalMessage['status']; failure: string | undefined } {
  const details = objectOrEmpty(objectOrEmpty(value['result'])['errorDetails'] ?? value['responseErrorDetails']);
  const failure = saidWords(details['message'], source);
  const state = objectOrEmpty(value['modelState'])['value'];
  if (typeof state === 'number') return { status: modelStates[state] ?? 'complete', failure };
  return {
    status: value['isCanceled'] === true ? 'interrupted' : failure === undefined ? 'complete' : 'failed',
    failure,
  };
}

function usageOf(value: ChatRequest): ExternalMessage['usage'] {
  const counts = objectOrEmpty(value['usage'] ?? objectOrEmpty(value['result'])['usage']);
  const inputTokens = countOrUndefined(counts['promptTokens']);
  const outputTokens = countOrUndefined(counts['completionTokens']);
  return inputTokens === undefined || outputTokens === undefined ? undefined : { inputTokens, outputTokens };
}

/** Web pages among what an answer refers to. */
function citationsOf(value: ChatRequest): MessagePart[] {
  const urls = objectsOf(value['contentReferences']).map(({ reference }) => {
    const { scheme, authority, path, external } = objectOrEmpty(reference);
    return typeof external === 'string' ? external : `${String(scheme)}://${String(authority)}${String(path)}`;
  });
  return [...new Set(urls.filter((url) => /^https?:\/\//iu.test(url)))].map((url) => ({
    type: 'citation',
    citation: { url },
  }));
}
