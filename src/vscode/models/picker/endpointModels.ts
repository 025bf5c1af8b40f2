import type { ScoutError } from '../../../core/errors.js';
import type { FactLookup } from '../../../models/facts/modelFacts.js';
import type { ModelSettingProblem } from '../../../models/facts/modelSettings.js';
import type { ModelCatalogue } from '../../../models/modelCatalogue.js';
import { isOnNetwork, type Endpoint } from '../../../providers/endpoint.js';
import type { ModelInfo } from '../../../providers/provider.js';
import { addressOf } from '../../configuration/settings.js';
import { shortKeyState } from '../chooseProvider.js';
import { configuredFacts } from '../configuredFacts.js';
import type { Connections } from '../connections.js';

/** An endpoint with the models that can be asked there, as far as that is known. */
export interface EndpointModels {
  readonly endpoint: Endpoint;
  /** Where its key comes from, in a few words. */
  readonly keyState: string;
  /** `key`: it needs one, and has none. `address`: only the user can know where it is, and has not said it. */
  readonly missing: 'key' | 'address' | undefined;
  readonly models: readonly ModelInfo[];
  readonly facts: FactLookup;
  /** What is wrong in the setting `scout.models`, for whichever endpoint. */
  readonly problems: readonly ModelSettingProblem[];
  /** Whether the list is of today. */
  readonly isFresh: boolean;
  /** Why the server's list could not be loaded. */
  readonly failure: ScoutError | undefined;
}

/** What is known of an endpoint at the moment. Asks no server. */
export async function knownModels(
  endpoint: Endpoint,
  catalogue: Pick<ModelCatalogue, 'known'>,
  connections: Connections,
): Promise<EndpointModels> {
  const [connection, known] = await Promise.all([
    connections.of(endpoint),
    catalogue.known(endpoint, addressOf(endpoint)),
  ]);
  const hasKey = connection.key !== undefined || !endpoint.needsKey;
  const hasAddress = (connection.baseUrl ?? addressOf(endpoint)) !== '';
  const { of: facts, problems } = await configuredFacts(endpoint, known.models);
  return {
    endpoint,
    keyState: shortKeyState(endpoint, connection),
    missing: !isOnNetwork(endpoint) ? undefined : hasKey ? (hasAddress ? undefined : 'address') : 'key',
    ...known,
    facts,
    problems,
    failure: undefined,
  };
}

/** The same after its server was asked for the list, unless that is not needed. Rejects only with `AbortError`. */
export async function loadedModels(
  known: EndpointModels,
  catalogue: Pick<ModelCatalogue, 'list'>,
  refresh: boolean,
  signal: AbortSignal,
): Promise<EndpointModels> {
  const { endpoint } = known;
  const { models, failure } = await catalogue.list(endpoint, addressOf(endpoint), refresh, signal);
  const { of: facts, problems } = await configuredFacts(endpoint, models);
  return { ...known, models, facts, problems, failure, isFresh: failure === undefined };
}
