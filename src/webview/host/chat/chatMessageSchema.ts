import * as v from 'valibot';
import { attachmentIds } from '../attachments/attachmentMessageSchema.js';
import { id, messageId, text } from '../connection/schemaParts.js';

/** As many and as long as a search gives. */
const words = v.pipe(v.array(v.pipe(v.string(), v.maxLength(100))), v.maxLength(20), v.readonly());

/** What the view sends about the conversation on screen. */
export const chatMessageSchema = v.variant('type', [
  v.strictObject({ type: v.literal('view-ready'), anchorId: v.nullable(id) }),
  v.strictObject({ type: v.literal('shown'), conversationId: id }),
  v.strictObject({ type: v.literal('draft-read'), conversationId: id }),
  v.strictObject({ type: v.literal('format') }),
  v.strictObject({ type: v.literal('resync') }),
  v.strictObject({
    type: v.literal('send'),
    messageId,
    conversationId: id,
    text,
    // A page of an earlier version may have left one without.
    attachmentIds: v.optional(attachmentIds, []),
  }),
  v.strictObject({ type: v.literal('withdraw'), messageId }),
  v.strictObject({ type: v.literal('stop') }),
  v.strictObject({ type: v.literal('new-chat') }),
  v.strictObject({ type: v.literal('open-conversation'), id, messageId: v.nullable(id), words }),
  v.strictObject({ type: v.literal('select-branch'), messageId: id }),
  v.strictObject({ type: v.literal('load-older'), beforeId: id }),
  v.strictObject({ type: v.literal('draft'), conversationId: id, text }),
  v.strictObject({ type: v.literal('keep-draft'), conversationId: id, text, after: v.optional(text) }),
]);
