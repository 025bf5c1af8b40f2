import * as v from 'valibot';
import { id } from '../connection/schemaParts.js';

const ids = v.pipe(v.array(id), v.minLength(1), v.maxLength(10_000), v.readonly());
const request = v.pipe(v.number(), v.safeInteger());
const line = v.pipe(v.string(), v.maxLength(1_000));
const count = (maximum: number) => v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(maximum));
const cursor = v.strictObject({ pinned: v.boolean(), updatedAt: v.pipe(v.number(), v.finite()), id });

/** What the view sends about the list of conversations and the search in them. */
export const listMessageSchema = v.variant('type', [
  v.strictObject({
    type: v.literal('list-load'),
    request,
    scope: v.picklist(['all', 'workspace', 'archived', 'deleted']),
    after: v.nullable(cursor),
    limit: count(10_000),
  }),
  v.strictObject({ type: v.literal('list-search'), request, text: line, exact: v.boolean(), limit: count(200) }),
  v.strictObject({ type: v.literal('list-labels') }),
  v.strictObject({ type: v.literal('list-rename'), id, title: line, replaces: v.exactOptional(line) }),
  v.strictObject({ type: v.literal('list-pin'), ids, pinned: v.boolean() }),
  v.strictObject({ type: v.literal('list-archive'), ids, archived: v.boolean() }),
  v.strictObject({ type: v.literal('list-edit-tags'), ids }),
  v.strictObject({ type: v.literal('list-delete'), ids }),
  v.strictObject({ type: v.literal('list-undo-delete'), ids }),
  v.strictObject({ type: v.literal('list-export'), ids }),
]);
