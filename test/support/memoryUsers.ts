import type { ScoutError } from '../../src/core/errors.js';
import type { User, UserEvent, Users } from '../../src/storage/api/users.js';
import { usersSchema } from '../../src/storage/worker/databases/users/usersSchema.js';
import { MemoryDatabase } from './memoryDatabase.js';

/** The user database in memory, for tests of what stands above it; see `MemoryHistory`. */
export class MemoryUsers implements Users {
  /** What was saved, in order. */
  readonly events: UserEvent[] = [];
  /** While set, everything fails with it. */
  failure: ScoutError | undefined;
  readonly #database: MemoryDatabase;

  /** @param earlier a window that has ended; this one finds what it has saved. */
  constructor(earlier?: MemoryUsers) {
    this.#database = new MemoryDatabase(usersSchema, earlier === undefined ? undefined : earlier.#database.export());
  }

  async append(events: readonly UserEvent[]): Promise<void> {
    await this.#answering(() => this.#database.append(events));
    this.events.push(...events);
  }

  users(): Promise<readonly User[]> {
    return this.#answering(() => this.#database.query('users', []) as readonly User[]);
  }

  preference(userId: string, key: string): Promise<unknown> {
    return this.#answering(() => this.#database.query('preference', [userId, key]));
  }

  /** What is stored, by key. */
  get preferences(): Readonly<Record<string, unknown>> {
    const set = this.events.flatMap((event) => (event.type === 'preference.set' ? [[event.key, event.value]] : []));
    return Object.fromEntries(set) as Record<string, unknown>;
  }

  #answering<T>(action: () => T): Promise<T> {
    return new Promise((resolve) => {
      if (this.failure !== undefined) throw this.failure;
      resolve(action());
    });
  }
}
