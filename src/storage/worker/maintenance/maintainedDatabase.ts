import type { SqlJsStatic } from 'sql.js';
import type { BlobStore } from '../blobs/blobStore.js';
import type { Database } from '../engine/database.js';
import type { ImageWork } from '../image/imageWork.js';
import type { Files } from '../files/files.js';
import type { AttachmentSource } from '../blobs/attachmentPlaces.js';
import type { Erasure, EventTables, SearchIndex } from '../engine/schema.js';
import type { RecoverableTables } from '../tables/recoverableTables.js';
import type { Compaction } from '../engine/compaction.js';
import type { Backups } from './backups.js';

/** A database, and what its maintenance needs of it. */
export interface MaintainedDatabase {
  readonly database: Database;
  readonly schema: EventTables & RecoverableTables & Erasure & SearchIndex & AttachmentSource;
  readonly compaction: Compaction;
  readonly backups: Backups;
}

/** What maintenance needs besides. */
export interface MaintenanceContext {
  readonly files: Files;
  readonly sqlJs: SqlJsStatic;
  readonly images: ImageWork;
  /** The folder that holds one folder per database. */
  readonly storage: string;
  readonly blobs: BlobStore;
  /** Unix milliseconds. */
  readonly now: () => number;
  /** Bytes of memory this process can still get. */
  readonly availableMemory: () => number;
}

/** Called with the share of the work that is done, from 0 to 1. */
export type OnProgress = (fraction: number) => void;
