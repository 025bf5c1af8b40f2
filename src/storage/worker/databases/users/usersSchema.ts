import type { UsersQueries } from '../../../protocol/queries.js';
import type { EventTables, QueryTable, Schema } from '../../engine/schema.js';
import { requireId, requireObject, requireText, toJson } from '../../tables/eventFields.js';
import { createFieldTable, mergeFields, setFields, unknownEvent } from '../../tables/lastWriterWins.js';
import { missingFromUsers } from './missingFromUsers.js';
import { findPreference, mergePreferences, preferenceTable, setPreference } from './preferenceTable.js';
import { salvageUsers } from './salvageUsers.js';
import { listUsers, users } from './userTable.js';

export const usersQueries = {
  users: listUsers,
  preference: findPreference,
} satisfies QueryTable<UsersQueries>;

const usersTables: EventTables = {
  version: 1,
  definition: `
    ${createFieldTable(users)}
    ${preferenceTable}`,
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

  *merge(sql, from) {
    for (const [id] of from.all('SELECT id FROM users')) {
      mergeFields(sql, users, from, String(id));
      yield 0;
    }
    yield* mergePreferences(sql, from);
  },
};

/** The user database. */
export const usersSchema: Schema = {
  ...usersTables,
  subjectOf: () => undefined,
  growingOf: () => undefined,
  scrub: (sql) => sql.compact(),
  /** Nothing here is ever deleted. */
  erasures: () => 0,
  missing: missingFromUsers,
  salvage: salvageUsers,
  queries: usersQueries,
};
