import * as v from 'valibot';
import type { MessagePart, Usage } from '../../core/message.js';
import { assembleConversation } from '../normalize/assembleConversation.js';
import { attachedBase64 } from '../normalize/attachedFile.js';
import { fenced } from '../../core/text/codeFence.js';
import { ImportError } from '../importError.js';
import { notedObjects } from '../normalize/notedObjects.js';
import { saidText, saidWords } from '../normalize/saidText.js';
import type { ExternalMessage } from '../normalize/externalConversation.js';
import { isObject, type JsonObject } from '../input/jsonRecords.js';
import {
  countOrUndefined,
  listOrEmpty,
  objectOrEmpty,
  objectsOf,
  textOrUndefined,
  timeOrUndefined,
  wordsOrUndefined,
} from '../input/untrustedValues.js';
import type { ArchiveFormat, RecordSource } from '../importedConversation.js';
import { partsOfContent, partsOfOutput } from './openWebUiParts.js';

const message = v.looseObject({
  role: v.picklist(['user', 'assistant', 'system', 'tool']),
  parentId: v.nullish(v.string()),
});
type OpenWebUiMessage = v.InferOutput<typeof message>;

/**
 * An element of Open WebUI's export of chats: a row of its table, whose `chat` holds the tree of messages. Exports of a single
 * chat may be the `chat` alone.
 */
export const openWebUi: ArchiveFormat = {
  kind: 'open-webui',
  recognizes(record) {
    const chat = chatOf(record);
    return (
      isObject(objectOrEmpty(chat['history'])['messages']) ||
      (isObject(record['chat']) && Array.isArray(chat['messages']))
    );
  },

  read(record, source) {
    const chat = chatOf(record);
    const history = objectOrEmpty(chat['history']);
    const tree = isObject(history['messages']);
    const entries = tree
      ? Object.entries(objectOrEmpty(history['messages']))
      : inARow(notedObjects(chat['messages'], 'unreadable-message', source));
    const messages = entries.flatMap(([id, value]) => {
      const parsed = v.safeParse(message, value);
      if (!parsed.success) source.note('unreadable-message');
      return parsed.success
        ? [toExternalMessage(id, parsed.output, source)]
        : [
            {
              id,
              parentId: textOrUndefined(objectOrEmpty(value)['parentId']) ?? null,
              role: 'user',
              parts: [],
            } as const,
          ];
    });
    const id = wordsOrUndefined(record['id']) ?? wordsOrUndefined(chat['id']) ?? messages[0]?.id;
    if (id === undefined) return Promise.reject(new ImportError('invalid', 'id'));
    const tags = listOrEmpty(objectOrEmpty(record['meta'])['tags'] ?? chat['tags']);
    return Promise.resolve(
      assembleConversation(
        {
          kind: 'open-webui',
          id,
          title: wordsOrUndefined(record['title']) ?? textOrUndefined(chat['title']),
          createdAt: timeOrUndefined(record['created_at']) ?? timeOrUndefined(chat['timestamp']),
          updatedAt: timeOrUndefined(record['updated_at']),
          pinned: record['pinned'] === true,
          archived: record['archived'] === true,
          tags: tags.flatMap((tag) => wordsOrUndefined(tag) ?? wordsOrUndefined(objectOrEmpty(tag)['name']) ?? []),
          headId: textOrUndefined(history['currentId']),
          messages,
        },
        source,
      ),
    );
  },
};

function chatOf(record: JsonObject): JsonObject {
  return isObject(record['chat']) ? record['chat'] : record;
}

/** Before there were trees, messages had no parents, and some no ids. */
function inARow(messages: readonly JsonObject[]): [string, JsonObject][] {
  const ids = messages.map((entry, index) => wordsOrUndefined(entry['id']) ?? `#${index}`);
  return messages.map((entry, index) => [ids[index]!, { ...entry, parentId: ids[index - 1] ?? null }]);
}

function toExternalMessage(id: string, value: OpenWebUiMessage, source: RecordSource): ExternalMessage {
  const hasFailed = value['error'] !== undefined && value['error'] !== null && value['error'] !== false;
  if (value.role === 'system') source.note('instructions');
  return {
    id,
    parentId: value.parentId ?? null,
    role: value.role === 'user' ? 'user' : 'assistant',
    parts: value.role === 'system' ? [] : partsOf(value, source),
    createdAt: timeOrUndefined(value['timestamp']),
    status: hasFailed ? 'failed' : value['done'] === false ? 'interrupted' : 'complete',
    model: wordsOrUndefined(value['model']),
    usage: usageOf(objectOrEmpty(value['usage'] ?? value['info'])),
    ...(hasFailed ? { error: { code: 'internal', message: 'Open WebUI could not complete this answer.' } } : {}),
  };
}

