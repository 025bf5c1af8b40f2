import type { Disposable } from '../../core/disposables.js';
import type { ArchiveDependencies } from './archiveDependencies.js';
import { exportChats } from './exportChats.js';
import { importChats } from './importChats.js';
import { ReadOnlyDocument } from '../ui/readOnlyDocument.js';

/** What the commands of exporting and importing do; imported with the first of them. */
export class Archives implements Disposable {
  readonly #dependencies: ArchiveDependencies;

  constructor(dependencies: Omit<ArchiveDependencies, 'report'>) {
    this.#dependencies = { ...dependencies, report: new ReadOnlyDocument('scout-import', 'SCOUT import.md') };
  }

  /** @param ids of conversations; whoever calls without is asked which. */
  export(ids?: unknown): Promise<void> {
    return exportChats(this.#dependencies, ids);
  }

  import(): Promise<void> {
    return importChats(this.#dependencies);
  }

  dispose(): void {
    this.#dependencies.report.dispose();
  }
}
