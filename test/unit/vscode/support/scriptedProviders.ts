import type { Logger } from '../../../../src/core/logger.js';
import type { Endpoint } from '../../../../src/providers/endpoint.js';
import { endpoints } from '../../../../src/providers/endpoints.js';
import type { ChatEvent, ChatProvider, ChatRequest, ModelInfo } from '../../../../src/providers/provider.js';
import { ProviderManager } from '../../../../src/providers/providerManager.js';
import { Connections } from '../../../../src/vscode/models/connections.js';
import { providerOptions } from '../../../../src/vscode/models/providerOptions.js';
import type { ApiKeys } from '../../../../src/vscode/keys/apiKeys.js';
import { KeyAddresses } from '../../../../src/vscode/keys/keyAddresses.js';
import { vscodeStub } from '../../../support/vscodeStub/vscodeStub.js';

/** Every endpoint of SCOUT's behind the real manager, with clients that do what a test says. */
export class ScriptedProviders {
  readonly manager: ProviderManager;
  /** `created`, `disposed` and `asked`, with the vendor. No role chooses an endpoint: a client is disposed with its last lease. */
  readonly log: string[] = [];
  readonly requests: ChatRequest[] = [];
  listModels: ChatProvider['listModels'] = () => Promise.resolve([]);
  answer: (signal: AbortSignal) => AsyncIterable<ChatEvent> = () => {
    throw new Error('This test scripts no answer.');
  };

  constructor(keys: ApiKeys, logger: Logger) {
    const options = {
      connections: new Connections(keys, undefined),
      addresses: new KeyAddresses(vscodeStub.secrets),
      logger,
    };
    this.manager = new ProviderManager({
      endpoints: () => endpoints,
      vendors: endpoints.map(({ vendor }) => ({
        id: vendor,
        name: vendor,
        load: () => Promise.resolve({ createProvider: () => this.#create(vendor) }),
      })),
      optionsFor: (endpoint: Endpoint) => providerOptions(endpoint, options),
      logger,
    });
  }

  #create(vendor: string): ChatProvider {
    this.log.push(`created ${vendor}`);
    return {
      listModels: (signal): Promise<readonly ModelInfo[]> => {
        this.log.push(`asked ${vendor}`);
        return this.listModels(signal);
      },
      streamChat: (request, signal) => {
        this.log.push(`asked ${vendor}`);
        this.requests.push(request);
        return this.answer(signal);
      },
      dispose: () => void this.log.push(`disposed ${vendor}`),
    };
  }
}
