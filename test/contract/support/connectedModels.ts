import type { ModelResolver } from '../../../src/chat/answering/modelResolver.js';
import type { ModelSelection } from '../../../src/models/modelSelection.js';
import type { EndpointId } from '../../../src/providers/endpoint.js';
import type { AdapterId, ChatProvider, VendorId } from '../../../src/providers/provider.js';

/** Resolves to real adapters, as the extension does, but without settings. */
export class ConnectedModels implements ModelResolver {
  readonly #providers: Readonly<Partial<Record<AdapterId, ChatProvider>>>;
  current: ModelSelection;

  /** @param providers by the ids of their endpoints, which are those of their vendors */
  constructor(providers: Readonly<Partial<Record<VendorId, ChatProvider>>>, vendor: VendorId, model: string) {
    this.#providers = providers;
    this.current = {
      ref: { endpoint: vendor as string as EndpointId, model },
      endpointName: vendor,
      vendor,
      system: undefined,
      parameters: {},
    };
  }

  resolve(): ModelSelection {
    return this.current;
  }

  acquire(): ReturnType<ModelResolver['acquire']> {
    const provider = this.#providers[this.current.vendor];
    if (provider === undefined) throw new Error(`no provider for ${this.current.vendor}`);
    return Promise.resolve({
      stream: (request, signal) => provider.streamChat(request, signal),
      release: () => undefined,
    });
  }
}
