import { requireId, requireObject, requireText, toJson } from '../../tables/eventFields.js';
import { createFieldTable, mergeFields, setFields, unknownEvent } from '../../tables/lastWriterWins.js';
import type { UsersQueries } from '../../../protocol/queries.js';
import type { QueryTable, Schema } from '../../engine/schema.js';
import type { Sql } from '../../sqlite/sql.js';
import { missingFromUsers } from './missingFromUsers.js';
import { salvageUsers } from './salvageUsers.js';
import { listUsers, users } from './userTable.js';

export const usersQueries = {
  users: listUsers,

  preference(sql, userId, key) {
    const row = sql.first('SELECT value FROM preferences WHERE user_id = ? AND key = ?', [userId, JSON.stringify(key)]);
    const value: unknown = row === undefined ? null : JSON.parse(String(row[0]));
    return value ?? undefined;
  },
} satisfies QueryTable<UsersQueries>;

/** The user database. */
export const usersSchema: Schema = {
  version: 1,
  definition: `
    ${createFieldTable(users)}
    CREATE TABLE preferences (user_id TEXT, key TEXT, value TEXT, stamp TEXT, PRIMARY KEY (user_id, key)) WITHOUT ROWID;`,

  counted: ['users', 'preferences'],

  apply(sql, event, stamp) {
    const fields = requireObject(event, 'An event');
    switch (fields['type']) {
      case 'user.set':
        setFields(sql, users, requireId(fields['id'], 'id'), requireObject(fields['fields'], 'fields'), stamp);
        break;
      case 'preference.set':
        setPreference(sql, {
          userId: requireId(fields['userId'], 'userId'),
          key: requireText(fields['key'], 'key'),
          value: toJson(fields['value'], 'value'),
          stamp,
        });
        break;
      default:
        throw unknownEvent(fields['type']);
    }
  },

  merge(sql, from) {
    mergeFields(sql, users, from);
    for (const row of from.all('SELECT user_id, key, value, stamp FROM preferences')) {
      const [userId, key, value, stamp] = row as [string, string, string, string];
      setPreference(sql, { userId, key, value, stamp });
    }
  },

  missing: missingFromUsers,
  salvage: salvageUsers,
  subjectOf: () => undefined,
  growingOf: () => undefined,
  scrub: (sql) => sql.compact(),
  /** Nothing here is ever deleted. */
  erasures: () => 0,

  queries: usersQueries,
};

/** A row of `preferences`: key and value are JSON. */
interface Preference {
  readonly userId: string;
  readonly key: string;
  readonly value: string;
  readonly stamp: string;
}

/** A forgotten preference stays as `null`, so that an older value read later does not bring it back. */
function setPreference(sql: Sql, { userId, key, value, stamp }: Preference): void {
  sql.run(
    `INSERT INTO preferences (user_id, key, value, stamp) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET value = excluded.value, stamp = excluded.stamp WHERE excluded.stamp > stamp`,
    [userId, key, value, stamp],
  );
}
