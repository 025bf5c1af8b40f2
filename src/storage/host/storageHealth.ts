import type { Logger } from '../../core/logger.js';
import { type DatabaseHealth, databaseLabels, type DatabaseName } from '../protocol/workerProtocol.js';

/** Both databases' health as one: the worse state, and every warning. */
export type StorageHealth = DatabaseHealth;

const severity = { ok: 0, 'low-space': 1, failing: 2, 'read-only': 3 } as const;

/** Combines what the worker reports of both databases, logs it, and notifies of changes. */
export class StorageHealthMonitor {
  readonly #databases = new Map<DatabaseName, DatabaseHealth>();
  readonly #onChange: (health: StorageHealth) => void;
  readonly #logger: Logger;
  #givenUp: string | undefined;
  #health: StorageHealth = { state: 'ok', warnings: [] };

  constructor(onChange: (health: StorageHealth) => void, logger: Logger) {
    this.#onChange = onChange;
    this.#logger = logger;
  }

  get health(): StorageHealth {
    return this.#health;
  }

  update(database: DatabaseName, health: DatabaseHealth): void {
    const before = this.#databases.get(database);
    // A restarted worker finds the same damage no more; what was found once stays known for as long as this window lives.
    const warnings = [...new Set([...(before?.warnings ?? []), ...health.warnings])];
    for (const warning of warnings.slice(before?.warnings.length ?? 0)) this.#logger.warn(warning);
    if (health.reason !== undefined && health.reason !== before?.reason) this.#logger.warn(health.reason);
    if (health.state === 'ok' && before?.state === 'failing')
      this.#logger.info(`The ${databaseLabels[database]} can be saved again.`);
    this.#databases.set(database, { ...health, warnings });
    this.#change();
  }

  /** @param givenUp why no other worker is started, if so. */
  workerDied(givenUp: string | undefined): void {
    this.#givenUp = givenUp;
    for (const [database, { warnings }] of this.#databases) this.#databases.set(database, { state: 'ok', warnings });
    this.#change();
  }

  #change(): void {
    const all = [...this.#databases.values()];
    const health: StorageHealth =
      this.#givenUp === undefined
        ? { ...worst(all), warnings: all.flatMap(({ warnings }) => warnings) }
        : { state: 'read-only', reason: this.#givenUp, warnings: all.flatMap(({ warnings }) => warnings) };
    if (JSON.stringify(health) === JSON.stringify(this.#health)) return;
    this.#health = health;
    this.#onChange(health);
  }
}

function worst(all: readonly DatabaseHealth[]): DatabaseHealth {
  return all.reduce((a, b) => (severity[b.state] > severity[a.state] ? b : a), { state: 'ok', warnings: [] });
}
