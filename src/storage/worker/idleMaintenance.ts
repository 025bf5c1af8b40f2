import type { Reply } from '../protocol/workerProtocol.js';
import type { MaintenanceService } from './maintenance/maintenanceService.js';
import type { ServedDatabase } from './servedDatabase.js';
import type { StepRunner } from './stepRunner.js';

/** How long after a failed write the worker tries by itself whether writing works again, at most. */
const PROBE_INTERVAL_MS = 2_000;

export interface IdleMaintenanceOptions {
  readonly databases: readonly ServedDatabase[];
  readonly service: MaintenanceService;
  readonly steps: StepRunner;
  readonly send: (reply: Reply) => void;
  /** How long nothing must have been asked for. Milliseconds. */
  readonly idleMs: number;
  /** How long nothing has been asked for. Milliseconds. */
  readonly idleFor: () => number;
}

/** Does what is due by itself, while nothing else is asked for: checkpoints, backups, the list cache. */
export class IdleMaintenance {
  readonly #options: IdleMaintenanceOptions;
  readonly #idleDelayMs: number;

  constructor(options: IdleMaintenanceOptions) {
    this.#options = options;
    // Of several windows that are idle one should be the first; the others then find nothing to do.
    this.#idleDelayMs = options.idleMs * (1 + Math.random());
  }

  start(): void {
    const { databases, idleMs } = this.#options;
    const period = Math.min(PROBE_INTERVAL_MS, idleMs);
    setInterval(() => databases.forEach((served) => this.#maintain(served)), period).unref();
  }

  #maintain(served: ServedDatabase): void {
    const { service, steps, send, idleFor } = this.#options;
    const { database } = served;
    database.probe();
    if (steps.isBusy || idleFor() < this.#idleDelayMs) return;
    served.writeListCache();
    const work = service.due(database.name);
    if (work === undefined) return;
    steps.run(database.name, work, (outcome) => {
      send({
        kind: 'checkpoint',
        database: database.name,
        outcome: outcome instanceof Error ? `failed: ${outcome.message}` : outcome,
      });
    });
  }
}
