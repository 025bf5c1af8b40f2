import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Disposable } from '../../core/disposables.js';
import { ScoutError } from '../../core/errors.js';
import { Emitter } from '../../core/event.js';
import type { Logger } from '../../core/logger.js';
import type { ChatHistory } from '../api/chatHistory.js';
import { connectHistory, type HistoryChange } from './connectHistory.js';
import { cachedFirstPage } from './cachedFirstPage.js';
import { listCacheFileName } from '../protocol/listCacheFile.js';
import type { Backup, Checked, Erased, LongWork, Recovered, Restored, StorageMaintenance } from '../api/maintenance.js';
import { StorageHealthMonitor, type StorageHealth } from './storageHealth.js';
import type { Users } from '../api/users.js';
import type { Ask } from '../protocol/queries.js';
import { WorkerClient } from './workerClient.js';
import {
  type MaintenanceWork,
  databaseLabels,
  type DatabaseName,
  type DatabaseReport,
  type Request,
  type WorkerOptions,
} from '../protocol/workerProtocol.js';

export interface StorageOptions extends WorkerOptions {
  /** The built `storageWorker.js`. */
  readonly workerFile: string | URL;
  readonly logger: Logger;
}

/** The databases that are open, each with what it holds. */
export type StorageReport = Partial<Readonly<Record<DatabaseName, DatabaseReport>>>;

/** The two databases. Nothing happens, and no thread runs, before the first call that needs one. */
export interface Storage {
  readonly history: ChatHistory;
  readonly users: Users;
  readonly maintenance: StorageMaintenance;
  readonly health: StorageHealth;
  onHealthChanged(listener: (health: StorageHealth) => void): Disposable;
  /** Starts nothing: a database nobody has used is not in it. */
  report(): Promise<StorageReport>;
  /**
   * Carries out what was already asked for, then closes the user database; later calls to it reject. Calling
   * it again is harmless. The worker ends when both databases are closed.
   */
  closeUsers(): Promise<void>;
  /** The same for the chat-history database. */
  closeHistory(): Promise<void>;
}

/** @param startWorker replaced by tests that interfere with the thread. */
export function createStorage(
  options: StorageOptions,
  startWorker: (file: string | URL, options: WorkerOptions) => Worker = startThread,
): Storage {
  const { directory, sqlJsDirectory, workerFile, logger } = options;
  const changes = new Emitter<StorageHealth>((error) => logger.error('A listener to storage health failed.', error));
  const historyChanges = new Emitter<HistoryChange>((error) =>
    logger.error('A listener to changes of the history failed.', error),
  );
  const monitor = new StorageHealthMonitor((health) => changes.fire(health), logger);
  const closing = new Map<DatabaseName, Promise<void>>();
  const opened = new Set<DatabaseName>();
  const client = new WorkerClient({
    startWorker: () => startWorker(workerFile, { directory, sqlJsDirectory }),
    logger,
    onNotice(notice) {
      switch (notice.kind) {
        case 'health':
          monitor.update(notice.database, notice.health);
          break;
        case 'opened':
          opened.add(notice.database);
          logOpened(logger, notice.database, notice.report, notice.milliseconds);
          break;
        case 'changed':
          if (notice.database === 'history')
            historyChanges.fire({
              conversationIds: notice.subjects && new Set(notice.subjects),
              growing: notice.growing,
            });
          break;
        case 'checkpoint':
          logger.info(`Upkeep of the ${databaseLabels[notice.database]}: ${notice.outcome}.`);
          break;
      }
    },
    onDeath: (givenUp) => monitor.workerDied(givenUp),
  });

  function send(database: DatabaseName, request: Request): Promise<unknown> {
    if (closing.has(database))
      return Promise.reject(new ScoutError('storage', `The ${databaseLabels[database]} is closed.`));
    return client.send(request);
  }

  function work(careWork: MaintenanceWork, options: LongWork): Promise<unknown> {
    if (closing.size > 0) return Promise.reject(new ScoutError('storage', 'Storage is closed.'));
    return client.work(careWork, options);
  }

  function asking<D extends DatabaseName>(database: D): Ask<D> {
    return (async (query: string, ...parameters: readonly unknown[]) =>
      send(database, { kind: 'query', database, query, parameters })) as Ask<D>;
  }

  function appending<E>(database: DatabaseName) {
    return async (events: readonly E[], durability: 'synced' | 'written'): Promise<void> => {
      if (events.length > 0) await send(database, { kind: 'append', database, events, durability });
    };
  }

  async function close(database: DatabaseName): Promise<void> {
    try {
      if (client.isRunning) await client.send({ kind: 'close', database });
      logger.info(`Closed the ${databaseLabels[database]}.`);
    } finally {
      if (closed.add(database).size === Object.keys(databaseLabels).length) await client.end();
    }
  }

  function closeOnce(database: DatabaseName): Promise<void> {
    const promise = closing.get(database) ?? close(database);
    closing.set(database, promise);
    return promise;
  }

  const closed = new Set<DatabaseName>();
  const askUsers = asking('users');
  const history = connectHistory(asking('history'), appending('history'), (listener) => historyChanges.on(listener));
  return {
    history: {
      ...history,
      firstConversations: cachedFirstPage({
        conversations: history.conversations,
        file: path.join(directory, 'history', listCacheFileName),
        isOpen: () => opened.has('history'),
        onWrong: () => historyChanges.fire({ conversationIds: undefined, growing: [] }),
      }),
      tellChanged: (conversationIds) => historyChanges.fire({ conversationIds, growing: [] }),
    },
    users: {
      append: appending('users'),
      users: () => askUsers('users'),
      preference: (userId, key) => askUsers('preference', userId, key),
    },
    maintenance: {
      backups: () =>
        work({ name: 'backups' }, { signal: new AbortController().signal, onProgress: () => undefined }) as Promise<
          readonly Backup[]
        >,
      restore: (backup, options) => work({ name: 'restore', backup }, options) as Promise<Restored>,
      check: (options) => work({ name: 'check' }, options) as Promise<Checked>,
      recover: (options) => work({ name: 'recover' }, options) as Promise<Recovered>,
      eraseDeleted: (options) => work({ name: 'erase' }, options) as Promise<Erased>,
    },
    get health() {
      return monitor.health;
    },
    onHealthChanged: (listener) => changes.on(listener),
    report: async () => (client.isRunning ? ((await client.send({ kind: 'report' })) as StorageReport) : {}),
    closeUsers: () => closeOnce('users'),
    closeHistory: () => closeOnce('history'),
  };
}

function startThread(file: string | URL, options: WorkerOptions): Worker {
  return new Worker(file, { workerData: options, name: 'SCOUT storage' });
}

function logOpened(logger: Logger, database: DatabaseName, report: DatabaseReport, milliseconds: number): void {
  const rows = Object.entries(report.rows).map(([table, count]) => `${count} ${table}`);
  logger.info(
    `Opened the ${databaseLabels[database]}: ${rows.join(', ')}, ${report.logBytes} bytes of log, ${milliseconds.toFixed(0)} ms.`,
  );
}
