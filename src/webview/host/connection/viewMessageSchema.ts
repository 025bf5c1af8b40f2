import * as v from 'valibot';
import type { ViewPersistentState } from '../../protocol/page.js';
import { isRequest, type RequestEnvelope } from '../../protocol/delivery.js';
import type { ViewMessage } from '../../protocol/protocol.js';
import { attachmentMessageSchema } from '../attachments/attachmentMessageSchema.js';
import { scalingMessageSchema } from '../attachments/scalingMessageSchema.js';
import { chatMessageSchema } from '../chat/chatMessageSchema.js';
import { codeMessageSchema } from '../code/codeMessageSchema.js';
import { listMessageSchema } from '../conversationList/listMessageSchema.js';
import { pageMessageSchema } from '../page/pageMessageSchema.js';
import { pictureMessageSchema } from '../pictures/pictureMessageSchema.js';
import { actionMessageSchema } from '../problems/actionMessageSchema.js';
import { id, maximumTextLength } from './schemaParts.js';

const ping = v.strictObject({ type: v.literal('ping') });
const viewMessage = v.variant('type', [
  chatMessageSchema,
  codeMessageSchema,
  listMessageSchema,
  pageMessageSchema,
  pictureMessageSchema,
  attachmentMessageSchema,
  scalingMessageSchema,
  actionMessageSchema,
  v.variant('type', [ping]),
]);
const envelope = v.strictObject({
  type: v.literal('request'),
  id,
  request: viewMessage,
  late: v.exactOptional(v.literal(true)),
});
const endlessMessage = v.object({
  type: v.literal('request'),
  id,
  request: v.object({ type: v.literal('send'), text: v.pipe(v.string(), v.minLength(maximumTextLength + 1)) }),
});

/** `Type` if it is what is expected, no more and no less; `never` otherwise. */
type Exactly<Type, Expected> = [Type, Expected] extends [Expected, Type] ? Type : never;

const persistentState = v.object({ conversationId: v.nullable(id) });

/**
 * What the view said; `undefined` when it is none of the messages of the protocol. A schema that accepts anything else
 * than the protocol's types, or less, does not compile.
 */
export function parseViewMessage(value: unknown): Exactly<v.InferOutput<typeof viewMessage>, ViewMessage> | undefined {
  const result = v.safeParse(viewMessage, value);
  return result.success ? result.output : undefined;
}

/** The request that the view wants to have acknowledged; `undefined` when it is none, or one with an id that is not its own. */
export function parseEnvelope(value: unknown): RequestEnvelope | undefined {
  const result = v.safeParse(envelope, value);
  if (!result.success) return undefined;
  const { request } = result.output;
  if (!isRequest(request) || (request.type === 'send' && request.messageId !== result.output.id)) return undefined;
  return { ...result.output, request };
}

/** The id of a message whose text is beyond all limits; `undefined` when it is none. */
export function parseEndlessMessageId(value: unknown): string | undefined {
  const result = v.safeParse(endlessMessage, value);
  return result.success ? result.output.id : undefined;
}

/** The state a view saved over a reload; anything unknown counts as a new chat. */
export function parseViewState(value: unknown): ViewPersistentState {
  const result = v.safeParse(persistentState, value);
  return result.success ? result.output : { conversationId: null };
}
