import type { Failure, MaintenanceWork, Reply } from '../../protocol/workerProtocol.js';
import { DatabaseError } from '../engine/databaseError.js';
import { eraseFailure, readFailure } from '../files/storageFailure.js';
import type { StepRunner } from '../stepRunner.js';
import type { MaintenanceService } from './maintenanceService.js';

/** How often progress is reported, at most. */
const PROGRESS_MS = 100;

export interface MaintenanceRequestsOptions {
  readonly service: MaintenanceService;
  readonly steps: StepRunner;
  readonly send: (reply: Reply) => void;
  /** The folder that holds one folder per database. */
  readonly storage: string;
  /** Some work has ended, or was stopped, and may have changed both databases. */
  readonly onEnded: () => void;
}

/** Answers requests for work that takes long, when it is done. */
export class MaintenanceRequests {
  readonly #options: MaintenanceRequestsOptions;
  readonly #running = new Set<number>();

  constructor(options: MaintenanceRequestsOptions) {
    this.#options = options;
  }

  begin(id: number, work: MaintenanceWork): void {
    const { service, steps, send, onEnded } = this.#options;
    let lastReport = performance.now();
    const onProgress = (fraction: number): void => {
      if (performance.now() - lastReport < PROGRESS_MS) return;
      lastReport = performance.now();
      send({ kind: 'progress', id, fraction });
    };
    this.#running.add(id);
    steps.run(ownerOf(id), service.work(work, onProgress), (outcome) => {
      this.#running.delete(id);
      onEnded();
      if (outcome instanceof Error) send({ kind: 'failed', id, failure: this.#failureOf(outcome, work) });
      else send({ kind: 'done', id, value: outcome });
    });
  }

  /** Stops it after the step it is at, and answers. What it has done stays. */
  cancel(id: number): void {
    if (!this.#running.delete(id)) return;
    this.#options.steps.abandon(ownerOf(id));
    this.#options.onEnded();
    this.#options.send({ kind: 'done', id, value: undefined });
  }

  cancelAll(): void {
    for (const id of [...this.#running]) this.cancel(id);
  }

  #failureOf(error: Error, { name }: MaintenanceWork): Failure {
    const { storage } = this.#options;
    if (error instanceof DatabaseError) return error.failure;
    switch (name) {
      case 'erase':
        return eraseFailure(error, storage);
      case 'restore':
      case 'recover':
        return readFailure(error, 'history', storage, 'What was restored by then is kept.');
      default:
        return readFailure(error, 'history', storage);
    }
  }
}

function ownerOf(id: number): string {
  return `request ${id}`;
}
