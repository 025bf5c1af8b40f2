import { ScoutError } from '../core/errors.js';
import type { Logger } from '../core/logger.js';
import type { ChatProvider, ProviderDescriptor, ProviderId, ProviderModule, ProviderOptions } from './provider.js';

/** What a provider is needed for: to answer the user, or to do SCOUT's own background jobs. */
export type ProviderRole = 'llm' | 'background';

/** A provider in use. Every lease must be released; releasing twice is harmless. */
export interface ProviderLease {
  readonly descriptor: ProviderDescriptor;
  readonly provider: ChatProvider;
  readonly release: () => void;
}

interface Instance {
  readonly descriptor: ProviderDescriptor;
  readonly provider: ChatProvider;
  leases: number;
  retired: boolean;
}

export interface ProviderManagerOptions {
  readonly registry: readonly ProviderDescriptor[];
  /** Key and address of a provider at this moment; throws `missing-api-key` where one is needed. */
  readonly optionsFor: (descriptor: ProviderDescriptor) => Promise<ProviderOptions>;
  readonly logger: Logger;
}

/**
 * Holds the current LLM provider and the current background provider. A provider's module is imported
 * when it is first leased; an import that fails is tried anew next time. A provider that no role
 * chooses any more is disposed as soon as its last lease is released. Its module stays: JavaScript
 * engines cannot evict one.
 */
export class ProviderManager {
  readonly #options: ProviderManagerOptions;
  readonly #logger: Logger;
  readonly #chosen = new Map<ProviderRole, ProviderId>();
  readonly #modules = new Map<ProviderId, Promise<ProviderModule>>();
  readonly #instances = new Map<ProviderId, Promise<Instance>>();
  readonly #disposals = new Set<Promise<void>>();
  #disposed = false;

  constructor(options: ProviderManagerOptions) {
    this.#options = options;
    this.#logger = options.logger;
  }

  /** Makes `id` the provider of this role (`undefined`: none) and retires what no role uses any more. Loads nothing. */
  choose(role: ProviderRole, id: ProviderId | undefined): void {
    const before = this.#chosen.get(role);
    if (before === id) return;
    if (id === undefined) this.#chosen.delete(role);
    else this.#chosen.set(role, id);
    this.#logger.info(`${roleName(role)}: ${id === undefined ? 'none' : this.#descriptor(id).displayName}`);
    if (before !== undefined && !this.#isChosen(before)) this.#retire(before);
  }

  chosen(role: ProviderRole): ProviderDescriptor | undefined {
    const id = this.#chosen.get(role);
    return id === undefined ? undefined : this.#descriptor(id);
  }

  /** Leases the current provider of a role. */
  async leaseCurrent(role: ProviderRole): Promise<ProviderLease> {
    const id = this.#chosen.get(role);
    if (id === undefined) throw new ScoutError('internal', `No ${roleName(role)} is chosen.`);
    return this.lease(id);
  }

  /** Leases any provider, chosen or not; one that is not chosen is disposed with its last lease. */
  async lease(id: ProviderId): Promise<ProviderLease> {
    for (;;) {
      if (this.#disposed) throw new ScoutError('internal', 'SCOUT is shutting down.');
      const pending = this.#instance(id);
      const instance = await pending;
      // Retired while it was awaited (the key changed, say): take its successor.
      if (this.#instances.get(id) !== pending) continue;
      instance.leases += 1;
      let released = false;
      return {
        descriptor: instance.descriptor,
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
  invalidate(id: ProviderId): void {
    this.#retire(id);
  }

  /** Ids of the modules imported so far, for the memory report. */
  get loadedModules(): readonly ProviderId[] {
    return [...this.#modules.keys()];
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

  #isChosen(id: ProviderId): boolean {
    return [...this.#chosen.values()].includes(id);
  }

  #descriptor(id: ProviderId): ProviderDescriptor {
    const descriptor = this.#options.registry.find((entry) => entry.id === id);
    if (descriptor === undefined) throw new ScoutError('internal', `There is no provider called "${id}".`);
    return descriptor;
  }

  #instance(id: ProviderId): Promise<Instance> {
    return remember(this.#instances, id, async () => {
      const descriptor = this.#descriptor(id);
      // The key first: without one there is no reason to load an SDK.
      const options = await this.#options.optionsFor(descriptor);
      const module = await this.#module(descriptor);
      return { descriptor, provider: module.createProvider(options), leases: 0, retired: false };
    });
  }

  #module(descriptor: ProviderDescriptor): Promise<ProviderModule> {
    return remember(this.#modules, descriptor.id, async () => {
      try {
        const module = await descriptor.load();
        this.#logger.info(`Loaded ${descriptor.displayName} module`);
        return module;
      } catch (error) {
        this.#logger.error(`Could not load the ${descriptor.displayName} module; the next use tries again`, error);
        throw new ScoutError(
          'internal',
          `The part of SCOUT that talks to ${descriptor.displayName} could not be loaded.`,
          {
            retryable: true,
            cause: error,
          },
        );
      }
    });
  }

  #retire(id: ProviderId): void {
    const pending = this.#instances.get(id);
    if (pending === undefined) return;
    this.#instances.delete(id);
    // A creation that fails has told whoever asked for it.
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

  #startDisposal({ descriptor, provider }: Instance): void {
    const disposal = (async () => {
      try {
        await provider.dispose();
        this.#logger.info(`Released ${descriptor.displayName}`);
      } catch (error) {
        this.#logger.error(`Could not release ${descriptor.displayName}`, error);
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
