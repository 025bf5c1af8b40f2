import type { Sql } from '../sqlite/sql.js';

/** Gives what is to stand in the place of a message part. */
export type ReplacePart = (part: unknown) => unknown;

/** Where a database has message parts, so that attachments can be stored in files of their own. */
export interface AttachmentPlaces {
  /** The event with each of its message parts replaced. What is no event comes back as it is. */
  inEvent(event: unknown, replace: ReplacePart): unknown;
  /** What a query answered, likewise. */
  inAnswer(query: string, answer: unknown, replace: ReplacePart): unknown;
  /**
   * The hash of every blob that rows refer to, in steps, one for each such row, whose size it gives. Of rows that change between two steps
   * it may miss some.
   */
  referred(sql: Sql): Generator<number, ReadonlySet<string>>;
}

export interface AttachmentSource {
  /** Absent where there are no attachments. */
  readonly attachments?: AttachmentPlaces;
}
