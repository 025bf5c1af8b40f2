import type { Disposable } from '../../core/disposables.js';
import { checkHistory } from './checkHistory.js';
import { eraseDeletedChats } from './eraseDeletedChats.js';
import { ReadOnlyDocument } from '../ui/readOnlyDocument.js';
import type { MaintenanceDependencies } from './maintenanceDependencies.js';
import { recoverHistory } from './recoverHistory.js';
import { restoreBackup } from './restoreBackup.js';

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
