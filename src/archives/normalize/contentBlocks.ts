import type { CitationPart, MessagePart } from '../../core/message.js';
import { attachedBase64 } from './attachedFile.js';
import { fenced } from '../../core/text/codeFence.js';
import { isObject, type JsonObject } from '../input/jsonRecords.js';
import { notedObjects } from './notedObjects.js';
import { saidText, saidWords } from './saidText.js';
import { listOrEmpty, objectOrEmpty, textOrUndefined, wordsOrUndefined } from '../input/untrustedValues.js';
import type { RecordSource } from '../importedConversation.js';

/**
 * The parts for content blocks as Anthropic's Messages API has them; the exports of Claude and the files of Cline and Roo Code hold
 * them, each with additions of its own.
 */
export function partsOfBlocks(blocks: unknown, source: RecordSource): MessagePart[] {
  return notedObjects(blocks, 'unknown-part', source).flatMap((block) => partsOfBlock(block, source));
}

function partsOfBlock(block: JsonObject, source: RecordSource): MessagePart[] {
  const type = textOrUndefined(block['type']) ?? '';
  // Such as `mcp_tool_use` and `code_execution_tool_result`.
  if (type.endsWith('tool_use')) return toolCall(block);
  if (type.endsWith('tool_result')) return toolResult(block, source);
  switch (type) {
    case 'text':
      return [...textParts(block['text'], source), ...citationsOf(block)];
    case 'thinking':
    case 'reasoning': {
      const thinking = saidWords(block['thinking'], source) ?? saidWords(block['text'], source);
      return thinking === undefined ? [] : [{ type: 'reasoning', text: `${thinking}\n\n` }];
    }
    case 'redacted_thinking':
      source.note('opaque-hidden');
      return [];
    case 'token_budget':
    case 'flag':
      source.note('progress');
      return [];
    case 'image':
    case 'document':
      return fileOf(block, source);
    default:
      source.note('unknown-part');
      return [];
  }
}

function toolCall(block: JsonObject): MessagePart[] {
  const [id, name] = [textOrUndefined(block['id']) ?? '', textOrUndefined(block['name']) ?? ''];
  return [{ type: 'tool-call', id, name, input: block['input'] ?? {} }];
}

function toolResult(block: JsonObject, source: RecordSource): MessagePart[] {
  const { content } = block;
  const inner = isObject(content)
    ? [content]
    : typeof content === 'string'
      ? []
      : notedObjects(content, 'unknown-part', source);
  const texts = inner.map((part) => {
    const lines = readableFields.map((field) => part[field]).filter((line) => wordsOrUndefined(line) !== undefined);
    if (lines.length === 0 && part['type'] === 'text') saidText(part['text'], source);
    else if (lines.length === 0 && part['type'] !== 'image') source.note('unknown-part');
    return lines.join('\n');
  });
  const output = typeof content === 'string' ? content : texts.filter((line) => line !== '').join('\n');
  const files = inner.filter(({ type }) => type === 'image').flatMap((part) => fileOf(part, source));
  return [
    {
      type: 'tool-result',
      callId: textOrUndefined(block['tool_use_id']) ?? '',
      output,
      isError: block['is_error'] === true || inner.some(({ error_code }) => error_code !== undefined),
    },
    ...files,
  ];
}

/** What a result says, in the order in which it is read. */
const readableFields = ['title', 'url', 'text', 'stdout', 'stderr', 'error_code'] as const;

function fileOf(block: JsonObject, source: RecordSource): MessagePart[] {
  const file = objectOrEmpty(block['source']);
  const data = textOrUndefined(file['data']);
  if (data !== undefined && file['type'] === 'text') return textParts(`\n\n${fenced(data)}`, source);
  if (data !== undefined) return attachedBase64(data, textOrUndefined(block['title']), source);
  source.note('attachment-missing');
  return [];
}

function citationsOf(block: JsonObject): CitationPart[] {
  return listOrEmpty(block['citations']).flatMap((value) => {
    const citation = objectOrEmpty(value);
    const url = citation['url'] ?? objectOrEmpty(citation['details'])['url'];
    const title = wordsOrUndefined(citation['title']);
    if (typeof url !== 'string' || !/^https?:\/\//iu.test(url)) return [];
    return [{ type: 'citation', citation: { url, ...(title === undefined ? {} : { title }) } } as const];
  });
}

function textParts(value: unknown, source: RecordSource): MessagePart[] {
  const words = saidWords(value, source);
  return words === undefined ? [] : [{ type: 'text', text: words }];
}
