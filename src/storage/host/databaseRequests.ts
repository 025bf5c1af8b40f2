import { ScoutError } from '../../core/errors.js';
import type { Logger } from '../../core/logger.js';
import type { Durability, SearchRequest, SearchResult } from '../api/chatHistory.js';
import type { LongWork } from '../api/maintenance.js';
import type { Ask } from '../protocol/queries.js';
import {
  databaseLabels,
  type DatabaseName,
  type DatabaseReport,
  type MaintenanceWork,
  type Request,
} from '../protocol/workerProtocol.js';
import type { WorkerClient } from './workerClient.js';

/** The databases that are open, each with what it holds. */
export type StorageReport = Partial<Readonly<Record<DatabaseName, DatabaseReport>>>;

/** Requests to both databases, as long as they are open. Failures reject with `ScoutError('storage')`. */
export class DatabaseRequests {
  readonly #client: WorkerClient;
  readonly #logger: Logger;
  readonly #closing = new Map<DatabaseName, Promise<void>>();
  readonly #closed = new Set<DatabaseName>();

  constructor(client: WorkerClient, logger: Logger) {
    this.#client = client;
    this.#logger = logger;
  }

  /** The queries of a database. */
  asker<D extends DatabaseName>(database: D): Ask<D> {
    return (async (query: string, ...parameters: readonly unknown[]) =>
      this.#send(database, { kind: 'query', database, query, parameters })) as Ask<D>;
  }

  /** A search that nobody waits for any more is stopped. Rejects with `AbortError` then. */
  async search(request: SearchRequest, signal: AbortSignal): Promise<SearchResult> {
    this.#requireOpen('history');
    const query: Request = { kind: 'query', database: 'history', query: 'search', parameters: [request] };
    return (await this.#client.sendUntil(signal, query)) as SearchResult;
  }

  /** Saves the events as one transaction; nothing at all happens when there are none. */
  async append(database: DatabaseName, events: readonly unknown[], durability: Durability): Promise<void> {
    if (events.length > 0) await this.#send(database, { kind: 'append', database, events, durability });
  }

  /** Maintenance concerns both databases: it is refused as soon as one is being closed. */
  maintain(work: MaintenanceWork, options: LongWork): Promise<unknown> {
    if (this.#closing.size > 0) return Promise.reject(new ScoutError('storage', 'Storage is closed.'));
    return this.#client.work(work, options);
  }

  /** Starts no worker. */
  async report(): Promise<StorageReport> {
    return this.#client.isRunning ? ((await this.#client.send({ kind: 'report' })) as StorageReport) : {};
  }

  /**
   * Carries out what was already asked for, then closes the database; later requests to it reject. Calling it again is harmless.
   * The worker ends when both are closed.
   */
  close(database: DatabaseName): Promise<void> {
    const promise = this.#closing.get(database) ?? this.#close(database);
    this.#closing.set(database, promise);
    return promise;
  }

  async #send(database: DatabaseName, request: Request): Promise<unknown> {
    this.#requireOpen(database);
    return this.#client.send(request);
  }

  #requireOpen(database: DatabaseName): void {
    if (this.#closing.has(database)) throw new ScoutError('storage', `The ${databaseLabels[database]} is closed.`);
  }

  async #close(database: DatabaseName): Promise<void> {
    try {
      if (this.#client.isRunning) await this.#client.send({ kind: 'close', database });
      this.#logger.info(`Closed the ${databaseLabels[database]}.`);
    } finally {
      if (this.#closed.add(database).size === Object.keys(databaseLabels).length) await this.#client.end();
    }
  }
}
