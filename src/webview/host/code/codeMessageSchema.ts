import * as v from 'valibot';
import { codeActionIds, maximumBlocks } from '../../protocol/code.js';
import { id, maximumTextLength, text } from '../connection/schemaParts.js';

/** Of what stands behind a fence, in UTF-16 code units. */
const maximumInfoLength = 2_000;

const block = v.strictObject({ info: v.pipe(v.string(), v.maxLength(maximumInfoLength)), code: text });
const blocks = v.pipe(
  v.array(block),
  v.minLength(1),
  v.maxLength(maximumBlocks),
  v.check((all) => all.reduce((sum, { code }) => sum + code.length, 0) <= maximumTextLength),
  v.readonly(),
);

/** What the view sends about code. */
export const codeMessageSchema = v.variant('type', [
  v.strictObject({ type: v.literal('code-action'), action: v.picklist(codeActionIds), messageId: id, block }),
  v.strictObject({ type: v.literal('code-apply-all'), messageId: id, blocks }),
]);
