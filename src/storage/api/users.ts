import type { Durability } from './chatHistory.js';

/** A local user. No password: the operating system's account guards it. */
export interface User {
  /** `local`, or the UUIDv7 that an earlier version has chosen. */
  readonly id: string;
  readonly name: string;
  /** Unix milliseconds. */
  readonly createdAt: number;
}

/**
 * - `user.set` creates the user when there is none with this id.
 * - `preference.set` stores a JSON value under a key of the user's; `null` removes it. What belongs to a conversation has a key that ends
 *   in `:` and its id: it is erased with it.
 */
export type UserEvent =
  | { readonly type: 'user.set'; readonly id: string; readonly fields: Partial<Omit<User, 'id'>> }
  | { readonly type: 'preference.set'; readonly userId: string; readonly key: string; readonly value: unknown };

/** The user database. Failures reject with `ScoutError('storage')`, and pass; events that can never be saved are refused with `unsavable`. */
export interface Users {
  /** Appends the events as one transaction. */
  append(events: readonly UserEvent[], durability: Durability): Promise<void>;
  /** Oldest first. */
  users(): Promise<readonly User[]>;
  /** `undefined` when nothing is stored under the key. What comes back is JSON of unknown age: validate it. */
  preference(userId: string, key: string): Promise<unknown>;
}

/**
 * What is remembered of the local user, by key. Nothing in it is worth failing for: what cannot be read is as if it
 * were not there, what cannot be written is logged.
 */
export interface PreferenceStore {
  /** `undefined` when nothing is stored under the key. What comes back is JSON of unknown age: validate it. */
  value(key: string): Promise<unknown>;
  /** `null` forgets. */
  setValue(key: string, value: unknown): Promise<void>;
  /** Empty when no text is stored under the key. */
  text(key: string): Promise<string>;
  /** The empty text forgets. */
  setText(key: string, text: string): Promise<void>;
}
