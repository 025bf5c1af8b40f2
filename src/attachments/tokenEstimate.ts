import type { AttachmentPart } from '../core/message.js';

/** Of English and code, over all vendors; other languages have fewer. */
const charactersPerToken = 4;

/** What vendors bill for an image of usual size, about. */
export const imageTokens = 1_000;

/** About how many tokens a model makes of a text. */
export function textTokens({ length }: { readonly length: number }): number {
  return Math.ceil(length / charactersPerToken);
}

/** About how many tokens an attachment is; `undefined` for what nobody can estimate, such as a PDF whose text could not be read. */
export function attachmentTokens({ kind, text }: Pick<AttachmentPart, 'kind' | 'text'>): number | undefined {
  if (kind === 'image') return imageTokens;
  return text === undefined ? undefined : textTokens(text);
}
