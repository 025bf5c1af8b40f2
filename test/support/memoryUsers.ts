import type { ScoutError } from '../../src/core/errors.js';
import type { User, UserEvent, Users } from '../../src/storage/api/users.js';

/** A user database in memory, for tests of what stands above it. Keeps what was appended, in order. */
export class MemoryUsers implements Users {
  readonly events: UserEvent[] = [];
  /** While set, nothing can be written, and no user can be read. */
  failure: ScoutError | undefined;

  append(events: readonly UserEvent[]): Promise<void> {
    if (this.failure !== undefined) return Promise.reject(this.failure);
    this.events.push(...events);
    return Promise.resolve();
  }

  users(): Promise<readonly User[]> {
    if (this.failure !== undefined) return Promise.reject(this.failure);
    return Promise.resolve(
      this.events.flatMap((event) => (event.type === 'user.set' ? [{ id: event.id, ...event.fields } as User] : [])),
    );
  }

  preference(userId: string, key: string): Promise<unknown> {
    const match = this.events.findLast(
      (event) => event.type === 'preference.set' && event.userId === userId && event.key === key,
    );
    return Promise.resolve(match?.type === 'preference.set' ? (match.value ?? undefined) : undefined);
  }
}
