import type { PreferenceStore } from '../storage/api/users.js';
import { isSameRef, soundRefs } from './favouriteModels.js';
import type { ModelRef } from './modelSelection.js';

/** So many are remembered across all providers. */
const mostChosen = 5;

/** What was last selected for each role: its model with each provider, and the providers themselves. */
export class RecentModels {
  readonly #store: PreferenceStore;

  constructor(store: PreferenceStore) {
    this.#store = store;
  }

  /** The model last selected with this provider in this role; empty when none was. */
  model(role: string, provider: string): Promise<string> {
    return this.#store.text(`model:${role}:${provider}`);
  }

  /** @param model empty: the provider's first one. */
  setModel(role: string, provider: string, model: string): Promise<void> {
    return this.#store.setText(`model:${role}:${provider}`, model);
  }

  /** The models last chosen for a chat, whoever's they are, the latest first. */
  async chosen(): Promise<readonly ModelRef[]> {
    return soundRefs(await this.#store.value('chosenModels'));
  }

  async addChosen(ref: ModelRef): Promise<void> {
    const earlier = (await this.chosen()).filter((other) => !isSameRef(other, ref));
    await this.#store.setValue('chosenModels', [ref, ...earlier].slice(0, mostChosen));
  }

  /** The providers selected for this role so far, the latest first. */
  async providers(role: string): Promise<readonly string[]> {
    const value = await this.#store.value(`providers:${role}`);
    return Array.isArray(value) ? value.filter((id) => typeof id === 'string') : [];
  }

  async addProvider(role: string, provider: string): Promise<void> {
    const earlier = (await this.providers(role)).filter((id) => id !== provider);
    await this.#store.setValue(`providers:${role}`, [provider, ...earlier]);
  }
}
