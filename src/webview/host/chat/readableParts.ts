import { indentedJson } from '../../../core/json.js';
import { fenced } from '../../../core/text/codeFence.js';
import type { FilePart, MessagePart } from '../../../core/message.js';
import { picturesOf } from '../../../core/picture.js';

/** The words around what is no text; `{0}` is the tool's name, or the file's. */
export interface PartWords {
  readonly toolCall: string;
  readonly toolResult: string;
  readonly toolFailed: string;
  readonly attachment: string;
}

export interface PlacedPicture {
  readonly part: FilePart;
  /** How much of the text stands before it, in UTF-16 code units. */
  readonly at: number;
}

export interface ReadableMessage {
  /** Markdown. */
  readonly text: string;
  readonly pictures: readonly PlacedPicture[];
}

/** What a message says: texts as they are, in their place what tools did and which files there are, and where its pictures stand. */
export function readableParts(parts: readonly MessagePart[], words: PartWords): ReadableMessage {
  const shown = new Set<MessagePart>(picturesOf(parts));
  const pictures: PlacedPicture[] = [];
  let text = '';
  for (const part of parts) {
    if (part.type === 'file' && shown.has(part)) pictures.push({ part, at: text.length });
    else text += readable(part, words);
  }
  return { text, pictures };
}

function readable(part: MessagePart, words: PartWords): string {
  switch (part.type) {
    case 'text':
    case 'refusal':
      return part.text;
    case 'tool-call':
      return block(
        `**${words.toolCall.replace('{0}', () => code(part.name))}**\n\n${fenced(indentedJson(part.input), 'json')}`,
      );
    case 'tool-result':
      return block(`**${part.isError ? words.toolFailed : words.toolResult}**\n\n${fenced(part.output)}`);
    case 'file':
      return block(words.attachment.replace('{0}', () => code(part.name ?? part.mediaType)));
    default:
      return '';
  }
}

function block(markdown: string): string {
  return `\n\n${markdown}\n\n`;
}

/** A name in the middle of a sentence, which is no Markdown whatever it holds. */
function code(name: string): string {
  return `\`${name.replace(/[`\s]+/gu, ' ')}\``;
}
