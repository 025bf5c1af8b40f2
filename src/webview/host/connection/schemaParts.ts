import * as v from 'valibot';
import { maximumMessageLength } from '../../../chat/limits.js';

/** The id of a conversation or a message; with any other one nothing could be stored. */
export const id = v.pipe(
  v.string(),
  v.minLength(1),
  v.maxLength(100),
  v.check((text) => text.isWellFormed()),
);

/** The id that a view gives a new message: a UUID of version 7. */
export const messageId = v.pipe(
  v.string(),
  v.regex(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u),
);

/** In UTF-16 code units. */
export const maximumTextLength = 10 * maximumMessageLength;

/**
 * What people write or copy. The limit lies far above what can be sent: who writes too much is informed of it by the
 * conversation, and keeps the text.
 */
export const text = v.pipe(v.string(), v.maxLength(maximumTextLength));
