import type { Disposable } from '../../core/disposables.js';
import type { Logger } from '../../core/logger.js';
import type { TaskRegistry } from '../../core/taskRegistry.js';
import type { ChatHistory } from '../../storage/api/chatHistory.js';
import type { StorageCare } from '../../storage/api/maintenance.js';
import { checkHistory } from './checkHistory.js';
import { eraseDeletedChats } from './eraseDeletedChats.js';
import { ReadOnlyDocument } from '../ui/readOnlyDocument.js';
import { recoverHistory } from './recoverHistory.js';
import { restoreBackup } from './restoreBackup.js';

/** What the commands that care for the history's files need. */
export interface StorageCommandsPorts {
  readonly care: StorageCare;
  readonly history: Pick<ChatHistory, 'deleted'>;
  readonly tasks: TaskRegistry;
  readonly logger: Logger;
}

/** What the commands do that care for the history's files; imported with the first of them. */
export class StorageCommands implements Disposable {
  readonly #ports: StorageCommandsPorts;
  readonly #report = new ReadOnlyDocument('scout-check', 'SCOUT history check.md');

  constructor(ports: StorageCommandsPorts) {
    this.#ports = ports;
  }

  check(): Promise<void> {
    return checkHistory(this.#ports, this.#report);
  }

  restore(): Promise<void> {
    return restoreBackup(this.#ports);
  }

  recover(): Promise<void> {
    return recoverHistory(this.#ports);
  }

  erase(): Promise<void> {
    return eraseDeletedChats(this.#ports);
  }

  dispose(): void {
    this.#report.dispose();
  }
}
