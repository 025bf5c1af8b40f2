import { shownPicture } from './sendableFiles.js';
import type { ChatMessage } from '../../provider.js';

/**
 * A picture as Markdown with its bytes in it, as some gateways give those that a model drew. Icons, of fewer than 2,000
 * characters, stay. A count that has no end would keep a way back for every character: the stack of the engine overflows at six million.
 */
const embedded = /!\[[^\]]{0,500}\]\(data:image\/[a-z0-9.+-]{1,60};base64,(?=[a-z0-9+/=]{2000})[a-z0-9+/=]*\)/giu;

/**
 * The messages without the bytes of pictures in the texts of answers: as text they are hundreds of thousands of tokens that say nothing, and
 * the chat would be too long for good (askimo-ai/askimo#280). An answer with data of its vendor stays as it is, since that may be about its texts.
 */
export function withoutEmbeddedPictures(messages: readonly ChatMessage[]): readonly ChatMessage[] {
  return messages.map((message) => {
    if (message.role !== 'assistant' || message.parts.some(({ type }) => type === 'opaque')) return message;
    const parts = message.parts.map((part) =>
      part.type === 'text' ? { ...part, text: part.text.replace(embedded, shownPicture.text) } : part,
    );
    return { role: message.role, parts };
  });
}
