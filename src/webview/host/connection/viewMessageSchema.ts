import * as v from 'valibot';
import type { ActionId, ListScope, ViewMessage, ViewPersistentState } from '../../protocol/protocol.js';

const id = v.pipe(v.string(), v.maxLength(100));
const ids = v.pipe(v.array(id), v.minLength(1), v.maxLength(10_000));
const request = v.pipe(v.number(), v.safeInteger());
const count = (maximum: number) => v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(maximum));

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
  'reload-window',
] as const satisfies readonly ActionId[]);

const viewMessage = v.variant('type', [
  v.strictObject({ type: v.literal('view-ready') }),
  v.strictObject({ type: v.literal('resync') }),
  v.strictObject({ type: v.literal('send'), text: v.string() }),
  v.strictObject({ type: v.literal('stop') }),
  v.strictObject({ type: v.literal('new-chat') }),
  v.strictObject({ type: v.literal('open-conversation'), id, messageId: v.nullable(id) }),
  v.strictObject({ type: v.literal('select-branch'), messageId: id }),
  v.strictObject({ type: v.literal('load-older'), beforeId: id }),
  v.strictObject({ type: v.literal('draft'), text: v.string() }),
  v.strictObject({ type: v.literal('action'), action, messageId: v.nullable(id) }),
  v.strictObject({ type: v.literal('open-link'), url: v.pipe(v.string(), v.maxLength(8_000)) }),
  v.strictObject({ type: v.literal('copy'), text: v.string() }),
  v.strictObject({ type: v.literal('view-error'), message: v.string(), stack: v.string() }),
  v.strictObject({
    type: v.literal('list-load'),
    request,
    scope: v.picklist(['all', 'workspace', 'archived', 'deleted'] as const satisfies readonly ListScope[]),
    after: v.nullable(v.strictObject({ pinned: v.boolean(), updatedAt: v.pipe(v.number(), v.finite()), id })),
    limit: count(10_000),
  }),
  v.strictObject({
    type: v.literal('list-search'),
    request,
    text: v.pipe(v.string(), v.maxLength(1_000)),
    exact: v.boolean(),
    limit: count(200),
  }),
  v.strictObject({ type: v.literal('list-labels') }),
  v.strictObject({ type: v.literal('list-rename'), id, title: v.pipe(v.string(), v.maxLength(1_000)) }),
  v.strictObject({ type: v.literal('list-pin'), ids, pinned: v.boolean() }),
  v.strictObject({ type: v.literal('list-archive'), ids, archived: v.boolean() }),
  v.strictObject({ type: v.literal('list-edit-tags'), ids }),
  v.strictObject({ type: v.literal('list-delete'), ids }),
  v.strictObject({ type: v.literal('list-undo-delete'), ids }),
  v.strictObject({ type: v.literal('list-export'), ids }),
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
