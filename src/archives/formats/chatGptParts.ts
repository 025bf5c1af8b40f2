import type { CitationPart, MessagePart } from '../../core/message.js';
import { attachedFile, orMissing } from '../normalize/attachedFile.js';
import { saidText, saidWords } from '../normalize/saidText.js';
import { notedObjects } from '../normalize/notedObjects.js';
import { fenced } from '../../core/text/codeFence.js';
import type { JsonObject } from '../input/jsonRecords.js';
import { isObject } from '../input/jsonRecords.js';
import { attachmentIdOf } from '../input/sourceDocument.js';
import {
  jsonOrText,
  listOrEmpty,
  objectOrEmpty,
  objectsOf,
  textOrUndefined,
  wordsOrUndefined,
} from '../input/untrustedValues.js';
import type { ImportedPart, RecordSource } from '../importedConversation.js';
import { withoutMarks } from './chatGptMarks.js';
import type { ChatGptMessage } from './chatGptMessage.js';

/** What an answer says to a tool instead of to the user. */
export function isToolCall({ author, recipient }: ChatGptMessage): boolean {
  return author.role === 'assistant' && !['all', 'user'].includes(recipient ?? 'all');
}

/** The parts of one node. @param call the node of the call a tool's result belongs to */
export async function chatGptParts(
  id: string,
  message: ChatGptMessage,
  call: string | undefined,
  source: RecordSource,
): Promise<ImportedPart[]> {
  const { author, content, metadata } = message;
  if (author.role === 'system' || /^(?:user|model)_editable_context$/u.test(content.content_type)) {
    if (wordsOrUndefined(plainText(content)) !== undefined || content.content_type !== 'text')
      source.note('instructions');
    return [];
  }
  if (metadata?.['is_visually_hidden_from_conversation'] === true) {
    source.note('hidden');
    return [];
  }
  noteUnreadable(content, source);
  if (isToolCall(message)) return [{ type: 'tool-call', id, name: message.recipient!, input: callInput(content) }];
  if (author.role === 'tool') return toolParts(id, message, call, source);
  const uploads = uploadsOf(metadata ?? {});
  const said = [...(await contentParts(content, uploads, source)), ...(await documents(content, uploads, source))];
  const sources = citations(metadata ?? {});
  if (author.role === 'user') return [...said, ...sources];
  return [...said, ...sources].map((part) =>
    part.type === 'text' ? { ...part, text: withoutMarks(part.text, metadata ?? {}, source) } : part,
  );
}

/** Where texts are expected. What a part of several kinds is decides whoever reads it. */
function noteUnreadable(content: JsonObject, source: RecordSource): void {
  const { parts } = content;
  if (content['content_type'] !== 'multimodal_text')
    for (const part of Array.isArray(parts) ? (parts as readonly unknown[]) : [parts]) saidText(part, source);
  else if (!Array.isArray(parts)) saidText(parts, source);
  saidText(content['text'], source);
  saidText(content['content'], source);
}

