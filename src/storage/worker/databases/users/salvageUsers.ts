import type { StampedEvent } from '../../tables/recoverableTables.js';
import type { Sql } from '../../sqlite/sql.js';
import { stampsOf } from '../../tables/lastWriterWins.js';
import { salvageRows, sensible } from '../../tables/salvageRows.js';
import { findUser, users } from './userTable.js';

/** See `RecoverableTables.salvage`. */
export function* salvageUsers(damaged: Sql): Generator<StampedEvent, void> {
  const ids = salvageRows(damaged, { table: 'users', keys: ['id'], columns: [] });
  for (const events of sensible(ids, ([id]) => fieldsOf(damaged, String(id)))) yield* events;
  const rows = salvageRows(damaged, { table: 'preferences', keys: ['user_id', 'key'], columns: ['value', 'stamp'] });
  yield* sensible(rows, ([userId, key, value, stamp]) => ({
    event: {
      type: 'preference.set',
      userId,
      key: JSON.parse(String(key)) as unknown,
      value: JSON.parse(String(value)) as unknown,
    },
    stamp: String(stamp),
  }));
}

/** One event for each field, since each has a stamp of its own. */
function fieldsOf(damaged: Sql, id: string): readonly StampedEvent[] {
  const { id: _, ...fields } = { ...findUser(damaged, id) };
  const stamps = { ...stampsOf(damaged, users, id) };
  return Object.entries(fields).map(([name, value]) => ({
    event: { type: 'user.set', id, fields: { [name]: value } },
    stamp: stamps[name] ?? '',
  }));
}
