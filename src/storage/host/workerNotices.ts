import type { Disposable } from '../../core/disposables.js';
import { Emitter } from '../../core/event.js';
import type { Logger } from '../../core/logger.js';
import { databaseLabels, type DatabaseName, type DatabaseSize, type WorkerNotice } from '../protocol/workerProtocol.js';
import type { HistoryChange } from './connectHistory.js';
import { type StorageHealth, StorageHealthMonitor } from './storageHealth.js';

/** Logs the worker's notices, and passes them on to listeners. */
export class WorkerNotices {
  readonly #logger: Logger;
  readonly #healthChanged: Emitter<StorageHealth>;
  readonly #historyChanged: Emitter<HistoryChange>;
  readonly #monitor: StorageHealthMonitor;
  readonly #opened = new Set<DatabaseName>();

  constructor(logger: Logger) {
    this.#logger = logger;
    this.#healthChanged = new Emitter((error) => logger.error('A storage health listener failed.', error));
    this.#historyChanged = new Emitter((error) => logger.error('A history change listener failed.', error));
    this.#monitor = new StorageHealthMonitor((health) => this.#healthChanged.fire(health), logger);
  }

  get health(): StorageHealth {
    return this.#monitor.health;
  }

  /** Whether a worker has opened the database since this window began. */
  isOpen(database: DatabaseName): boolean {
    return this.#opened.has(database);
  }

  onHealthChanged(listener: (health: StorageHealth) => void): Disposable {
    return this.#healthChanged.on(listener);
  }

  onHistoryChanged(listener: (change: HistoryChange) => void): Disposable {
    return this.#historyChanged.on(listener);
  }

  /** Passes on a change of the history that this window itself has found or made. */
  notifyHistoryChanged(conversationIds: ReadonlySet<string> | undefined): void {
    this.#historyChanged.fire({ conversationIds, growing: [] });
  }

  handle(notice: WorkerNotice): void {
    switch (notice.kind) {
      case 'health':
        this.#monitor.update(notice.database, notice.health);
        break;
      case 'opened':
        this.#opened.add(notice.database);
        this.#logOpened(notice.database, notice.size, notice.milliseconds);
        break;
      case 'changed':
        if (notice.database !== 'history') break;
        this.#historyChanged.fire({
          conversationIds: notice.subjects && new Set(notice.subjects),
          growing: notice.growing,
        });
        break;
      case 'checkpoint':
        this.#logger.info(`Compaction of the ${databaseLabels[notice.database]}: ${notice.outcome}.`);
        break;
    }
  }

  /** @param givenUp why no other worker is started, if so. */
  handleDeath(givenUp: string | undefined): void {
    this.#monitor.workerDied(givenUp);
  }

  #logOpened(database: DatabaseName, { memoryBytes, logBytes }: DatabaseSize, milliseconds: number): void {
    this.#logger.info(
      `Opened the ${databaseLabels[database]}: ${memoryBytes} bytes, ${logBytes} bytes of log, ${milliseconds.toFixed(0)} ms.`,
    );
  }
}
