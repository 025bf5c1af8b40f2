import type { Database } from '../database.js';
import { isSqliteError } from '../tables/salvageRows.js';
import type { Findings } from './findings.js';

/** Has SQLite check each table, and each full-text index against what it is an index of; a table is a step. */
export function* checkTables(database: Database, findings: Findings): Generator<void, void> {
  const tables = database.open().sql.all("SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'");
  for (const [name, definition] of tables as readonly (readonly [string, string])[]) {
    const isIndex = /^CREATE VIRTUAL TABLE .* USING fts/isu.test(definition);
    const { sql } = database.open();
    try {
      if (isIndex) sql.execute(`INSERT INTO ${name}(${name}) VALUES ('integrity-check')`);
      else if (sql.all(`PRAGMA integrity_check(${name})`)[0]?.[0] !== 'ok') findings.add('database-damaged', `${database.name}: ${name}`);
    } catch (error) {
      if (!isSqliteError(error)) throw error;
      findings.add(isIndex ? 'index-damaged' : 'database-damaged', `${database.name}: ${name}`);
    }
    yield;
  }
}
