import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Disposable } from '../../core/disposables.js';
import type { Logger } from '../../core/logger.js';
import type { ChatHistory } from '../api/chatHistory.js';
import type { StorageMaintenance } from '../api/maintenance.js';
import type { UnsavableStore } from '../api/unsavable.js';
import type { Users } from '../api/users.js';
import { listCacheFileName } from '../protocol/listCacheFile.js';
import type { WorkerOptions } from '../protocol/workerProtocol.js';
import { cachedFirstPage } from './cachedFirstPage.js';
import { connectHistory } from './connectHistory.js';
import { connectMaintenance } from './connectMaintenance.js';
import { DatabaseRequests, type StorageReport } from './databaseRequests.js';
import type { StorageHealth } from './storageHealth.js';
import { lazyUnsavableFiles } from './lazyUnsavableFiles.js';
import type { UnsavableFiles } from './unsavableFiles.js';
import { WorkerClient } from './workerClient.js';
import { WorkerNotices } from './workerNotices.js';

/** The folder beside those of the databases: what they cannot hold. */
const unsavableFolder = 'unsaved';
/** The thread's room for new objects, in megabytes. What passes through it is soon forgotten; more room makes nothing faster. */
const YOUNG_LIMIT = 8;

export interface StorageOptions extends Omit<WorkerOptions, 'progress' | 'imageWorker'> {
  /** The built `storageWorker.js`. */
  readonly workerFile: string | URL;
  /** The built `imageWorker.js`. Without it the worker does itself what is to be done to whole images, and answers nothing meanwhile. */
  readonly imageWorkerFile?: string | URL | undefined;
  readonly logger: Logger;
  /** For how long the worker may do nothing although it has something to do, in milliseconds; by default half a minute. */
  readonly hangMs?: number;
}

/** The two databases. Nothing happens, and no thread runs, before the first call that needs one. */
export interface Storage {
  readonly history: ChatHistory;
  readonly users: Users;
  readonly maintenance: StorageMaintenance;
  /** Needs no worker. */
  readonly unsavable: UnsavableStore;
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
  const { directory, sqlJsDirectory, workerFile, imageWorkerFile, logger, hangMs } = options;
  const image = imageWorkerFile === undefined ? {} : { imageWorker: addressOf(imageWorkerFile) };
  const notices = new WorkerNotices(logger);
  const client = new WorkerClient({
    startWorker: ({ buffer: progress }) => startWorker(workerFile, { directory, sqlJsDirectory, ...image, progress }),
    logger,
    hangMs,
    onNotice: (notice) => notices.handle(notice),
    onDeath: (givenUp) => notices.handleDeath(givenUp),
  });
  const requests = new DatabaseRequests(client, logger);
  const history = createHistory(requests, notices, directory);
  const unsavable = lazyUnsavableFiles(path.join(directory, unsavableFolder));
  return {
    history,
    users: createUsers(requests),
    unsavable,
    maintenance: erasingUnsavable(
      connectMaintenance((work, options) => requests.maintain(work, options)),
      unsavable,
      history,
    ),
    get health() {
      return notices.health;
    },
    onHealthChanged: (listener) => notices.onHealthChanged(listener),
    report: () => requests.report(),
    closeUsers: () => requests.close('users'),
    closeHistory: () => requests.close('history'),
  };
}

function createHistory(requests: DatabaseRequests, notices: WorkerNotices, directory: string): ChatHistory {
  const history = connectHistory(
    requests.asker('history'),
    (events, durability) => requests.append('history', events, durability),
    (listener) => notices.onHistoryChanged(listener),
  );
  return {
    ...history,
    search: (request, signal) => (signal === undefined ? history.search(request) : requests.search(request, signal)),
    firstConversations: cachedFirstPage({
      conversations: history.conversations,
      file: path.join(directory, 'history', listCacheFileName),
      isOpen: () => notices.isOpen('history'),
      onWrong: () => notices.notifyHistoryChanged(undefined),
    }),
    notifyChanged: (conversationIds) => notices.notifyHistoryChanged(conversationIds),
  };
}

/** What is kept beside the history goes with the conversations that are erased. */
function erasingUnsavable(
  maintenance: StorageMaintenance,
  unsavable: UnsavableFiles,
  history: ChatHistory,
): StorageMaintenance {
  return {
    ...maintenance,
    async eraseDeleted(work) {
      const erased = await maintenance.eraseDeleted(work);
      const isGone = await unsavable
        .forgetDeleted((id) => history.isTombstoned(id))
        .then(
          () => true,
          () => false,
        );
      return isGone ? erased : { ...erased, left: [...erased.left, unsavableFolder] };
    },
  };
}

function createUsers(requests: DatabaseRequests): Users {
  const ask = requests.asker('users');
  return {
    append: (events, durability) => requests.append('users', events, durability),
    users: () => ask('users'),
    preference: (userId, key) => ask('preference', userId, key),
  };
}

function addressOf(file: string | URL): string {
  return file instanceof URL ? file.href : pathToFileURL(file).href;
}

function startThread(file: string | URL, options: WorkerOptions): Worker {
  return new Worker(file, {
    workerData: options,
    name: 'SCOUT storage',
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_LIMIT },
  });
}
