import type { Sql } from '../sqlite/sql.js';

/**
 * `restore`: what a backup holds; conversations that were deleted since come back, as copies where they are deleted for good.
 * `recover`: what other files of this database hold; what was deleted stays deleted, and of two versions of a field the later counts.
 */
export type MissingPurpose = 'restore' | 'recover';

/** A transaction that restores some of what is missing. */
export interface MissingBatch {
  readonly events: readonly unknown[];
  readonly conversations: number;
  /** Of the conversations, those that come back under another id. */
  readonly copies: number;
  readonly messages: number;
  readonly preferences: number;
  /** How far this goes into what was compared, from 0 to 1. */
  readonly fraction: number;
}

/** A row's place in a log that is lost: the event that makes such a row, and when and by whom it was written. */
export interface StampedEvent {
  readonly event: unknown;
  readonly stamp: string;
}

/** How the tables of other files, whole or damaged, are read, so that what is missing here can be restored. */
export interface RecoverableTables {
  /**
   * What another database of the same version holds and this one lacks, piece by piece; the events are for this one's log. They
   * change and remove nothing that is there. May be empty now and then, so that whoever asks can do other things in between.
   * @param sql gives this database anew at every use.
   */
  missing(sql: () => Sql, from: Sql, purpose: MissingPurpose): Iterable<MissingBatch>;
  /** Every row of a damaged database of the same version that can still be read, as events. */
  salvage(damaged: Sql): Iterable<StampedEvent>;
}
