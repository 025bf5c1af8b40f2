import { indentedJson } from '../../../core/json.js';
import { fenced } from '../../../core/text/codeFence.js';
import type { FilePart, MessagePart } from '../../../core/message.js';

/** The words around what is no text; `{0}` is the tool's name, or the file's. */
export interface PartWords {
  readonly toolCall: string;
  readonly toolResult: string;
  readonly toolFailed: string;
  readonly attachment: string;
}

/** A picture is sent to the view as part of the text; larger ones are named only. */
const MAX_PICTURE = 500_000;

/** What a message says, as Markdown: texts as they are, and in their place what tools did and which files there are. */
export function readableParts(parts: readonly MessagePart[], words: PartWords): string {
  return parts
    .map((part) => {
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
          return block(file(part, words));
        default:
          return '';
      }
    })
    .join('');
}

function file({ mediaType, data, name }: FilePart, words: PartWords): string {
  const label = name ?? mediaType;
  const isShown =
    /^image\/(?:png|jpeg|gif|webp)$/u.test(mediaType) &&
    data.length <= MAX_PICTURE &&
    /^[A-Za-z0-9+/]+={0,2}$/u.test(data);
  if (isShown) return `![${label.replace(/[[\]\\\s]+/gu, ' ')}](data:${mediaType};base64,${data})`;
  return words.attachment.replace('{0}', () => code(label));
}

function block(markdown: string): string {
  return `\n\n${markdown}\n\n`;
}

/** A name in the middle of a sentence, which is no Markdown whatever it holds. */
function code(name: string): string {
  return `\`${name.replace(/[`\s]+/gu, ' ')}\``;
}
