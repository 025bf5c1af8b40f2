import * as v from 'valibot';
import type { ViewPersistentState } from '../../protocol/page.js';
import type { ViewMessage } from '../../protocol/protocol.js';
import { chatMessageSchema } from '../chat/chatMessageSchema.js';
import { listMessageSchema } from '../conversationList/listMessageSchema.js';
import { pageMessageSchema } from '../page/pageMessageSchema.js';
import { actionMessageSchema } from '../problems/actionMessageSchema.js';
import { id } from './schemaParts.js';

const viewMessage = v.variant('type', [chatMessageSchema, listMessageSchema, pageMessageSchema, actionMessageSchema]);

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

/** The state a view saved over a reload; anything unknown counts as a new chat. */
export function parseViewState(value: unknown): ViewPersistentState {
  const result = v.safeParse(persistentState, value);
  return result.success ? result.output : { conversationId: null };
}
