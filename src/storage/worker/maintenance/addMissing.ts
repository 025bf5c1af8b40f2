import { blobsOf } from '../blobs/blobReference.js';
import { DatabaseError } from '../engine/databaseError.js';
import type { MissingPurpose } from '../tables/recoverableTables.js';
import type { Sql } from '../sqlite/sql.js';
import type { MaintenanceContext, MaintainedDatabase, OnProgress } from './maintainedDatabase.js';

/** What came back. */
export interface Added {
  readonly conversations: number;
  readonly copies: number;
  readonly messages: number;
  readonly preferences: number;
}

/**
 * Saves, in steps, what another database holds and this one lacks, as if somebody had said it now: other windows see it, and nothing that
 * is there is changed.
 * @throws DatabaseError when it cannot be saved; what was saved until then is complete in itself.
 */
export function* addMissing(
  context: MaintenanceContext,
  maintained: MaintainedDatabase,
  from: Sql,
  purpose: MissingPurpose,
  onProgress: OnProgress,
): Generator<void, Added> {
  const { database, schema } = maintained;
  const added = { conversations: 0, copies: 0, messages: 0, preferences: 0 };
  for (const { events, fraction, ...counts } of schema.missing(() => database.open().sql, from, purpose)) {
    appendEvents(context, maintained, events);
    for (const count of ['conversations', 'copies', 'messages', 'preferences'] as const) added[count] += counts[count];
    onProgress(fraction);
    yield;
  }
  return added;
}

/** @throws DatabaseError when they cannot be saved. */
export function appendEvents(
  { blobs }: MaintenanceContext,
  { database, schema }: MaintainedDatabase,
  events: readonly unknown[],
): void {
  if (events.length === 0) return;
  const [failure] = database.append([{ events, sync: true }]);
  if (failure !== undefined) throw new DatabaseError(failure);
  const reclaim = (part: unknown): unknown => {
    for (const hash of blobsOf(part)) blobs.reclaim(hash);
    return part;
  };
  for (const event of events) schema.attachments?.inEvent(event, reclaim);
}
