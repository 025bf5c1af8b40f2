import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { readableJson } from '../../core/json.js';
import type { Usage } from '../../core/message.js';
import { assembleConversation } from '../normalize/assembleConversation.js';
import { derivedMessageIds } from '../normalize/derivedMessageIds.js';
import { partsOfBlocks } from '../normalize/contentBlocks.js';
import type { ExternalMessage } from '../normalize/externalConversation.js';
import { isObject, type JsonObject } from '../input/jsonRecords.js';
import {
  countOrUndefined,
  folderUri,
  objectOrEmpty,
  objectsOf,
  textOrUndefined,
  timeOrUndefined,
  wordsOrUndefined,
} from '../input/untrustedValues.js';
import type { ImportedConversation, RecordSource } from '../importedConversation.js';
import { clineAside, type ClineAside } from './clineAside.js';
import { clineShownTurn } from './clineShown.js';
import { notedObjects } from '../normalize/notedObjects.js';

/** The files of a task of Cline's or Roo Code's, by what they are called in its folder. */
export const clineFiles = {
  sent: 'api_conversation_history.json',
  shown: 'ui_messages.json',
  metadata: 'task_metadata.json',
  item: 'history_item.json',
} as const;

/** What those files hold; `undefined` for one that is not there. */
export type ClineTask = { readonly [File in keyof typeof clineFiles]: unknown } & {
  /** The name of the folder: Cline and Roo Code name it after the task's id. */
  readonly folder: string;
};

const sentMessage = v.looseObject({
  role: v.picklist(['user', 'assistant']),
  content: v.union([v.string(), v.array(v.unknown())]),
});
type SentMessage = v.InferOutput<typeof sentMessage>;
type Turn = Omit<ExternalMessage, 'id' | 'parentId'>;

/** Whether a record of a list is a message of such a task: one that was sent to the model, or one that was shown. */
export function isClineMessage(record: JsonObject): boolean {
  const isSent =
    (record['role'] === 'user' || record['role'] === 'assistant') &&
    objectsOf(record['content']).some(({ type }) => typeof type === 'string');
  return isSent || ((record['type'] === 'say' || record['type'] === 'ask') && typeof record['ts'] === 'number');
}

/**
 * What was sent to the model, where that is there, else what was shown. Dates, models and tokens stand in one file or
 * another, depending on the version.
 */
export function readClineTask(task: ClineTask, source: RecordSource): ImportedConversation | undefined {
  const sent = notedObjects(task.sent, 'unreadable-message', source);
  const shown = objectsOf(task.shown);
  const aside = clineAside(shown, objectsOf(objectOrEmpty(task.metadata)['model_usage']));
  const turns =
    sent.length > 0
      ? sent.flatMap((value, index) => sentTurn(value, index, aside, source))
      : notedObjects(task.shown, 'unreadable-message', source).flatMap((value) => clineShownTurn(value, aside, source));
  const item = objectOrEmpty(task.item);
  return assembleConversation(
    {
      kind: 'cline',
      id: idOf(task, item),
      title: wordsOrUndefined(item['title']),
      workspace: folderUri(item['workspace']),
      messages: derivedMessageIds(turns.filter(({ parts }) => parts.length > 0)),
      joinAnswers: true,
      hasDerivedIds: true,
    },
    source,
  );
}

/** Of the first message, so much names its task, in characters. */
const MAX_NAMING_LENGTH = 10_000_000;

/** The task's own id; for a file on its own, made of its first message, which never changes. */
function idOf(task: ClineTask, item: JsonObject): string {
  const named =
    wordsOrUndefined(item['id']) ??
    (/^(?:\d{13}|[0-9a-f]{8}-[0-9a-f-]{27})$/iu.test(task.folder) ? task.folder : undefined);
  if (named !== undefined) return named;
  const [first] = [...objectsOf(task.sent), ...objectsOf(task.shown)];
  return createHash('sha256')
    .update(readableJson(first ?? null, MAX_NAMING_LENGTH))
    .digest('hex')
    .slice(0, 32);
}

function sentTurn(value: JsonObject, index: number, aside: ClineAside, source: RecordSource): Turn[] {
  if (value['type'] === 'reasoning') return reasoningTurn(value, source);
  const parsed = v.safeParse(sentMessage, value);
  if (!parsed.success) {
    source.note('unreadable-message');
    return [];
  }
  const { role, content } = parsed.output;
  const blocks = typeof content === 'string' ? [{ type: 'text', text: content }] : content;
  const createdAt = timeOrUndefined(value['ts']) ?? aside.timeOf(index, role);
  const info = objectOrEmpty(value['modelInfo']);
  const model =
    wordsOrUndefined(info['modelId']) === undefined
      ? aside.modelAt(createdAt)
      : { model: wordsOrUndefined(info['modelId']), provider: wordsOrUndefined(info['providerId']) };
  return [
    {
      role,
      parts: partsOfBlocks(role === 'user' ? withoutContext(blocks, source) : blocks, source),
      createdAt,
      ...model,
      usage: role === 'assistant' ? (metricsOf(parsed.output) ?? aside.usageOf(index)) : undefined,
    },
  ];
}

/** Roo Code keeps the reasoning of some models as an item of its own. */
function reasoningTurn(value: JsonObject, { note }: Pick<RecordSource, 'note'>): Turn[] {
  const text =
    textOrUndefined(value['text']) ??
    objectsOf(value['summary'])
      .map((part) => textOrUndefined(part['text']) ?? '')
      .join('\n\n');
  if (text.trim() !== '') {
    const parts = [{ type: 'reasoning', text: `${text}\n\n` }] as const;
    return [{ role: 'assistant', parts, createdAt: timeOrUndefined(value['ts']) }];
  }
  note('opaque-hidden');
  return [];
}

/** What the program wrote around the user's words: the state of the editor is left out, marks around the words are taken off. */
function withoutContext(blocks: readonly unknown[], source: RecordSource): unknown[] {
  return blocks.flatMap((block) => {
    if (!isObject(block) || typeof block['text'] !== 'string') return [block];
    const { text } = block;
    const start = text.indexOf('<environment_details>');
    const end = text.indexOf('</environment_details>', start);
    const hasContext = start >= 0 && end >= 0;
    if (hasContext) source.note('context');
    const words = hasContext ? text.slice(0, start) + text.slice(end + '</environment_details>'.length) : text;
    return [{ ...block, text: unwrapped(words.trim()) }];
  });
}

function unwrapped(text: string): string {
  const tag = /^<(task|user_message|feedback|answer)>/u.exec(text)?.[1];
  return tag !== undefined && text.endsWith(`</${tag}>`) ? text.slice(tag.length + 2, -(tag.length + 3)).trim() : text;
}

function metricsOf(value: SentMessage): Usage | undefined {
  const tokens = objectOrEmpty(objectOrEmpty(value['metrics'])['tokens']);
  const inputTokens = countOrUndefined(tokens['prompt']);
  const outputTokens = countOrUndefined(tokens['completion']);
  const cached = countOrUndefined(tokens['cached']);
  if (inputTokens === undefined || outputTokens === undefined) return undefined;
  return { inputTokens, outputTokens, ...(cached === undefined ? {} : { cachedInputTokens: cached }) };
}
