import type { DatabaseName } from '../../protocol/workerProtocol.js';

/** A backup's file name: `<database>-<UTC time>.db`, the time being that of the snapshot it is a copy of. */
export interface BackupName {
  readonly database: DatabaseName;
  /** Unix milliseconds. */
  readonly createdAt: number;
}

const pattern = /^(users|history)-(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})(\d{3})Z\.db$/;

export function formatBackupName({ database, createdAt }: BackupName): string {
  return `${database}-${new Date(createdAt).toISOString().replaceAll(/[-:.]/gu, '')}.db`;
}

/** `undefined` when the file is no backup. */
export function parseBackupName(file: string): BackupName | undefined {
  const match = pattern.exec(file);
  if (match === null) return undefined;
  const [, database, year, month, day, hours, minutes, seconds, milliseconds] = match;
  const createdAt = Date.parse(`${year}-${month}-${day}T${hours}:${minutes}:${seconds}.${milliseconds}Z`);
  return Number.isNaN(createdAt) ? undefined : { database: database as DatabaseName, createdAt };
}
