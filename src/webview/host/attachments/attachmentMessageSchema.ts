import * as v from 'valibot';
import { maximumAttachments } from '../../../attachments/limits.js';
import {
  attachmentPieceLength,
  maximumAttachmentBase64,
  maximumDroppedUris,
  maximumWatchedMessages,
} from '../../protocol/attachments.js';
import { id, text } from '../connection/schemaParts.js';

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const address = { messageId: v.nullable(id), attachmentId: id };
const attach = { request: id, conversationId: id };
/** Candidates are named by what they are, such as a URI. */
const candidateId = v.pipe(v.string(), v.minLength(1), v.maxLength(10_000));
const uri = v.pipe(v.string(), v.minLength(1), v.maxLength(10_000));
const pixels = v.pipe(count, v.minValue(1));

/** The ids of attachments, in their order. */
export const attachmentIds = v.pipe(v.array(id), v.maxLength(maximumAttachments), v.readonly());

/** What the view sends about attachments. */
export const attachmentMessageSchema = v.variant('type', [
  v.strictObject({ type: v.literal('attach'), ...attach, candidateId }),
  v.strictObject({ type: v.literal('attach-pick'), ...attach }),
  v.strictObject({
    type: v.literal('attach-uris'),
    ...attach,
    uris: v.pipe(v.array(uri), v.minLength(1), v.maxLength(maximumDroppedUris), v.readonly()),
  }),
  v.strictObject({ type: v.literal('attach-pasted'), ...attach, text, isLong: v.boolean() }),
  v.strictObject({
    type: v.literal('attach-piece'),
    ...attach,
    name: v.pipe(v.string(), v.maxLength(1_000)),
    mediaType: v.pipe(v.string(), v.maxLength(200)),
    scaledFrom: v.nullable(v.strictObject({ width: pixels, height: pixels })),
    offset: v.pipe(count, v.maxValue(maximumAttachmentBase64)),
    base64: v.pipe(v.string(), v.maxLength(attachmentPieceLength), v.regex(/^[A-Za-z0-9+/]*={0,2}$/u)),
    isLast: v.boolean(),
  }),
  v.strictObject({ type: v.literal('attach-cancel'), request: id }),
  v.strictObject({ type: v.literal('attachment-remove'), conversationId: id, attachmentIds }),
  v.strictObject({ type: v.literal('attachment-open'), ...address }),
  v.strictObject({ type: v.literal('attachment-compare'), ...address }),
  v.strictObject({ type: v.literal('attach-present'), ...attach, ...address }),
  v.strictObject({
    type: v.literal('attachments-watch'),
    messageIds: v.pipe(v.array(id), v.maxLength(maximumWatchedMessages), v.readonly()),
  }),
  v.strictObject({ type: v.literal('attachment-read'), ...address, offset: count }),
  v.strictObject({
    type: v.literal('complete'),
    serial: count,
    trigger: v.picklist(['@', '/']),
    query: v.pipe(v.string(), v.maxLength(300)),
  }),
  v.strictObject({ type: v.literal('prompt-accept'), ...attach, promptId: candidateId }),
  v.strictObject({ type: v.literal('prompt-call'), ...attach, text }),
]);
