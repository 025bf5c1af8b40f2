import type { PreferenceStore } from '../storage/api/users.js';

/** What a view showed last. */
export interface LastShown {
  readonly id: string;
  /** Nothing had been said in it. */
  readonly isNew: boolean;
}

/** The conversation each view showed last, which it opens again after a reload or a crash. */
export class LastShownConversations {
  readonly #store: PreferenceStore;

  constructor(store: PreferenceStore) {
    this.#store = store;
  }

  /** @param place where the view is, such as the panel of a workspace. @returns `undefined` when nothing is known. */
  async at(place: string): Promise<LastShown | undefined> {
    const value = await this.#store.value(keyOf(place));
    if (typeof value === 'string') return value === '' ? undefined : { id: value, isNew: false };
    if (typeof value !== 'object' || value === null || !('newId' in value)) return undefined;
    return typeof value.newId === 'string' ? { id: value.newId, isNew: true } : undefined;
  }

  set(place: string, { id, isNew }: LastShown): Promise<void> {
    return this.#store.setValue(keyOf(place), isNew ? { newId: id } : id);
  }
}

function keyOf(place: string): string {
  return `shown:${place}`;
}
