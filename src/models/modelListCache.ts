import { TimeSlices } from '../core/timeSlices.js';
import { soundFacts } from '../core/modelFacts.js';
import type { ModelHost, ModelInfo } from '../providers/provider.js';
import type { PreferenceStore } from '../storage/api/users.js';

/** Raised when adapters read more from the lists: an earlier list is then only good until it can be loaded again. Lists of 0.1 have none. */
const version = 2;

/** A server's model list as it was cached. */
export interface CachedModelList {
  /** The address it came from. */
  readonly source: string;
  /** Unix milliseconds; 0 for a list of an earlier version, which lacks facts. */
  readonly fetchedAt: number;
  readonly models: readonly ModelInfo[];
}

/** As it is in the store. */
type StoredList = CachedModelList & { readonly version?: unknown };

/** The models that each provider's server offered when it was last asked. */
export class ModelListCache {
  readonly #store: PreferenceStore;

  constructor(store: PreferenceStore) {
    this.#store = store;
  }

  /** `undefined` when the server was never asked, or when what is stored is no list. */
  async list(provider: string): Promise<CachedModelList | undefined> {
    const value = await this.#store.value(`models:${provider}`);
    return isStoredList(value) ? await soundList(value) : undefined;
  }

  setList(provider: string, list: CachedModelList): Promise<void> {
    return this.#store.setValue(`models:${provider}`, { version, ...list });
  }
}

function isStoredList(value: unknown): value is StoredList {
  if (typeof value !== 'object' || value === null) return false;
  const { source, fetchedAt, models } = value as Partial<Record<keyof CachedModelList, unknown>>;
  return (
    typeof source === 'string' && typeof fetchedAt === 'number' && Array.isArray(models) && models.every(isModelInfo)
  );
}

/** Facts that were damaged are unknown. */
async function soundList({ source, fetchedAt, models, ...stored }: StoredList): Promise<CachedModelList> {
  const slices = new TimeSlices();
  const sound: ModelInfo[] = [];
  for (const { id, displayName, hosts, ...facts } of models) {
    sound.push({
      id,
      displayName,
      ...soundFacts(facts),
      ...(Array.isArray(hosts) ? { hosts: hosts.flatMap(soundHost) } : {}),
    });
    await slices.pause();
  }
  return { source, fetchedAt: stored.version === version ? fetchedAt : 0, models: sound };
}

function soundHost(host: unknown): ModelHost[] {
  if (typeof host !== 'object' || host === null) return [];
  const { name, ...facts } = host as Partial<ModelHost>;
  return typeof name === 'string' ? [{ name, ...soundFacts(facts) }] : [];
}

function isModelInfo(value: unknown): value is ModelInfo {
  if (typeof value !== 'object' || value === null) return false;
  const { id, displayName } = value as Partial<Record<keyof ModelInfo, unknown>>;
  return typeof id === 'string' && typeof displayName === 'string';
}
