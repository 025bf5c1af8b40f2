import type { Sql } from '../sqlite/sql.js';

/** An implementation of each of the queries that the protocol declares. */
export type QueryTable<Declared> = {
  readonly [Name in keyof Declared]: Declared[Name] extends (...parameters: infer P) => infer R
    ? (sql: Sql, ...parameters: P) => R
    : never;
};

/** Gives what is to stand in the place of a message part. */
export type ReplacePart = (part: unknown) => unknown;

/** Where a database has message parts, so that attachments can be kept in files of their own. */
export interface AttachmentPlaces {
  /** The event with each of its message parts replaced. What is no event comes back as it is. */
  inEvent(event: unknown, replace: ReplacePart): unknown;
  /** What a query answered, likewise. */
  inAnswer(query: string, answer: unknown, replace: ReplacePart): unknown;
  /** The hash of every blob that rows refer to. */
  referred(sql: Sql): ReadonlySet<string>;
}

/**
 * `restore`: what a backup holds; conversations that were deleted since come back, as copies where they are deleted for good.
 * `recover`: what other files of this database hold; what was deleted stays deleted, and of two versions of a field the later counts.
 */
export type MissingPurpose = 'restore' | 'recover';

/** A transaction that brings back some of what is missing. */
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

/** What makes the engine one particular database. */
export interface Schema {
  /** Raised with every change of `definition` or of what the tables mean; stands in every snapshot. */
  readonly version: number;
  /** SQL that creates the empty tables. */
  readonly definition: string;
  /** The tables whose row counts describe how much there is. */
  readonly counted: readonly string[];
  /**
   * Applies one event. Applying is commutative and idempotent, so that every window reaches the same
   * rows in whatever order it reads the logs.
   * @param stamp when and by whom it was written; sorts in order of precedence.
   * @throws InvalidEvent when the event is not understood.
   */
  apply(sql: Sql, event: unknown, stamp: string): void;
  /** Adds what another database of the same version holds, as if every event behind its rows had been applied. */
  merge(sql: Sql, from: Sql): void;
  /**
   * What another database of the same version holds and this one lacks, piece by piece; the events are for this one's log. They
   * change and remove nothing that is there. May be empty now and then, so that whoever asks can do other things in between.
   * @param sql gives this database anew at every use.
   */
  missing(sql: () => Sql, from: Sql, purpose: MissingPurpose): Iterable<MissingBatch>;
  /** Every row of a damaged database of the same version that can still be read, as events. */
  salvage(damaged: Sql): Iterable<StampedEvent>;
  /** What the event is about, for those who show it: a conversation's id; `undefined` when nobody needs to know. */
  subjectOf(event: unknown): string | undefined;
  /** The message that is being written bit by bit, where the event says so. */
  growingOf(event: unknown): string | undefined;
  /** Does a part of what was put off, some milliseconds of work; absent where nothing ever is. @returns whether there may be more. */
  runDeferredWork?(sql: Sql): boolean;
  /** Rewrites what still holds traces of deleted rows, so that no image of the database contains them. Slow. */
  scrub(sql: Sql): void;
  /** Whether the search index fits what it is an index of, in steps; absent where there is none. @param copy of the database; it is spoiled by this. */
  isIndexSound?(copy: Sql): Generator<void, boolean>;
  /** How many deletions the tables know of, so that it shows when `scrub` has something to do. Never decreases. */
  erasures(sql: Sql): number;
  /** Absent where there are no attachments. */
  readonly attachments?: AttachmentPlaces;
  /** The questions the database answers, by name. What they return can be cloned to another thread. */
  readonly queries: Readonly<Record<string, (sql: Sql, ...parameters: never[]) => unknown>>;
}
