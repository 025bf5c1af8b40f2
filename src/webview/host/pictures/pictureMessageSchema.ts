import * as v from 'valibot';
import { id } from '../connection/schemaParts.js';

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const address = { messageId: id, index: count };

/** What the view sends about pictures. */
export const pictureMessageSchema = v.variant('type', [
  v.strictObject({ type: v.literal('picture-read'), ...address, offset: count }),
  v.strictObject({ type: v.literal('picture-open'), ...address }),
  v.strictObject({ type: v.literal('picture-save'), ...address }),
]);
