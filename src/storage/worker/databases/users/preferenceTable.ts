import type { Sql } from '../../sqlite/sql.js';

export const preferenceTable =
  'CREATE TABLE preferences (user_id TEXT, key TEXT, value TEXT, stamp TEXT, PRIMARY KEY (user_id, key)) WITHOUT ROWID;';

/** A row of `preferences`: key and value are JSON. */
export interface PreferenceRow {
  readonly userId: string;
  readonly key: string;
  readonly value: string;
  readonly stamp: string;
}

/** A preference that was removed stays as `null`, so that an older value read later does not bring it back. */
export function setPreference(sql: Sql, { userId, key, value, stamp }: PreferenceRow): void {
  sql.run(
    `INSERT INTO preferences (user_id, key, value, stamp) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET value = excluded.value, stamp = excluded.stamp WHERE excluded.stamp > stamp`,
    [userId, key, value, stamp],
  );
}

/** Takes over every preference of another database that was set later than the one here. */
export function* mergePreferences(sql: Sql, from: Sql): Generator<number, void> {
  for (const row of from.iterate('SELECT user_id, key, value, stamp FROM preferences')) {
    const [userId, key, value, stamp] = row as [string, string, string, string];
    setPreference(sql, { userId, key, value, stamp });
    yield value.length;
  }
}

/** The value under a key; `undefined` when there is none. */
export function findPreference(sql: Sql, userId: string, key: string): unknown {
  const row = sql.first('SELECT value FROM preferences WHERE user_id = ? AND key = ?', [userId, JSON.stringify(key)]);
  const value: unknown = row === undefined ? null : JSON.parse(String(row[0]));
  return value ?? undefined;
}

/** The keys that have a value, and whose they are. */
export function preferenceKeys(sql: Sql): readonly { readonly userId: string; readonly key: string }[] {
  const rows = sql.all("SELECT user_id, key FROM preferences WHERE value <> 'null'");
  return rows.map(([userId, key]) => ({ userId: String(userId), key: JSON.parse(String(key)) as string }));
}
