/** One backup, as far as it shows without reading all of it. */
export interface Backup {
  /** For `restore`. */
  readonly name: string;
  readonly of: 'chats' | 'profile';
  /** Unix milliseconds. */
  readonly createdAt: number;
  readonly bytes: number;
  /** `newer`: made by another version of SCOUT, which this one cannot read. */
  readonly state: 'usable' | 'damaged' | 'newer';
  /** How much is in it, by table; empty when it is not usable. */
  readonly rows: Readonly<Record<string, number>>;
}

/** What a piece of work that may take long is given. */
export interface LongWork {
  /** What was done until then stays done; the call rejects with `AbortError`. */
  readonly signal: AbortSignal;
  /** From 0 to 1, never less than before; by and by. */
  readonly onProgress: (fraction: number) => void;
}

export interface Restored {
  /** That were missing, and are there again. */
  readonly conversations: number;
  /** Of those, the ones that were deleted for good and came back as copies. */
  readonly copies: number;
  /** Also those that were missing in conversations that are there. */
  readonly messages: number;
  /** Users and preferences that were missing. */
  readonly preferences: number;
}

export interface Recovered extends Restored {
  /** Files that were looked through. */
  readonly files: number;
  /** Files, or parts of them, that nothing could be read from. */
  readonly unreadable: number;
  /** Conversations that were found, but are deleted, and stay so. */
  readonly stayDeleted: number;
}

export interface Erased {
  /** Conversations that were still waiting for it. */
  readonly conversations: number;
  /** Files that were removed. */
  readonly files: number;
  /** Files that may hold what was deleted and could not be removed: somebody has them open. */
  readonly left: readonly string[];
}

/** What a check of the files can find. `warning`: nothing is lost, but worth knowing. */
export type FindingKind =
  | 'database-damaged'
  | 'index-damaged'
  | 'segment-damaged'
  | 'segment-unreadable'
  | 'snapshot-damaged'
  | 'snapshot-unreadable'
  | 'changes-missing'
  | 'changes-not-shown'
  | 'changes-not-on-disk'
  | 'backup-damaged'
  | 'backup-unreadable'
  | 'attachment-missing'
  | 'attachment-damaged'
  | 'attachment-unreadable'
  | 'newer-version'
  | 'quarantine';

export interface Finding {
  readonly kind: FindingKind;
  /** The file, relative to SCOUT's folder; the hash of an attachment; the database otherwise. */
  readonly where: string;
  /** How many, where that means something: bytes of damage, changes, files. */
  readonly count?: number;
}

/** How much was looked at. */
export interface CheckedFiles {
  readonly files: number;
  readonly bytes: number;
}

export interface CheckedDatabase {
  readonly of: 'chats' | 'profile';
  /** Rows by table. */
  readonly rows: Readonly<Record<string, number>>;
  readonly segments: CheckedFiles & { readonly changes: number };
  readonly snapshots: CheckedFiles;
  readonly backups: CheckedFiles;
}

/** What a check found. Nothing of it comes from a message. */
export interface Checked {
  /** Unix milliseconds. */
  readonly takenAt: number;
  /** SCOUT's folder. */
  readonly folder: string;
  readonly databases: readonly CheckedDatabase[];
  readonly attachments: CheckedFiles & { readonly unused: number };
  readonly findings: readonly Finding[];
}

/**
 * Maintenance of the files on disk. Failures reject with `ScoutError('storage')`. Everything here can be called while chats go on, and
 * is carried out in small steps, one call after another.
 */
export interface StorageMaintenance {
  /** The latest first. */
  backups(): Promise<readonly Backup[]>;
  /**
   * Brings back what a backup holds and what is missing now. Nothing that is there is changed or removed. Conversations that were deleted
   * since come back, as copies where they are deleted for good; restoring twice does not double them.
   */
  restore(backup: string, work: LongWork): Promise<Restored>;
  /** Looks at every file, to the last bit, and changes none. */
  check(work: LongWork): Promise<Checked>;
  /** Brings back what any file holds, damaged and set aside ones too, and what is missing now. What was deleted stays deleted. */
  recover(work: LongWork): Promise<Recovered>;
  /**
   * Removes what was deleted from every file, with all backups and everything that was set aside. Conversations that could still be
   * brought back are deleted for good. A preference whose key ends in `:` and the id of a deleted conversation is forgotten.
   */
  eraseDeleted(work: LongWork): Promise<Erased>;
}
