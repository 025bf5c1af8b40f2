import type { SqlJsStatic } from 'sql.js';
import type { DatabaseHealth, DatabaseName, DatabaseSize } from '../../protocol/workerProtocol.js';
import type { Files } from '../files/files.js';
import type { Changes, ReplicaSchema } from './replica.js';
import type { DeferredWork, QuerySource } from './schema.js';

export interface DatabaseOptions {
  readonly name: DatabaseName;
  readonly schema: ReplicaSchema & DeferredWork & QuerySource;
  /** The folder that holds one folder per database. */
  readonly directory: string;
  readonly files: Files;
  readonly sqlJs: SqlJsStatic;
  /** Bytes the database may occupy in memory; what sql.js can take by default. */
  readonly maximumSize?: number | undefined;
  /** A snapshot whose image has more bytes is read, and checked, while it is in use already. */
  readonly wholeImageBytes: number;
  /** The system clock, in Unix milliseconds. */
  readonly now: () => number;
  readonly onHealth: (health: DatabaseHealth) => void;
  readonly onOpened: (size: DatabaseSize, milliseconds: number) => void;
  /** Another process has changed something. */
  readonly onChanged: (changes: Changes) => void;
}
