import * as v from 'valibot';
import { maximumMessageLength } from '../../../chat/limits.js';

/** The id of a conversation or a message. */
export const id = v.pipe(v.string(), v.maxLength(100));

/**
 * What people write or copy. The limit lies far above what can be sent: who writes too much is informed of it by the
 * conversation, and keeps the text.
 */
export const text = v.pipe(v.string(), v.maxLength(10 * maximumMessageLength));
