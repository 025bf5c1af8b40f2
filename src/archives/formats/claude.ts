import * as v from 'valibot';
import type { MessagePart } from '../../core/message.js';
import { assembleConversation } from '../normalize/assembleConversation.js';
import { ImportError } from '../importError.js';
import { withoutTags } from './claudeArtifacts.js';
import type { JsonObject } from '../input/jsonRecords.js';
import { fenced } from '../../core/text/codeFence.js';
import { partsOfBlocks } from '../normalize/contentBlocks.js';
import type { ExternalMessage } from '../normalize/externalConversation.js';
import { saidWords } from '../normalize/saidText.js';
import {
  listOrEmpty,
  objectsOf,
  textOrUndefined,
  timeOrUndefined,
  wordsOrUndefined,
} from '../input/untrustedValues.js';
import type { ArchiveFormat, RecordSource } from '../importedConversation.js';

const message = v.looseObject({ uuid: v.pipe(v.string(), v.nonEmpty()), sender: v.picklist(['human', 'assistant']) });
type ClaudeMessage = v.InferOutput<typeof message>;

/** The parent of messages that have none. */
const noParent = /^00000000-0000-[04]000-[08]000-000000000000$/u;

/**
 * An element of `conversations.json` in the export of Claude. Newer exports name each message's parent; in older ones the messages stand in a
 * row. Which branch was on screen they do not say.
 */
export const claude: ArchiveFormat = {
  kind: 'claude',
  recognizes: (record) => Array.isArray(record['chat_messages']) && typeof record['uuid'] === 'string',

  read(record, source) {
    const id = wordsOrUndefined(record['uuid']);
    if (id === undefined) return Promise.reject(new ImportError('invalid', 'uuid'));
    const messages: ExternalMessage[] = [];
    for (const value of listOrEmpty(record['chat_messages'])) {
      const parsed = v.safeParse(message, value);
      if (parsed.success) messages.push(toExternalMessage(parsed.output, messages.at(-1)?.id ?? null, source));
      else source.note('unreadable-message');
    }
    return Promise.resolve(
      assembleConversation(
        {
          kind: 'claude',
          id,
          title: textOrUndefined(record['name']),
          createdAt: timeOrUndefined(record['created_at']),
          updatedAt: timeOrUndefined(record['updated_at']),
          pinned: record['is_starred'] === true,
          headId: textOrUndefined(record['current_leaf_message_uuid']),
          messages,
        },
        source,
      ),
    );
  },
};

function toExternalMessage(value: ClaudeMessage, before: string | null, source: RecordSource): ExternalMessage {
  const parent = textOrUndefined(value['parent_message_uuid']);
  return {
    id: value.uuid,
    parentId: parent === undefined ? before : noParent.test(parent) ? null : parent,
    role: value.sender === 'human' ? 'user' : 'assistant',
    parts: [...contentOf(value, source), ...attachmentsOf(value, source)],
    createdAt: timeOrUndefined(value['created_at']),
    status: value['truncated'] === true ? 'interrupted' : 'complete',
    provider: 'anthropic',
    model: wordsOrUndefined(value['model']),
  };
}

/** The blocks; in exports from before there were any, the text alone. */
function contentOf(value: ClaudeMessage, source: RecordSource): MessagePart[] {
  const parts = partsOfBlocks(value['content'], source);
  const words = parts.length > 0 ? undefined : saidWords(value['text'], source);
  const said: MessagePart[] = words === undefined ? parts : [{ type: 'text', text: words }];
  if (value.sender === 'human') return said;
  return said.flatMap((part) => (part.type === 'text' ? withoutTags(part.text) : [part]));
}

/** What was read out of an attached text is part of what was said; of other files the export has the names only. */
function attachmentsOf(value: ClaudeMessage, source: RecordSource): MessagePart[] {
  const missing = (file: JsonObject): MessagePart[] => {
    source.note('attachment-missing');
    const heading = headingOf(file['file_name']);
    return heading === '' ? [] : [{ type: 'text', text: `\n\n${heading.trimEnd()}` }];
  };
  const attachments = objectsOf(value['attachments']).flatMap((attachment): MessagePart[] => {
    const content = wordsOrUndefined(attachment['extracted_content']);
    if (content === undefined) return missing(attachment);
    return [{ type: 'text', text: `\n\n${headingOf(attachment['file_name'])}${fenced(content)}` }];
  });
  const named = new Set(objectsOf(value['attachments']).map((attachment) => attachment['file_name']));
  const files = objectsOf(value['files']).filter((file) => !named.has(file['file_name']));
  return [...attachments, ...files.flatMap(missing)];
}

function headingOf(fileName: unknown): string {
  const name = wordsOrUndefined(fileName);
  return name === undefined ? '' : `**${name.replace(/[*\s]+/gu, ' ')}**\n\n`;
}
