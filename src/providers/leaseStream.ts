import type { EndpointId } from './endpoint.js';
import type { ChatEvent, ChatRequest, RetryWait } from './provider.js';
import type { ProviderManager } from './providerManager.js';

/** A provider that is kept until it is released. */
export interface StreamLease {
  /**
   * The provider's answer. The request is repeated until an answer begins, as `streamWithRetry` says; each wait is told to `onWait`.
   * An abort ends it with `AbortError`.
   */
  readonly stream: (
    request: ChatRequest,
    signal: AbortSignal,
    onWait: (wait: RetryWait) => void,
  ) => AsyncIterable<ChatEvent>;
  readonly release: () => void;
}

/** Borrows an endpoint's provider. Rejects as `ProviderManager.lease` does. */
export async function leaseStream(manager: ProviderManager, endpoint: EndpointId): Promise<StreamLease> {
  const { streamWithRetry } = await import('./streamWithRetry.js');
  const { provider, release } = await manager.lease(endpoint);
  return {
    stream: (request, signal, onWait) =>
      streamWithRetry(() => provider.streamChat(request, signal), signal, { onWait }),
    release,
  };
}
