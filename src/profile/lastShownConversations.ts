import type { StoredSelection } from '../storage/api/chatHistory.js';
import { soundSelection } from '../storage/api/soundSelection.js';
import type { PreferenceStore } from '../storage/api/users.js';

/** What a view showed last. */
export interface LastShown {
  readonly id: string;
  /** Nothing had been said in it. */
  readonly isNew: boolean;
  /** Whom a new one asks; `null`: the settings decide. Absent where an earlier version has stored it, and for all others. */
  readonly selection?: StoredSelection | null;
}

/** The conversation each view showed last, which it opens again after a reload or a crash. */
export class LastShownConversations {
  readonly #store: PreferenceStore;

  constructor(store: PreferenceStore) {
    this.#store = store;
  }

  /** @param place where the view is, such as the panel of a workspace. @returns `undefined` when nothing is known. */
  async at(place: string): Promise<LastShown | undefined> {
    return lastShownIn(await this.#store.value(keyOf(place)));
  }

  set(place: string, { id, isNew, selection }: LastShown): Promise<void> {
    return this.#store.setValue(keyOf(place), isNew ? { newId: id, selection } : id);
  }

  /** The new chats that were left at this place with nothing said in them, the oldest first; an earlier version stored the last one alone. */
  async unsaidAt(place: string): Promise<readonly string[]> {
    const value = await this.#store.value(unsaidKeyOf(place));
    if (Array.isArray(value)) return value.filter((id) => typeof id === 'string');
    const last = lastShownIn(value);
    return last === undefined ? [] : [last.id];
  }

  setUnsaid(place: string, ids: readonly string[]): Promise<void> {
    return this.#store.setValue(unsaidKeyOf(place), ids);
  }
}

function lastShownIn(value: unknown): LastShown | undefined {
  if (typeof value === 'string') return value === '' ? undefined : { id: value, isNew: false };
  if (typeof value !== 'object' || value === null || !('newId' in value)) return undefined;
  if (typeof value.newId !== 'string') return undefined;
  const stored = 'selection' in value ? value.selection : undefined;
  const selection = stored === null ? null : (soundSelection(stored) ?? undefined);
  return { id: value.newId, isNew: true, ...(selection === undefined ? {} : { selection }) };
}

function unsaidKeyOf(place: string): string {
  return keyOf(`unsaid:${place}`);
}

function keyOf(place: string): string {
  return `shown:${place}`;
}