function partsOf(value: OpenWebUiMessage, source: RecordSource): MessagePart[] {
  const output = partsOfOutput(notedObjects(value['output'], 'unknown-part', source), source);
  const content = saidText(value['content'], source) ?? '';
  const said = value.role === 'user' && output.length === 0 ? typedText(content) : answerParts(output, content);
  const failure = saidWords(objectOrEmpty(value['error'])['content'], source);
  return [
    ...said,
    ...mergedText(value, source),
    ...executions(value),
    ...objectsOf(value['files']).flatMap((file) => filePart(file, source)),
    ...sourcesOf(value),
    ...(said.length === 0 && failure !== undefined ? [{ type: 'text', text: failure } as const] : []),
  ];
}

/** The items of an answer, and what its text says where none of them says any. */
function answerParts(output: readonly MessagePart[], content: string): readonly MessagePart[] {
  if (output.some(({ type }) => type === 'text')) return output;
  const said = partsOfContent(content);
  return output.length === 0 ? said : [...output, ...said.filter(({ type }) => type === 'text')];
}

function typedText(text: string): MessagePart[] {
  return text.trim() === '' ? [] : [{ type: 'text', text }];
}

/** Answers of several models, made into one. */
function mergedText(value: OpenWebUiMessage, source: RecordSource): MessagePart[] {
  const text = saidWords(objectOrEmpty(value['merged'])['content'], source);
  return text === undefined || text === value['content'] ? [] : [{ type: 'text', text: `\n\n${text}` }];
}

/** Code that was run, and what came of it, where the text does not say it itself. */
function executions(value: OpenWebUiMessage): MessagePart[] {
  const content = textOrUndefined(value['content']) ?? '';
  return objectsOf(value['code_executions']).flatMap((execution, index): MessagePart[] => {
    const { output, error } = objectOrEmpty(execution['result']);
    const said = [output, error].filter((text) => wordsOrUndefined(text) !== undefined).join('\n');
    const code = wordsOrUndefined(execution['code']);
    if ([code, wordsOrUndefined(said)].every((text) => text === undefined || content.includes(text))) return [];
    const id = textOrUndefined(execution['id']) ?? `execution-${index}`;
    const name = wordsOrUndefined(execution['name']) ?? 'code_interpreter';
    return [
      { type: 'tool-call', id, name, input: { code: execution['code'] ?? null } },
      ...(said === ''
        ? []
        : [{ type: 'tool-result', callId: id, output: said, isError: wordsOrUndefined(error) !== undefined } as const]),
    ];
  });
}

/** Pictures are in the message itself; of other files the server keeps the bytes, and the message what was read out of them. */
function filePart(file: JsonObject, source: RecordSource): MessagePart[] {
  const url = textOrUndefined(file['url']) ?? '';
  if (url.startsWith('data:')) return attachedBase64(url, textOrUndefined(file['name']), source);
  const stored = objectOrEmpty(file['file']);
  const content = wordsOrUndefined(objectOrEmpty(stored['data'])['content']);
  if (content === undefined) {
    source.note('attachment-missing');
    return [];
  }
  const name = wordsOrUndefined(file['name']) ?? wordsOrUndefined(stored['filename']);
  const heading = name === undefined ? '' : `**${name.replace(/[*\s]+/gu, ' ')}**\n\n`;
  return [{ type: 'text', text: `\n\n${heading}${fenced(content)}` }];
}

function sourcesOf(value: OpenWebUiMessage): MessagePart[] {
  const byUrl = new Map<string, string | undefined>();
  for (const cited of objectsOf(value['sources'] ?? value['citations'])) {
    for (const { source, url, title, name } of [objectOrEmpty(cited['source']), ...objectsOf(cited['metadata'])]) {
      const address = [url, source, name].find((text) => typeof text === 'string' && /^https?:\/\//iu.test(text)) as
        string | undefined;
      if (address !== undefined && !byUrl.has(address))
        byUrl.set(address, wordsOrUndefined(title) ?? wordsOrUndefined(name));
    }
  }
  return [...byUrl].map(([url, title]) => ({
    type: 'citation',
    citation: { url, ...(title === undefined ? {} : { title }) },
  }));
}

/** As OpenAI counts, or as Ollama does. */
function usageOf(counts: JsonObject): Usage | undefined {
  const inputTokens = countOrUndefined(
    counts['prompt_tokens'] ?? counts['prompt_eval_count'] ?? counts['input_tokens'],
  );
  const outputTokens = countOrUndefined(counts['completion_tokens'] ?? counts['eval_count'] ?? counts['output_tokens']);
  return inputTokens === undefined || outputTokens === undefined ? undefined : { inputTokens, outputTokens };
}