function callInput(content: JsonObject): unknown {
  const text = plainText(content);
  return content['content_type'] === 'code' && !/^\s*[[{]/u.test(text) ? { code: text } : jsonOrText(text);
}

/** What a tool said, and what it drew or found. */
async function toolParts(
  id: string,
  { content, metadata }: ChatGptMessage,
  call: string | undefined,
  source: RecordSource,
): Promise<ImportedPart[]> {
  const type = content.content_type;
  const parts = type === 'multimodal_text' ? await contentParts(content, new Map(), source) : [];
  const texts = parts.flatMap((part) => (part.type === 'text' ? part.text : []));
  const said = toolOutput(content, texts.length > 0 ? texts.join('\n') : plainText(content));
  const pictures = objectsOf(objectOrEmpty(metadata?.['aggregate_result'])['messages']).filter(
    ({ message_type }) => message_type === 'image',
  );
  const screenshot = objectOrEmpty(content['screenshot'])['asset_pointer'];
  const pointers = [
    ...pictures.map((picture) => picture['image_url']),
    ...(screenshot === undefined ? [] : [screenshot]),
  ];
  const files = await inOrder(pointers, (pointer) => attachment(pointer, new Map(), source));
  const result = wordsOrUndefined(said);
  const isKnown = knownOutputs.has(type) || pointers.length > 0;
  if (result === undefined && parts.length === 0 && !isKnown) source.note('unknown-part');
  const isError = type === 'system_error';
  return [
    ...(result === undefined ? [] : [{ type: 'tool-result', callId: call ?? id, output: result, isError } as const]),
    ...parts.filter((part) => part.type === 'deferred-file'),
    ...files,
  ];
}

/** Kinds that may well hold nothing. */
const knownOutputs: ReadonlySet<string> = new Set([
  'text',
  'multimodal_text',
  'execution_output',
  'tether_browsing_display',
  'citable_code_output',
]);

/** What a tool said as text, each text once; of a page its title and its address, too. */
function toolOutput(content: JsonObject, text: string): string {
  const page = [content['title'], content['url']].filter((line) => wordsOrUndefined(line) !== undefined);
  const state = objectOrEmpty(content['state']);
  const seen = [state['title'], state['url']].filter((line) => wordsOrUndefined(line) !== undefined);
  const said: string[] = [];
  for (const one of [
    text,
    ...['result', 'output_str', 'output', 'summary', 'snippet'].map((field) => content[field]),
  ]) {
    const words = wordsOrUndefined(one);
    if (words !== undefined && !said.some((before) => before.includes(words))) said.push(words);
  }
  return [...page, ...seen, ...said].join('\n');
}

async function contentParts(
  content: ChatGptMessage['content'],
  uploads: Uploads,
  source: RecordSource,
): Promise<ImportedPart[]> {
  switch (content.content_type) {
    case 'text':
      return text(plainText(content));
    case 'multimodal_text':
      return inOrder(listOrEmpty(content['parts']), (part) => partOf(part, uploads, source));
    case 'thoughts':
      return notedObjects(content['thoughts'], 'unknown-part', source).flatMap((each) => thought(each, source));
    case 'reasoning_recap':
      source.note('progress');
      return [];
    case 'code':
      return text(fenced(plainText(content), languageOf(content)));
    case 'tether_quote':
    case 'sonic_webpage':
      return text(quotedPage(content));
    default: {
      const readable = wordsOrUndefined(toolOutput(content, plainText(content)));
      if (readable === undefined) source.note('unknown-part');
      return readable === undefined ? [] : text(readable);
    }
  }
}

function quotedPage(content: JsonObject): string {
  const title = wordsOrUndefined(content['title']);
  const url = wordsOrUndefined(content['url']);
  const isLink = url !== undefined && /^https?:\/\/[^\s<>]+$/iu.test(url);
  const heading = isLink
    ? `[${(title ?? url).replace(/[[\]\\\s]+/gu, ' ')}](<${url}>)`
    : [title, url].filter(Boolean).join(' ');
  return [heading, plainText(content)].filter((line) => line !== '').join('\n\n');
}

async function partOf(part: unknown, uploads: Uploads, source: RecordSource): Promise<ImportedPart[]> {
  if (typeof part === 'string') return text(part);
  if (!isObject(part)) {
    source.note('unknown-part');
    return [];
  }
  switch (part['content_type']) {
    case 'image_asset_pointer':
      if (/#p_\d+\.\w{1,5}$/u.test(textOrUndefined(part['asset_pointer']) ?? '')) {
        source.note('page-picture');
        return [];
      }
      return attachment(part['asset_pointer'], uploads, source);
    case 'audio_transcription':
      return text(saidText(part['text'], source) ?? '');
    case 'audio_asset_pointer':
    case 'video_container_asset_pointer':
    case 'real_time_user_audio_video_asset_pointer':
      source.note('audio');
      return [];
    default:
      if (typeof part['text'] === 'string') return text(part['text']);
      source.note('unknown-part');
      return [];
  }
}

/** Names of what the user uploaded with a message, by the ids the export knows them by. */
type Uploads = ReadonlyMap<string, string | undefined>;

function uploadsOf(metadata: JsonObject): Uploads {
  return new Map(
    objectsOf(metadata['attachments']).flatMap(({ id, name }) =>
      typeof id === 'string' ? [[attachmentIdOf(id) ?? id, wordsOrUndefined(name)]] : [],
    ),
  );
}

/** Documents are named beside the text only, pictures in it as well. */
async function documents(content: JsonObject, uploads: Uploads, source: RecordSource): Promise<ImportedPart[]> {
  const shown = new Set(
    objectsOf(content['parts']).map((part) =>
      attachmentIdOf(textOrUndefined(part['asset_pointer'])?.split('://').at(-1) ?? ''),
    ),
  );
  const others = [...uploads.keys()].filter((id) => !shown.has(id));
  return inOrder(others, (id) => attachment(id, uploads, source));
}

/** `file-service://file-…` or `sediment://file_…`: the export holds the file under a name that begins with that. */
async function attachment(pointer: unknown, uploads: Uploads, source: RecordSource): Promise<ImportedPart[]> {
  const id = attachmentIdOf(textOrUndefined(pointer)?.split('://').at(-1) ?? '');
  const file = await orMissing(() => (id === undefined ? Promise.resolve(undefined) : source.attachment(id)), source);
  return file === undefined ? [] : attachedFile(file, uploads.get(id!), source);
}

/** One after the other: a message may name thousands of files. */
async function inOrder<T>(
  values: readonly T[],
  partsOf: (value: T) => Promise<readonly ImportedPart[]>,
): Promise<ImportedPart[]> {
  const parts: ImportedPart[] = [];
  for (const value of values) for (const part of await partsOf(value)) parts.push(part);
  return parts;
}

function thought({ summary, content }: JsonObject, source: RecordSource): MessagePart[] {
  const title = saidWords(summary, source);
  const body = saidWords(content, source);
  if (title === undefined && body === undefined) return [];
  return [{ type: 'reasoning', text: `${title === undefined ? '' : `**${title}**\n\n`}${body ?? ''}\n\n` }];
}

/** Sources: `citations` of older exports, `content_references` of newer ones. */
function citations(metadata: JsonObject): CitationPart[] {
  const references = objectsOf(metadata['content_references']);
  const named = [
    ...objectsOf(metadata['citations']).map((citation) => objectOrEmpty(citation['metadata'])),
    ...references.flatMap((reference) => [
      reference,
      ...objectsOf(reference['items']),
      ...objectsOf(reference['sources']),
    ]),
  ];
  const byUrl = new Map<string, string | undefined>();
  for (const { url, title } of named) {
    if (typeof url === 'string' && /^https?:\/\//iu.test(url) && !byUrl.has(url))
      byUrl.set(url, wordsOrUndefined(title));
  }
  return [...byUrl].map(([url, title]) => ({
    type: 'citation',
    citation: { url, ...(title === undefined ? {} : { title }) },
  }));
}

function plainText(content: JsonObject): string {
  const parts = listOrEmpty(content['parts']).filter((part) => typeof part === 'string');
  return parts.length > 0
    ? parts.join('\n')
    : (textOrUndefined(content['text']) ?? textOrUndefined(content['content']) ?? '');
}

function languageOf({ language }: JsonObject): string {
  return typeof language === 'string' && /^[\w+#-]{1,20}$/u.test(language) && language !== 'unknown' ? language : '';
}

function text(value: string): MessagePart[] {
  return value === '' ? [] : [{ type: 'text', text: value }];
}
