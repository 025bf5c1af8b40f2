import { toScoutError } from '../core/errors.js';
import type { Logger } from '../core/logger.js';
import { uuidv7 } from '../core/uuid.js';
import type { ModelInfo } from '../providers/provider.js';
import type { User, Users } from '../storage/api/users.js';

/** The composer's text of a chat that has no message yet is kept under this name. */
export const newChat = 'new';

/** A vendor's model list as it was kept. */
export interface CachedModelList {
  /** The address it came from. */
  readonly source: string;
  /** Unix milliseconds. */
  readonly fetchedAt: number;
  readonly models: readonly ModelInfo[];
}

/**
 * What SCOUT remembers of the local user in the user database: drafts, the model last chosen with each
 * provider, the models each one offers. Nothing here is worth failing for: what cannot be read is as if it were not there, what
 * cannot be written is logged.
 */
export class Preferences {
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

  /** What was being written into the composer of this conversation; empty when nothing was. */
  draft(conversationId: string): Promise<string> {
    return this.#text(`draft:${conversationId}`);
  }

  setDraft(conversationId: string, text: string): Promise<void> {
    return this.#set(`draft:${conversationId}`, text === '' ? null : text);
  }

  /** The model last chosen with this provider in this role; empty when none was. */
  lastModel(role: string, provider: string): Promise<string> {
    return this.#text(`model:${role}:${provider}`);
  }

  setLastModel(role: string, provider: string, model: string): Promise<void> {
    return this.#set(`model:${role}:${provider}`, model === '' ? null : model);
  }

  /** The providers chosen for this role so far, the latest first. */
  async chosenProviders(role: string): Promise<readonly string[]> {
    const value = await this.#read(`providers:${role}`);
    return Array.isArray(value) ? value.filter((id) => typeof id === 'string') : [];
  }

  async addChosenProvider(role: string, provider: string): Promise<void> {
    const earlier = (await this.chosenProviders(role)).filter((id) => id !== provider);
    await this.#set(`providers:${role}`, [provider, ...earlier]);
  }

  /** The conversation a view was showing, such as the panel of a workspace; empty for a new chat or none. */
  shownConversation(place: string): Promise<string> {
    return this.#text(`shown:${place}`);
  }

  setShownConversation(place: string, conversationId: string): Promise<void> {
    return this.#set(`shown:${place}`, conversationId === '' ? null : conversationId);
  }

  /** The models a provider's server offered when it was last asked. */
  async models(provider: string): Promise<CachedModelList | undefined> {
    const value = await this.#read(`models:${provider}`);
    return isCachedModelList(value) ? value : undefined;
  }

  setModels(provider: string, models: CachedModelList): Promise<void> {
    return this.#set(`models:${provider}`, models);
  }

  async #text(key: string): Promise<string> {
    const value = await this.#read(key);
    return typeof value === 'string' ? value : '';
  }

  async #read(key: string): Promise<unknown> {
    try {
      return await this.#users.preference((await this.#localUser()).id, key);
    } catch (error) {
      this.#logger.warn(`A preference could not be read: ${toScoutError(error).message}`);
      return undefined;
    }
  }

  async #set(key: string, value: unknown): Promise<void> {
    try {
      const userId = (await this.#localUser()).id;
      await this.#users.append([{ type: 'preference.set', userId, key, value }], 'written');
    } catch (error) {
      this.#logger.warn(`A preference could not be kept: ${toScoutError(error).message}`);
    }
  }

  #localUser(): Promise<User> {
    this.#user ??= this.#readUser().catch((error: unknown) => {
      this.#user = undefined;
      throw error;
    });
    return this.#user;
  }

  /** The oldest user; two windows that each create one at the same time agree on it later. */
  async #readUser(): Promise<User> {
    const [first] = await this.#users.users();
    if (first !== undefined) return first;
    const user: User = { id: uuidv7(), name: this.#userName, createdAt: Date.now() };
    const { id, ...fields } = user;
    await this.#users.append([{ type: 'user.set', id, fields }], 'synced');
    this.#logger.info('Created the local user');
    return user;
  }
}

function isCachedModelList(value: unknown): value is CachedModelList {
  if (typeof value !== 'object' || value === null) return false;
  const { source, fetchedAt, models } = value as Partial<Record<keyof CachedModelList, unknown>>;
  return (
    typeof source === 'string' && typeof fetchedAt === 'number' && Array.isArray(models) && models.every(isModelInfo)
  );
}

function isModelInfo(value: unknown): value is ModelInfo {
  if (typeof value !== 'object' || value === null) return false;
  const { id, displayName } = value as Partial<Record<keyof ModelInfo, unknown>>;
  return typeof id === 'string' && typeof displayName === 'string';
}
