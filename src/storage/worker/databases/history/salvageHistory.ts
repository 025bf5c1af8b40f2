import type { StampedEvent } from '../../tables/recoverableTables.js';
import type { Sql } from '../../sqlite/sql.js';
import { stampsOf } from '../../tables/lastWriterWins.js';
import { salvageRows, sensible } from '../../tables/salvageRows.js';
import { conversations, findConversation } from './conversationTable.js';

/** See `RecoverableTables.salvage`. */
export function* salvageHistory(damaged: Sql): Generator<StampedEvent, void> {
  const read = (table: string, keys: readonly string[], columns: readonly string[] = []) =>
    salvageRows(damaged, { table, keys, columns });
  for (const [id] of read('tombstones', ['id'])) yield { event: { type: 'conversation.tombstone', id }, stamp: '' };
  yield* sensible(read('messages', ['number'], ['stamp', 'body']), ([, stamp, body]) => ({
    event: { type: 'message.put', message: JSON.parse(String(body)) as unknown },
    stamp: String(stamp),
  }));
  yield* sensible(
    read('deltas', ['conversation_id', 'message_id', 'position'], ['stamp', 'parts']),
    ([conversationId, messageId, index, stamp, parts]) => ({
      event: { type: 'message.delta', conversationId, messageId, index, parts: JSON.parse(String(parts)) as unknown },
      stamp: String(stamp),
    }),
  );
  yield* sensible(read('jobs', ['conversation_id', 'id'], ['stamp', 'body']), ([, , stamp, body]) => ({
    event: { type: 'job.put', job: JSON.parse(String(body)) as unknown },
    stamp: String(stamp),
  }));
  for (const events of sensible(read('conversations', ['id']), ([id]) => fieldsOf(damaged, String(id)))) yield* events;
}

/** One event for each field, since each has a stamp of its own. */
function fieldsOf(damaged: Sql, id: string): readonly StampedEvent[] {
  const { id: _, ...fields } = { ...findConversation(damaged, id) };
  const stamps = { ...stampsOf(damaged, conversations, id) };
  return Object.entries(fields).map(([name, value]) => ({
    event: { type: 'conversation.set', id, fields: { [name]: value } },
    stamp: stamps[name] ?? '',
  }));
}
