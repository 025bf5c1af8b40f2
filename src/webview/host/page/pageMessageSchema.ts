import * as v from 'valibot';
import { text } from '../connection/schemaParts.js';

const maximumUrlLength = 8_000;
const maximumErrorLength = 1_000_000;

/** What the page sends whatever it shows. */
export const pageMessageSchema = v.variant('type', [
  v.strictObject({ type: v.literal('open-link'), url: v.pipe(v.string(), v.maxLength(maximumUrlLength)) }),
  v.strictObject({ type: v.literal('copy'), text }),
  v.strictObject({ type: v.literal('prompt-save'), text }),
  v.strictObject({ type: v.literal('used') }),
  v.strictObject({
    type: v.literal('view-error'),
    message: v.pipe(v.string(), v.maxLength(maximumErrorLength)),
    stack: v.pipe(v.string(), v.maxLength(maximumErrorLength)),
  }),
]);
