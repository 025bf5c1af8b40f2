import type { ModelInfo } from '../providers/provider.js';
import type { PreferenceStore } from '../storage/api/users.js';

/** A server's model list as it was cached. */
export interface CachedModelList {
  /** The address it came from. */
  readonly source: string;
  /** Unix milliseconds. */
  readonly fetchedAt: number;
  readonly models: readonly ModelInfo[];
}

/** The models that each provider's server offered when it was last asked. */
export class ModelListCache {
  readonly #store: PreferenceStore;

  constructor(store: PreferenceStore) {
    this.#store = store;
  }

  /** `undefined` when the server was never asked, or when what is stored is no list. */
  async list(provider: string): Promise<CachedModelList | undefined> {
    const value = await this.#store.value(`models:${provider}`);
    return isCachedModelList(value) ? value : undefined;
  }

  setList(provider: string, list: CachedModelList): Promise<void> {
    return this.#store.setValue(`models:${provider}`, list);
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
