import type { AttachmentPart } from '../core/message.js';

/** What a model must read besides text. */
export type NeededInput = 'imageInput' | 'pdfInput';

/** What is known of a model: what is absent is unknown. */
export type KnownInputs = { readonly [Input in NeededInput]?: boolean };

/** What a model must read to be sent this; `undefined` for text, and for a PDF that has a text to go in its place. */
export function neededInput({ kind, text }: AttachmentPart): NeededInput | undefined {
  if (kind === 'image') return 'imageInput';
  return kind === 'pdf' && text === undefined ? 'pdfInput' : undefined;
}

/** Those that a model is known not to read. */
export function unreadAttachments(parts: readonly AttachmentPart[], inputs: KnownInputs): readonly AttachmentPart[] {
  return parts.filter((part) => {
    const needed = neededInput(part);
    return needed !== undefined && inputs[needed] === false;
  });
}
