import { closedMeanwhile } from '../files/files.js';
import type { Sql } from '../sqlite/sql.js';
import { runInSteps } from '../engine/runSome.js';
import type { AttachmentPlaces } from './attachmentPlaces.js';
import { blobsOf } from './blobReference.js';

/** Finds in steps which blobs a database's rows refer to, while rows come and go. */
export class BlobReferences {
  readonly #places: AttachmentPlaces | undefined;
  /** For each search that is under way, what has come since it began. */
  readonly #added = new Set<Set<string>>();
  #isClosed = false;

  /** @param places `undefined` where there are no attachments. */
  constructor(places: AttachmentPlaces | undefined) {
    this.#places = places;
  }

  /** To be called for events that are applied, before or after. */
  addOf(events: readonly unknown[]): void {
    if (this.#places === undefined || this.#added.size === 0) return;
    const collect = (part: unknown): unknown => {
      this.addAll(blobsOf(part));
      return part;
    };
    for (const event of events) this.#places.inEvent(event, collect);
  }

  /** To be called before rows are added that refer to these. */
  addAll(hashes: readonly string[]): void {
    for (const added of this.#added) for (const hash of hashes) added.add(hash);
  }

  /**
   * The hash of every blob that rows refer to at the end, and maybe of some that they no longer do; in steps.
   * @throws an error with a `syscall` when the database was closed meanwhile.
   */
  *find(sql: Sql): Generator<void, ReadonlySet<string>> {
    if (this.#places === undefined) return new Set();
    const added = new Set<string>();
    this.#added.add(added);
    try {
      const found = yield* runInSteps(this.#whileOpen(this.#places.referred(sql)));
      return new Set([...found, ...added]);
    } finally {
      this.#added.delete(added);
    }
  }

  close(): void {
    this.#isClosed = true;
  }

  *#whileOpen<T>(steps: Generator<number, T>): Generator<number, T> {
    for (let step = steps.next(); ; step = steps.next()) {
      if (step.done === true) return step.value;
      yield step.value;
      if (this.#isClosed) throw closedMeanwhile('The database was closed while its attachments were looked for.');
    }
  }
}
