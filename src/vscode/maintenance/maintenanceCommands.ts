import type { Disposable } from '../../core/disposables.js';
import type { Logger } from '../../core/logger.js';
import type { TaskRegistry } from '../../core/taskRegistry.js';
import type { ChatHistory } from '../../storage/api/chatHistory.js';
import type { StorageMaintenance } from '../../storage/api/maintenance.js';
import { checkHistory } from './checkHistory.js';
import { eraseDeletedChats } from './eraseDeletedChats.js';
import { ReadOnlyDocument } from '../ui/readOnlyDocument.js';
import { recoverHistory } from './recoverHistory.js';
import { restoreBackup } from './restoreBackup.js';

/** What the maintenance commands need. */
export interface MaintenanceDependencies {
  readonly maintenance: StorageMaintenance;
  readonly history: Pick<ChatHistory, 'deleted'>;
  readonly tasks: TaskRegistry;
  readonly logger: Logger;
}

/** The maintenance commands; imported with the first of them. */
export class MaintenanceCommands implements Disposable {
  readonly #ports: MaintenanceDependencies;
  readonly #report = new ReadOnlyDocument('scout-check', 'SCOUT history check.md');

  constructor(ports: MaintenanceDependencies) {
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
