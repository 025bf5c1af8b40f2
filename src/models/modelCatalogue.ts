import { isCancellation, toScoutError, type ScoutError } from '../core/errors.js';
import type { Logger } from '../core/logger.js';
import { isOnNetwork, type Endpoint } from '../providers/endpoint.js';
import type { ChatProvider, ModelInfo } from '../providers/provider.js';
import type { ModelListCache } from './modelListCache.js';

/** A list is loaded again after this time, in milliseconds: a day. */
const freshForMs = 24 * 60 * 60 * 1_000;

export interface ModelList {
  readonly models: readonly ModelInfo[];
  /** Why the server's list could not be loaded; the models are then older, or the built-in ones. */
  readonly failure: ScoutError | undefined;
}

/** What is known without asking a server. */
export interface KnownList {
  readonly models: readonly ModelInfo[];
  /** Whether there is no reason to ask: the list is of today, or made by hand. */
  readonly isFresh: boolean;
}

/** Lends a provider for one call. */
export type WithProvider = <T>(endpoint: Endpoint, use: (provider: ChatProvider) => Promise<T>) => Promise<T>;

/** The models of each endpoint: the server's list, cached for a day; failing that the last one, or the built-in one. */
export class ModelCatalogue {
  readonly #withProvider: WithProvider;
  readonly #cache: ModelListCache;
  readonly #logger: Logger;
  readonly #onLoaded: () => void;

  /** @param onLoaded a server's list has arrived. */
  constructor(withProvider: WithProvider, cache: ModelListCache, logger: Logger, onLoaded: () => void) {
    this.#withProvider = withProvider;
    this.#cache = cache;
    this.#logger = logger;
    this.#onLoaded = onLoaded;
  }

  /**
   * The list as it is known at the moment: by hand, cached, or built in. Asks no server.
   * @param source the base URL in use: another server's list is not used.
   */
  async known(endpoint: Endpoint, source: string): Promise<KnownList> {
    // Whoever lists models by hand knows better than the server, which may have no list.
    if (isListedByHand(endpoint)) return { models: endpoint.fallbackModels, isFresh: true };
    // VS Code has its list at hand, and it changes with every account and extension.
    const cached = isOnNetwork(endpoint) ? await this.#cache.list(endpoint.id) : undefined;
    return cached?.source === source
      ? { models: cached.models, isFresh: isFresh(cached.fetchedAt) }
      : { models: endpoint.fallbackModels, isFresh: false };
  }

  /**
   * @param source the base URL in use: another server's list is not used.
   * @param refresh asks the server even when the cached list is fresh.
   */
  async list(endpoint: Endpoint, source: string, refresh: boolean, signal: AbortSignal): Promise<ModelList> {
    const known = await this.known(endpoint, source);
    if (isListedByHand(endpoint) || (known.isFresh && !refresh)) return { models: known.models, failure: undefined };
    try {
      const models = await this.#withProvider(endpoint, (provider) => provider.listModels(signal));
      if (isOnNetwork(endpoint)) await this.#cache.setList(endpoint.id, { source, fetchedAt: Date.now(), models });
      this.#onLoaded();
      return { models, failure: undefined };
    } catch (error) {
      if (isCancellation(error)) throw error;
      const failure = toScoutError(error);
      this.#logger.warn(`Could not load the model list from ${endpoint.name} (${failure.code})`);
      return { models: known.models, failure };
    }
  }
}

function isListedByHand({ added }: Endpoint): boolean {
  return added !== undefined && added.models.length > 0;
}

/** A clock that was set back makes a list neither fresh for ever nor wrong. */
function isFresh(fetchedAt: number): boolean {
  const age = Date.now() - fetchedAt;
  return age >= 0 && age < freshForMs;
}
