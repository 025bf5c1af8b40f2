import type { CitationPart, MessagePart } from '../../core/message.js';
import { attachedBase64 } from './attachedFile.js';
import type { JsonObject } from '../input/jsonRecords.js';
import { listOrEmpty, objectOrEmpty, objectsOf, textOrUndefined, wordsOrUndefined } from '../input/untrustedValues.js';
import type { RecordSource } from '../importedConversation.js';

/**
 * The parts for content blocks as Anthropic's Messages API has them; the exports of Claude and the files of Cline and Roo Code hold
 * them, each with additions of its own.
 */
export function partsOfBlocks(blocks: readonly unknown[], source: RecordSource): MessagePart[] {
  return objectsOf(blocks).flatMap((block) => partsOfBlock(block, source));
}

function partsOfBlock(block: JsonObject, source: RecordSource): MessagePart[] {
  switch (block['type']) {
    case 'text':
      return [...textParts(block['text']), ...citationsOf(block)];
    case 'thinking':
    case 'reasoning': {
      const thinking = wordsOrUndefined(block['thinking']) ?? wordsOrUndefined(block['text']);
      return thinking === undefined ? [] : [{ type: 'reasoning', text: `${thinking}\n\n` }];
    }
    case 'redacted_thinking':
    case 'token_budget':
    case 'flag':
      return [];
    case 'tool_use':
    case 'server_tool_use':
      return [
        {
          type: 'tool-call',
          id: textOrUndefined(block['id']) ?? '',
          name: textOrUndefined(block['name']) ?? '',
          input: block['input'] ?? {},
        },
      ];
    case 'tool_result':
    case 'web_search_tool_result':
      return toolResult(block, source);
    case 'image':
    case 'document':
      return fileOf(block, source);
    default:
      source.note('unknown-part');
      return [];
  }
}

function toolResult(block: JsonObject, source: RecordSource): MessagePart[] {
  const { content } = block;
  const inner = objectsOf(content);
  const texts = inner.map((part) => {
    const lines = [part['title'], part['url'], part['text']].filter((line) => wordsOrUndefined(line) !== undefined);
    if (lines.length === 0 && part['type'] !== 'image' && part['type'] !== 'text') source.note('unknown-part');
    return lines.join('\n');
  });
  const output = typeof content === 'string' ? content : texts.filter((line) => line !== '').join('\n');
  const files = inner.filter(({ type }) => type === 'image').flatMap((part) => fileOf(part, source));
  return [
    {
      type: 'tool-result',
      callId: textOrUndefined(block['tool_use_id']) ?? '',
      output,
      isError: block['is_error'] === true,
    },
    ...files,
  ];
}

function fileOf(block: JsonObject, source: RecordSource): MessagePart[] {
  const data = textOrUndefined(objectOrEmpty(block['source'])['data']);
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

function textParts(value: unknown): MessagePart[] {
  const words = wordsOrUndefined(value);
  return words === undefined ? [] : [{ type: 'text', text: words }];
}
