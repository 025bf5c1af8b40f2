import type { Durability } from '../api/chatHistory.js';

/** What the extension host and the storage worker say to each other. Everything here is cloned between threads. */
export type DatabaseName = 'users' | 'history';

/** How a database is called in logs and messages. */
export const databaseLabels: Readonly<Record<DatabaseName, string>> = {
  users: 'user database',
  history: 'chat history database',
};

export interface WorkerOptions {
  /** The folder that holds one folder per database. */
  readonly directory: string;
  /** The folder that holds sql.js's script and `.wasm`. */
  readonly sqlJsDirectory: string;
  /** The address of the built program that works on images in a thread of its own; without it the worker does that itself. */
  readonly imageWorker?: string;
  /** Where the worker shows that it works: see `WorkerProgress`. */
  readonly progress?: SharedArrayBuffer;
}

export type Request =
  | {
      readonly kind: 'append';
      readonly database: DatabaseName;
      readonly events: readonly unknown[];
      readonly durability: Durability;
    }
  | {
      readonly kind: 'query';
      readonly database: DatabaseName;
      readonly query: string;
      readonly parameters: readonly unknown[];
    }
  | { readonly kind: 'report' }
  /** Answered when it is done, which may take long. */
  | { readonly kind: 'maintenance'; readonly work: MaintenanceWork }
  /** Stops such work, which is then answered as done. */
  | { readonly kind: 'cancel'; readonly of: number }
  | { readonly kind: 'close'; readonly database: DatabaseName };

/** See `StorageMaintenance`. */
export type MaintenanceWork =
  { readonly name: 'backups' | 'check' | 'recover' | 'erase' } | { readonly name: 'restore'; readonly backup: string };

/** Answered in any order, each exactly once; handled in the order sent. */
export interface NumberedRequest {
  readonly id: number;
  readonly request: Request;
}

/** Why a request was not carried out. */
export interface Failure {
  /** One sentence for the user. */
  readonly message: string;
  /** Whether the same request may succeed later. */
  readonly retryable: boolean;
  /** Nobody can ever save what was to be saved, whenever it is tried. */
  readonly isUnsavable?: boolean;
  /** The error underneath, for the log. */
  readonly detail?: string;
}

/**
 * `low-space`: the disk is full, and what is saved goes into a reserve of about a megabyte. `failing`: the last write
 * failed, and the next may succeed. `read-only`: nothing will be written until the window is reloaded. Reading works in all.
 */
export interface DatabaseHealth {
  readonly state: 'ok' | 'low-space' | 'failing' | 'read-only';
  /** Why it is not `ok`; one sentence for the user. */
  readonly reason?: string;
  /** What was found damaged or missing when the database was opened; sentences for the user. */
  readonly warnings: readonly string[];
}

export interface DatabaseSize {
  /** Bytes of the database. */
  readonly memoryBytes: number;
  /** Bytes of its log on disk, as far as this window has read and written them. */
  readonly logBytes: number;
}

export interface DatabaseReport extends DatabaseSize {
  /** Rows by table. */
  readonly rows: Readonly<Record<string, number>>;
}

export type Reply =
  | { readonly kind: 'done'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'failed'; readonly id: number; readonly failure: Failure }
  /** How much of a request's work is done, from 0 to 1. */
  | { readonly kind: 'progress'; readonly id: number; readonly fraction: number }
  | {
      readonly kind: 'opened';
      readonly database: DatabaseName;
      readonly size: DatabaseSize;
      readonly milliseconds: number;
    }
  | { readonly kind: 'health'; readonly database: DatabaseName; readonly health: DatabaseHealth }
  /** Other processes have changed the database; `subjects` is missing when it could be anything. */
  | {
      readonly kind: 'changed';
      readonly database: DatabaseName;
      readonly subjects?: readonly string[];
      readonly growing: readonly string[];
    }
  /** A checkpoint or a backup was made, or could not be. */
  | { readonly kind: 'checkpoint'; readonly database: DatabaseName; readonly outcome: string };

/** What the worker reports without being asked. */
export type WorkerNotice = Exclude<Reply, { readonly kind: 'done' | 'failed' | 'progress' }>;
