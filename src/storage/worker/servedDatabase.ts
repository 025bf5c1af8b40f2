import type { DatabaseName, Failure, Reply } from '../protocol/workerProtocol.js';
import { Compaction } from './engine/compaction.js';
import { Database } from './engine/database.js';
import { DatabaseError } from './engine/databaseError.js';
import type { Schema } from './engine/schema.js';
import { FolderWatch } from './files/folderWatch.js';
import { ListCacheWriter } from './listCacheWriter.js';
import { parseSegmentName } from './log/segmentName.js';
import { Backups } from './maintenance/backups.js';
import type { MaintainedDatabase, MaintenanceContext } from './maintenance/maintainedDatabase.js';
import type { AppendRequest } from './requestQueue.js';
import type { StepRunner } from './stepRunner.js';
import type { WorkerLimits } from './workerLimits.js';

/** What one answer in another window takes is read in one. */
const STEPS_AT_ONCE = 2;

export interface ServedDatabaseOptions {
  readonly name: DatabaseName;
  readonly schema: Schema;
  readonly context: MaintenanceContext;
  readonly limits: WorkerLimits;
  readonly send: (reply: Reply) => void;
  /** Runs what cannot be done at once. */
  readonly steps: StepRunner;
  /** What was read from the files may have to be indexed. */
  readonly onDeferredWork: () => void;
}

/** One database as the worker serves it: it follows other processes, and keeps the list cache up to date. */
export class ServedDatabase implements MaintainedDatabase {
  readonly database: Database;
  readonly schema: Schema;
  readonly compaction: Compaction;
  readonly backups: Backups;
  readonly #options: ServedDatabaseOptions;
  readonly #watch: FolderWatch;
  readonly #listCache: ListCacheWriter | undefined;

  constructor(options: ServedDatabaseOptions) {
    const { name, schema, context, limits } = options;
    const { files } = context;
    this.#options = options;
    this.schema = schema;
    this.database = this.#createDatabase();
    const { database } = this;
    this.compaction = new Compaction({ database, schema, ...context, limits });
    this.backups = new Backups({ database, schema, ...context, periodMs: limits.backupMs });
    this.#listCache = name === 'history' ? new ListCacheWriter(database, files) : undefined;
    this.#watch = new FolderWatch(
      database.directory,
      limits.pollMs,
      () => this.#follow(),
      (name) => parseSegmentName(name)?.writer === database.writer.id && !name.endsWith('.sealed'),
    );
  }

  /**
   * Saves the requests' transactions together. One entry per request: `undefined` when it is saved, else why it is not.
   * @throws DatabaseError when the log cannot be read.
   */
  append(requests: readonly AppendRequest[]): readonly (Failure | undefined)[] {
    for (const { events } of requests) this.#listCache?.beforeAppend(events);
    return this.database.append(requests.map(({ events, durability }) => ({ events, sync: durability === 'synced' })));
  }

  /** Something may have changed that nobody has reported. */
  noteChange(): void {
    this.#listCache?.noteChange();
  }

  /** Brings the list cache up to date, where there is one and the database is open. Where others have written much of late, it is left for later. */
  writeListCache(): void {
    const listCache = this.#listCache;
    if (listCache === undefined) return;
    // What another window has deleted for good and erased must not come back through this file.
    tolerating(() => {
      if (this.#follow()) listCache.write();
    });
  }

  /** Does a part of what was deferred. @returns whether there may be more. */
  runDeferredWork(): boolean {
    let isMore = false;
    tolerating(() => {
      isMore = this.database.runDeferredWork();
    });
    return isMore;
  }

  /** It no longer follows other processes. */
  stopWatching(): void {
    this.#watch.end();
  }

  /** Reads what others have written: a little of it at once, more of it in steps. @returns whether that was all. */
  #follow(): boolean {
    const { database } = this;
    if (database.isCatchingUp) return false;
    const reading = database.catchUpInSteps();
    let isDone = false;
    tolerating(() => {
      for (let step = 0; step < STEPS_AT_ONCE && !isDone; step++) isDone = reading.next().done === true;
      if (!isDone) this.#options.steps.run(database.name, reading, () => undefined, 'following');
    });
    return isDone;
  }

  #createDatabase(): Database {
    const { name, schema, context, limits, send, onDeferredWork } = this.#options;
    const { files, sqlJs, storage, now } = context;
    return new Database({
      name,
      schema,
      directory: storage,
      files,
      sqlJs,
      now,
      wholeImageBytes: limits.wholeImageBytes,
      onHealth: (health) => send({ kind: 'health', database: name, health }),
      onOpened: (size, milliseconds) => {
        this.#watch.begin();
        onDeferredWork();
        send({ kind: 'opened', database: name, size, milliseconds });
      },
      onChanged: ({ subjects, growing }) => {
        // What only grows is neither in the list nor indexed.
        if (subjects?.size !== 0) {
          this.noteChange();
          onDeferredWork();
        }
        const changed = subjects === undefined ? {} : { subjects: [...subjects] };
        send({ kind: 'changed', database: name, growing: [...growing], ...changed });
      },
    });
  }
}

/** What cannot be read now is tried again a moment later. */
function tolerating(action: () => void): void {
  try {
    action();
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error;
  }
}
