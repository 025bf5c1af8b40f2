import type { AttachmentPart } from '../core/message.js';

/** Of English and code, over all vendors; other languages have fewer. */
const charactersPerToken = 4;
/** What vendors bill for an image of usual size. */
const imageTokens = 1_000;
/** What vendors bill for a page of a PDF, and how large one is, in bytes. */
const pageTokens = 2_000;
const pageBytes = 60_000;

/** About how many tokens a model makes of a text. */
export function textTokens({ length }: { readonly length: number }): number {
  return Math.ceil(length / charactersPerToken);
}

/** About how many tokens a model makes of an image or a PDF. @param bytes how large it is */
export function fileTokens(mediaType: string, bytes: number): number {
  return mediaType === 'application/pdf' ? Math.ceil(bytes / pageBytes) * pageTokens : imageTokens;
}

/** About how many tokens an attachment has as it is sent. */
export function attachmentTokens({ text, data, mediaType }: AttachmentPart): number {
  return data === undefined ? textTokens(text ?? '') : fileTokens(mediaType, Math.floor(data.length * 0.75));
}
