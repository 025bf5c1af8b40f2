import type { PreferenceStore } from '../storage/api/users.js';

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
