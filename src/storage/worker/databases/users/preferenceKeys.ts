import type { Sql } from '../../sqlite/sql.js';

/** Under which keys something is kept, and whose. */
export function preferenceKeys(sql: Sql): readonly { readonly userId: string; readonly key: string }[] {
  const rows = sql.all("SELECT user_id, key FROM preferences WHERE value <> 'null'");
  return rows.map(([userId, key]) => ({ userId: String(userId), key: JSON.parse(String(key)) as string }));
}
