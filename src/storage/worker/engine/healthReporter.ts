import type { DatabaseHealth } from '../../protocol/workerProtocol.js';

/** How a database is doing, and the sentences that say so. Every change is reported at once. */
export class HealthReporter {
  readonly #label: string;
  readonly #directory: string;
  readonly #onHealth: (health: DatabaseHealth) => void;
  #current: DatabaseHealth = { state: 'ok', warnings: [] };

  /** @param label what users call the database */
  constructor(label: string, directory: string, onHealth: (health: DatabaseHealth) => void) {
    this.#label = label;
    this.#directory = directory;
    this.#onHealth = onHealth;
  }

  get current(): DatabaseHealth {
    return this.#current;
  }

  /** The database was opened. */
  restart(isNewer: boolean, warnings: readonly string[]): void {
    this.#report({ ...(isNewer ? this.#newerVersion() : { state: 'ok' }), warnings });
  }

  failToOpen(reason: string): void {
    this.#report({ state: 'failing', reason, warnings: [] });
  }

  fail(reason: string): void {
    this.#report({ ...this.#current, state: 'failing', reason });
  }

  /** A newer version of SCOUT has written what this one does not understand. */
  becomeReadOnly(): void {
    if (this.#current.state !== 'read-only') this.#report({ ...this.#current, ...this.#newerVersion() });
  }

  addWarnings(found: readonly string[]): void {
    if (found.length > 0) this.#report({ ...this.#current, warnings: [...this.#current.warnings, ...found] });
  }

  /** What was written is on the disk; whether there is room for more is another question. */
  reportSpace(isReserveUsedUp: boolean): void {
    const { state, warnings } = this.#current;
    const wanted = isReserveUsedUp ? 'low-space' : 'ok';
    if (state === wanted) return;
    this.#report(
      wanted === 'ok' ? { state: 'ok', warnings } : { state: 'low-space', reason: this.#lowSpace(), warnings },
    );
  }

  #newerVersion(): Pick<DatabaseHealth, 'state' | 'reason'> {
    const reason = `The ${this.#label} was written by a newer version of SCOUT, so it is read-only in this window. Update SCOUT and reload the window.`;
    return { state: 'read-only', reason };
  }

  #lowSpace(): string {
    return `The disk that holds ${this.#directory} is full. SCOUT can still save about a megabyte in reserved space. Free up some space.`;
  }

  #report(health: DatabaseHealth): void {
    this.#current = health;
    this.#onHealth(health);
  }
}
