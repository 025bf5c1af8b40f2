import type { EndpointId } from '../providers/endpoint.js';
import type { PreferenceStore } from '../storage/api/users.js';
import type { ModelRef } from './modelSelection.js';

const key = 'favouriteModels';

/** The models that the user has marked, in the order in which that happened. */
export class FavouriteModels {
  readonly #store: PreferenceStore;
  /** Never rejects: neither do preferences. */
  #latest: Promise<void> = Promise.resolve();

  constructor(store: PreferenceStore) {
    this.#store = store;
  }

  async list(): Promise<readonly ModelRef[]> {
    return soundRefs(await this.#store.value(key));
  }

  add(ref: ModelRef): Promise<void> {
    return this.#change((favourites) => [...without(favourites, ref), ref]);
  }

  remove(ref: ModelRef): Promise<void> {
    return this.#change((favourites) => without(favourites, ref));
  }

  /** One change after the other: each begins with what the one before has left. */
  #change(change: (favourites: readonly ModelRef[]) => readonly ModelRef[]): Promise<void> {
    this.#latest = this.#latest.then(async () => this.#store.setValue(key, change(await this.list())));
    return this.#latest;
  }
}

function without(favourites: readonly ModelRef[], ref: ModelRef): readonly ModelRef[] {
  return favourites.filter((other) => !isSameRef(other, ref));
}

/** Of a stored list, the entries that name a model. */
export function soundRefs(value: unknown): readonly ModelRef[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((entry: unknown) => {
    if (typeof entry !== 'object' || entry === null) return [];
    const { endpoint, model } = entry as Partial<Record<keyof ModelRef, unknown>>;
    return typeof endpoint === 'string' && typeof model === 'string' && model !== ''
      ? [{ endpoint: endpoint as EndpointId, model }]
      : [];
  });
}

export function isSameRef(one: ModelRef, other: ModelRef): boolean {
  return one.endpoint === other.endpoint && one.model === other.model;
}

/** The same for the same model, for maps and sets. Ids of endpoints have no line break. */
export function refKey({ endpoint, model }: ModelRef): string {
  return `${endpoint}\n${model}`;
}

/** The one after `current`, the first after the last one; `undefined` where there is no other. */
export function nextFavourite(favourites: readonly ModelRef[], current: ModelRef | undefined): ModelRef | undefined {
  const index = current === undefined ? -1 : favourites.findIndex((ref) => isSameRef(ref, current));
  const next = favourites[(index + 1) % favourites.length];
  return next === undefined || (current !== undefined && isSameRef(next, current)) ? undefined : next;
}
