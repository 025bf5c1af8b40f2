import type { User } from '../../../api/users.js';
import type { Row, Sql } from '../../sqlite/sql.js';
import { requireText, requireTime } from '../../tables/eventFields.js';
import type { FieldTable } from '../../tables/lastWriterWins.js';

export const users: FieldTable = {
  table: 'users',
  fields: { name: { column: 'name', read: requireText }, createdAt: { column: 'created_at', read: requireTime } },
};

const columns = 'id, name, created_at';

/** The oldest first. */
export function listUsers(sql: Sql): readonly User[] {
  return sql.all(`SELECT ${columns} FROM users ORDER BY created_at, id`).map(toUser);
}

export function findUser(sql: Sql, id: string): User | undefined {
  const row = sql.first(`SELECT ${columns} FROM users WHERE id = ?`, [id]);
  return row && toUser(row);
}

function toUser([id, name, createdAt]: Row): User {
  return {
    id: String(id),
    name: name === null ? '' : (JSON.parse(String(name)) as string),
    createdAt: Number(createdAt),
  };
}
