import { stampOf } from '../../../../src/storage/worker/log/hybridClock.js';
import { historySchema } from '../../../../src/storage/worker/databases/history/historySchema.js';
import type { VersionVector } from '../../../../src/storage/worker/log/versionVector.js';
import { Sql } from '../../../../src/storage/worker/sqlite/sql.js';
import { sqlJs } from './openDatabase.js';

/** A transaction as it stands in a log. */
export interface WrittenFrame {
  readonly writer: string;
  readonly sequence: number;
  readonly clock: bigint;
  readonly payload: string;
}

const tables = ['conversations', 'tombstones', 'messages', 'deltas', 'jobs'];

/** Every row of the history, without the numbers SQLite gives out by order of arrival. */
export function rowsOf(sql: Sql): readonly string[] {
  return tables.flatMap((table) => {
    const columns = sql.all('SELECT name FROM pragma_table_info(?)', [table]).map(([name]) => String(name));
    const rows = sql.all(`SELECT ${columns.filter((name) => name !== 'number').join(', ')} FROM ${table}`);
    return rows.map((row) => `${table} ${JSON.stringify(row)}`).sort();
  });
}

/** What the rows of an image are. */
export function rowsOfImage(image: Uint8Array): readonly string[] {
  const sql = new Sql(sqlJs, image);
  try {
    return rowsOf(sql);
  } finally {
    sql.close();
  }
}

/** The rows that follow from the frames the vector names and from nothing else. */
export function foldOf(frames: Iterable<WrittenFrame>, vector: VersionVector): readonly string[] {
  const sql = new Sql(sqlJs);
  try {
    sql.execute(historySchema.definition);
    for (const { writer, sequence, clock, payload } of frames) {
      if (!vector.has(writer, sequence)) continue;
      (JSON.parse(payload) as unknown[]).forEach((event, index) =>
        historySchema.apply(sql, event, stampOf(clock, writer, index)),
      );
    }
    return rowsOf(sql);
  } finally {
    sql.close();
  }
}
