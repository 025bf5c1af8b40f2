import { toScoutError } from '../core/errors.js';
import type { Logger } from '../core/logger.js';
import type { PreferenceStore, User, Users } from '../storage/api/users.js';

/** The same in every window: what one stores, each of them finds. */
const localUserId = 'local';

/** The preferences of the local user in the user database; the first use creates the user. */
export class LocalUserPreferences implements PreferenceStore {
  readonly #users: Users;
  readonly #logger: Logger;
  readonly #userName: string;
  #user: Promise<User> | undefined;

  /** @param userName the name a first user is created with: the operating system's. */
  constructor(users: Users, userName: string, logger: Logger) {
    this.#users = users;
    this.#userName = userName;
    this.#logger = logger;
  }

  async value(key: string): Promise<unknown> {
    try {
      return await this.#users.preference((await this.#localUser()).id, key);
    } catch (error) {
      this.#logger.warn(`Could not read a preference: ${toScoutError(error).message}`);
      return undefined;
    }
  }

  async setValue(key: string, value: unknown): Promise<void> {
    try {
      const userId = (await this.#localUser()).id;
      await this.#users.append([{ type: 'preference.set', userId, key, value }], 'written');
    } catch (error) {
      this.#logger.warn(`Could not save a preference: ${toScoutError(error).message}`);
    }
  }

  async text(key: string): Promise<string> {
    const value = await this.value(key);
    return typeof value === 'string' ? value : '';
  }

  setText(key: string, text: string): Promise<void> {
    return this.setValue(key, text === '' ? null : text);
  }

  #localUser(): Promise<User> {
    this.#user ??= this.#readUser().catch((error: unknown) => {
      this.#user = undefined;
      throw error;
    });
    return this.#user;
  }

  /** The oldest user. Two windows that each create one at the same time create the same. */
  async #readUser(): Promise<User> {
    const [first] = await this.#users.users();
    if (first !== undefined) return first;
    const user: User = { id: localUserId, name: this.#userName, createdAt: Date.now() };
    const { id, ...fields } = user;
    await this.#users.append([{ type: 'user.set', id, fields }], 'synced');
    this.#logger.info('Created the local user');
    return user;
  }
}
