import type { Disposable } from '../../core/disposables.js';
import { checkHistory } from './checkHistory.js';
import { eraseDeletedChats } from './eraseDeletedChats.js';
import { ReadOnlyDocument } from '../ui/readOnlyDocument.js';
import type { MaintenanceDependencies } from './maintenanceDependencies.js';
import { recoverHistory } from './recoverHistory.js';
import { restoreBackup } from './restoreBackup.js';

/** The maintenance commands; imported with the first of them. */
export class MaintenanceCommands implements Disposable {
  readonly #dependencies: MaintenanceDependencies;
  readonly #report = new ReadOnlyDocument('scout-check', 'SCOUT history check.md');

  constructor(dependencies: MaintenanceDependencies) {
    this.#dependencies = dependencies;
  }

  check(): Promise<void> {
    return checkHistory(this.#dependencies, this.#report);
  }

  restore(): Promise<void> {
    return restoreBackup(this.#dependencies);
  }

  recover(): Promise<void> {
    return recoverHistory(this.#dependencies);
  }

  erase(): Promise<void> {
    return eraseDeletedChats(this.#dependencies);
  }

  dispose(): void {
    this.#report.dispose();
  }
}
