import * as v from 'valibot';
import { id, text } from '../connection/schemaParts.js';

/** What the view sends about the conversation on screen. */
export const chatMessageSchema = v.variant('type', [
  v.strictObject({ type: v.literal('view-ready') }),
  v.strictObject({ type: v.literal('resync') }),
  v.strictObject({ type: v.literal('send'), text }),
  v.strictObject({ type: v.literal('stop') }),
  v.strictObject({ type: v.literal('new-chat') }),
  v.strictObject({ type: v.literal('open-conversation'), id, messageId: v.nullable(id) }),
  v.strictObject({ type: v.literal('select-branch'), messageId: id }),
  v.strictObject({ type: v.literal('load-older'), beforeId: id }),
  v.strictObject({ type: v.literal('draft'), text }),
]);
