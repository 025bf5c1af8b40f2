import * as v from 'valibot';
import type { ActionId, ViewMessage, ViewPersistentState } from './protocol.js';

const id = v.pipe(v.string(), v.maxLength(100));

const action = v.picklist([
  'set-key',
  'retry',
  'continue',
  'choose-model',
  'choose-provider',
  'open-settings',
  'open-log',
  'new-chat',
  'undo-title',
] as const satisfies readonly ActionId[]);

const viewMessage = v.variant('type', [
  v.strictObject({ type: v.literal('view-ready') }),
  v.strictObject({ type: v.literal('resync') }),
  v.strictObject({ type: v.literal('send'), text: v.string() }),
  v.strictObject({ type: v.literal('stop') }),
  v.strictObject({ type: v.literal('new-chat') }),
  v.strictObject({ type: v.literal('open-conversation'), id }),
  v.strictObject({ type: v.literal('delete-conversation'), id }),
  v.strictObject({ type: v.literal('load-older'), beforeId: id }),
  v.strictObject({ type: v.literal('draft'), text: v.string() }),
  v.strictObject({ type: v.literal('action'), action, messageId: v.nullable(id) }),
  v.strictObject({ type: v.literal('open-link'), url: v.pipe(v.string(), v.maxLength(8_000)) }),
  v.strictObject({ type: v.literal('copy'), text: v.string() }),
  v.strictObject({ type: v.literal('view-error'), message: v.string(), stack: v.string() }),
]);

const persistentState = v.object({ conversationId: v.nullable(id) });

/** What the view said; `undefined` when it is none of the messages of the protocol. */
export function parseViewMessage(value: unknown): ViewMessage | undefined {
  const result = v.safeParse(viewMessage, value);
  return result.success ? result.output : undefined;
}

/** The state a view kept over a reload; anything unknown counts as a new chat. */
export function parseViewState(value: unknown): ViewPersistentState {
  const result = v.safeParse(persistentState, value);
  return result.success ? result.output : { conversationId: null };
}
