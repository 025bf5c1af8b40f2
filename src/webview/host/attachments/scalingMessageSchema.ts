import * as v from 'valibot';
import { attachmentPieceLength, maximumAttachmentBase64, maximumScaledBase64 } from '../../protocol/attachments.js';
import { id } from '../connection/schemaParts.js';

const offset = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** What the view sends about images that it makes smaller. */
export const scalingMessageSchema = v.variant('type', [
  v.strictObject({ type: v.literal('scale-read'), job: id, offset: v.pipe(offset, v.maxValue(maximumScaledBase64)) }),
  v.strictObject({
    type: v.literal('scaled-piece'),
    job: id,
    offset: v.pipe(offset, v.maxValue(maximumAttachmentBase64)),
    base64: v.pipe(v.string(), v.maxLength(attachmentPieceLength), v.regex(/^[A-Za-z0-9+/]*={0,2}$/u)),
    isLast: v.boolean(),
  }),
  v.strictObject({
    type: v.literal('scale-failed'),
    job: id,
    failure: v.picklist(['too-many-pixels', 'unreadable']),
  }),
]);
