import type { MissingBatch, MissingPurpose } from '../../tables/recoverableTables.js';
import type { Sql } from '../../sqlite/sql.js';
import { stampsOf } from '../../tables/lastWriterWins.js';
import { MissingBatches } from '../../tables/missingBatches.js';
import { listUsers, users } from './userTable.js';

const preferences = 'SELECT user_id, key, value, stamp FROM preferences ORDER BY user_id, key';

/** See `RecoverableTables.missing`. A preference that was forgotten is there, and stays forgotten. */
export function* missingFromUsers(sql: () => Sql, from: Sql, purpose: MissingPurpose): Generator<MissingBatch, void> {
  const batches = new MissingBatches();
  for (const { id, ...fields } of listUsers(from)) {
    const [ours, theirs] = [stampsOf(sql(), users, id), stampsOf(from, users, id)!];
    const later = Object.entries(fields).filter(
      ([name]) => ours === undefined || (purpose === 'recover' && theirs[name]! > ours[name]!),
    );
    if (later.length > 0) batches.add({ type: 'user.set', id, fields: Object.fromEntries(later) }, 200, 'preferences');
  }
  for (const [userId, key, value, stamp] of from.all(preferences) as readonly (readonly [
    string,
    string,
    string,
    string,
  ])[]) {
    const ours = sql().first('SELECT stamp FROM preferences WHERE user_id = ? AND key = ?', [userId, key])?.[0];
    if (ours !== undefined && !(purpose === 'recover' && stamp > String(ours))) continue;
    const event = {
      type: 'preference.set',
      userId,
      key: JSON.parse(key) as string,
      value: JSON.parse(value) as unknown,
    };
    batches.add(event, value.length, 'preferences');
    if (batches.isFull) yield batches.take(0.5);
  }
  yield batches.take(1);
}
