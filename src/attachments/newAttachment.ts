import type { AttachmentPart } from '../core/message.js';
import { singleLine } from '../core/text/singleLine.js';
import { uuidv7 } from '../core/uuid.js';
import { withLineFeeds } from './attachedText.js';
import { maximumLabelLength } from './limits.js';

type Given = Omit<AttachmentPart, 'type' | 'id' | 'capturedAt' | 'mediaType' | 'bytes'>;

/** What is attached now. `bytes` is that of the text or the data unless the original had another size; a text is plain unless said otherwise. */
export function newAttachment(given: Given & { readonly mediaType?: string; readonly bytes?: number }): AttachmentPart {
  const text = given.text === undefined ? undefined : withLineFeeds(given.text);
  return {
    ...given,
    type: 'attachment',
    id: uuidv7(),
    label: singleLine(given.label, maximumLabelLength),
    ...(text === undefined ? {} : { text }),
    mediaType: given.mediaType ?? 'text/plain',
    bytes: given.bytes ?? sizeOf(text, given.data),
    capturedAt: Date.now(),
  };
}

function sizeOf(text: string | undefined, data: string | undefined): number {
  return data === undefined ? Buffer.byteLength(text ?? '') : Buffer.byteLength(data, 'base64');
}
