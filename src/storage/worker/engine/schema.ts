import type { AttachmentSource } from '../blobs/attachmentPlaces.js';
import type { Sql } from '../sqlite/sql.js';
import type { RecoverableTables } from '../tables/recoverableTables.js';

export interface StampedEvent {
  readonly event: unknown;
  /** When and by whom it was written; sorts in order of precedence. */
  readonly stamp: string;
}

/** The tables, and how events change them. */
export interface EventTables {
  /** Raised with every change of `definition` or of what the tables mean; stands in every snapshot. */
  readonly version: number;
  /**
   * Gives the tables of an earlier version, which have just been read from a file, the form of this one, at once, whatever their size; changes nothing of those of this
   * version. Absent where there is no earlier one.
   */
  upgrade?(sql: Sql): void;
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
  /**
   * Of events that are applied together, in their order, those that have to be: the others change nothing that these do not. What is not understood
   * has to be. Absent where that is not worth looking for.
   */
  withoutSuperseded?(events: readonly StampedEvent[]): readonly StampedEvent[];
  /**
   * Adds what another database of the same version holds, as if every event behind its rows had been applied; in steps, one for each row, of
   * which it gives the size in bytes. Between two of them this one may change.
   */
  merge(sql: Sql, from: Sql): Generator<number, void>;
}

/** What an event is about, for those who show it. */
export interface EventSubjects {
  /** A conversation's id; `undefined` when nobody needs to know. */
  subjectOf(event: unknown): string | undefined;
  /** The message that is being streamed, where the event says so. */
  growingOf(event: unknown): string | undefined;
}

/** How deleted rows disappear from the image, too. */
export interface Erasure {
  /**
   * Removes some of what a deletion has left because there was too much of it, some milliseconds of work; absent where a deletion leaves
   * nothing. No query shows what is left, but an image is not to contain it. @returns whether there may be more.
   */
  finishDeletions?(sql: Sql): boolean;
  /** Rewrites what still holds traces of deleted rows, so that the image does not contain them. Slow. @param copy of the database. */
  scrub(copy: Sql): void;
  /** How many deletions the tables know of, so that it shows when `scrub` has something to do. Never decreases. */
  erasures(sql: Sql): number;
}

/** What need not be done at once when an event is applied. */
export interface DeferredWork {
  /** Does a part of it, some milliseconds of work; absent where nothing is ever deferred. @returns whether there may be more. */
  runDeferredWork?(sql: Sql): boolean;
}

/** The search index; both are absent where there is none. */
export interface SearchIndex {
  /** Whether it matches the rows, in steps. @param copy of the database; it is spoiled by this. */
  isIndexSound?(copy: Sql): Generator<void, boolean>;
  /** Empties it, in steps: indexing becomes work that is deferred. @param copy of the database. */
  deferIndexing?(copy: Sql): Generator<void, void>;
}

/** The queries of a database, by name. */
export interface QuerySource {
  readonly queries: Readonly<Record<string, (sql: Sql, ...parameters: never[]) => unknown>>;
  /** Those that may take long, in steps, between which the database may change. */
  readonly longQueries?: Readonly<Record<string, (sql: Sql, ...parameters: never[]) => Generator<void, unknown>>>;
}

/** An implementation of each of the queries that the protocol declares. */
export type QueryTable<Declared> = {
  readonly [Name in keyof Declared]: Declared[Name] extends (...parameters: infer P) => infer R
    ? (sql: Sql, ...parameters: P) => R
    : never;
};

/** The same of long queries. */
export type LongQueryTable<Declared> = {
  readonly [Name in keyof Declared]: Declared[Name] extends (...parameters: infer P) => infer R
    ? (sql: Sql, ...parameters: P) => Generator<void, R>
    : never;
};

/** Everything that makes the engine one particular database. Each part of the engine asks for what it uses of it. */
export type Schema = EventTables &
  EventSubjects &
  Erasure &
  DeferredWork &
  SearchIndex &
  RecoverableTables &
  AttachmentSource &
  QuerySource;
