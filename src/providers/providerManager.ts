import { ScoutError } from '../core/errors.js';
import type { Logger } from '../core/logger.js';
import type { Endpoint, EndpointId } from './endpoint.js';
import type { AdapterId, ChatProvider, ProviderModule, ProviderOptions, Vendor } from './provider.js';

/** What a provider is needed for: to answer the user, or to do SCOUT's own background jobs. */
export type ProviderRole = 'llm' | 'background';

/** A provider in use. Every lease must be released; releasing twice is harmless. */
export interface ProviderLease {
  readonly provider: ChatProvider;
  readonly release: () => void;
}

interface Instance {
  readonly endpoint: Endpoint;
  readonly provider: ChatProvider;
  leases: number;
  retired: boolean;
}

export interface ProviderManagerOptions {
  /** All there are at this moment. */
  readonly endpoints: () => readonly Endpoint[];
  readonly vendors: readonly Vendor[];
  /** Key and address of an endpoint at this moment; throws `missing-api-key` where one is needed. */
  readonly optionsFor: (endpoint: Endpoint) => Promise<ProviderOptions>;
  readonly logger: Logger;
}

/**
 * Holds the providers that chats ask and the background provider. A provider's module is imported
 * when it is first leased; an import that fails is tried anew next time. A provider that no role
 * chooses any more is disposed as soon as its last lease is released. Its module stays: JavaScript
 * engines cannot evict one.
 */
export class ProviderManager {
  readonly #options: ProviderManagerOptions;
  readonly #logger: Logger;
  readonly #chosen = new Map<ProviderRole, ReadonlySet<EndpointId>>();
  readonly #modules = new Map<AdapterId, Promise<ProviderModule>>();
  readonly #instances = new Map<EndpointId, Promise<Instance>>();
  readonly #disposals = new Set<Promise<void>>();
  #disposed = false;

  constructor(options: ProviderManagerOptions) {
    this.#options = options;
    this.#logger = options.logger;
  }

  /** Makes these the providers of a role, of which chats may have several, and retires what no role uses any more. Loads nothing. */
  choose(role: ProviderRole, ...ids: readonly EndpointId[]): void {
    const before = this.#chosen.get(role) ?? new Set();
    const chosen = new Set(ids);
    if (before.size === chosen.size && ids.every((id) => before.has(id))) return;
    this.#chosen.set(role, chosen);
    this.#logger.info(
      `${roleName(role)}: ${ids.length === 0 ? 'none' : [...chosen].map((id) => this.#endpoint(id).name).join(', ')}`,
    );
    for (const id of before) if (!this.#isChosen(id)) this.#retire(id);
  }

  /** Leases the provider of any endpoint, chosen or not; one that is not chosen is disposed with its last lease. */
  async lease(id: EndpointId): Promise<ProviderLease> {
    for (;;) {
      if (this.#disposed) throw new ScoutError('internal', 'SCOUT is shutting down.');
      const pending = this.#instance(id);
      const instance = await pending;
      // Retired while it was awaited (the key changed, say): take its successor.
      if (this.#instances.get(id) !== pending) continue;
      instance.leases += 1;
      let released = false;
      return {
        provider: instance.provider,
        release: () => {
          if (released) return;
          released = true;
          instance.leases -= 1;
          if (!this.#isChosen(id)) this.#retire(id);
          this.#disposeIfUnused(instance);
        },
      };
    }
  }

  /** The key or the address of this provider changed: the next lease makes a new client. */
  invalidate(id: EndpointId): void {
    this.#retire(id);
  }

  /** Those whose modules are imported, for the memory report. */
  get loadedVendors(): readonly Vendor[] {
    return this.#options.vendors.filter(({ id }) => this.#modules.has(id));
  }

  /** Disposes every provider, leased or not, and resolves when all have settled. Never rejects. */
  async dispose(): Promise<void> {
    this.#disposed = true;
    const instances = await Promise.allSettled(this.#instances.values());
    this.#instances.clear();
    for (const instance of instances) {
      if (instance.status === 'fulfilled') this.#startDisposal(instance.value);
    }
    await Promise.all(this.#disposals);
  }

  #isChosen(id: EndpointId): boolean {
    return [...this.#chosen.values()].some((ids) => ids.has(id));
  }

  #endpoint(id: EndpointId): Endpoint {
    const endpoint = this.#options.endpoints().find((entry) => entry.id === id);
    if (endpoint === undefined)
      throw new ScoutError('missing-provider', `There is no endpoint "${id}" any more. Choose another one.`);
    return endpoint;
  }

  #instance(id: EndpointId): Promise<Instance> {
    return remember(this.#instances, id, async () => {
      const endpoint = this.#endpoint(id);
      // The key first: without one there is no reason to load an SDK.
      const options = await this.#options.optionsFor(endpoint);
      const module = await this.#module(endpoint.vendor);
      return { endpoint, provider: module.createProvider(options), leases: 0, retired: false };
    });
  }

  #module(id: AdapterId): Promise<ProviderModule> {
    return remember(this.#modules, id, async () => {
      const vendor = this.#options.vendors.find((entry) => entry.id === id);
      if (vendor === undefined) throw new ScoutError('internal', `There is no vendor called "${id}".`);
      try {
        const module = await vendor.load();
        this.#logger.info(`Loaded ${vendor.name} module`);
        return module;
      } catch (error) {
        this.#logger.error(`Could not load the ${vendor.name} module; it will be tried again on next use`, error);
        throw new ScoutError('internal', `SCOUT could not load its module for ${vendor.name}.`, {
          retryable: true,
          cause: error,
        });
      }
    });
  }

  #retire(id: EndpointId): void {
    const pending = this.#instances.get(id);
    if (pending === undefined) return;
    this.#instances.delete(id);
    // Whoever asked for an instance that could not be created has got the error.
    pending.then(
      (instance) => {
        instance.retired = true;
        this.#disposeIfUnused(instance);
      },
      () => undefined,
    );
  }

  #disposeIfUnused(instance: Instance): void {
    if (instance.retired && instance.leases === 0) this.#startDisposal(instance);
  }

  #startDisposal({ endpoint, provider }: Instance): void {
    const disposal = (async () => {
      try {
        await provider.dispose();
        this.#logger.info(`Released ${endpoint.name}`);
      } catch (error) {
        this.#logger.error(`Could not release ${endpoint.name}`, error);
      }
    })();
    this.#disposals.add(disposal);
    void disposal.finally(() => this.#disposals.delete(disposal));
  }
}

function roleName(role: ProviderRole): string {
  return role === 'llm' ? 'LLM provider' : 'Background provider';
}

/** Caches the promise, and forgets it when it rejects, so that the next call tries again. */
function remember<K, V>(cache: Map<K, Promise<V>>, key: K, make: () => Promise<V>): Promise<V> {
  const cached = cache.get(key);
  if (cached !== undefined) return cached;
  const made = make();
  cache.set(key, made);
  made.catch(() => {
    if (cache.get(key) === made) cache.delete(key);
  });
  return made;
}
