import type { SendablePart } from '../../core/message.js';

/** What vendors count for an image, about. */
const imageTokens = 1_000;
/** Of text, about. */
const charactersPerToken = 4;

/** About how many tokens a part of a request is; `undefined` for what nobody can estimate, such as a PDF. */
export function partTokens(part: SendablePart): number | undefined {
  if ('text' in part) return textTokens(part.text);
  return part.type === 'file' && part.mediaType.startsWith('image/') ? imageTokens : undefined;
}

/** About how many tokens a text is. */
export function textTokens(text: string): number {
  return Math.ceil(text.length / charactersPerToken);
}
