// The core with one function: a sixth of what the package's class brings.
import { MistralCore } from '@mistralai/mistralai/core.js';
import { chatStream } from '@mistralai/mistralai/funcs/chatStream.js';
import { SDKHooks } from '@mistralai/mistralai/hooks/hooks.js';
import { HTTPClient } from '@mistralai/mistralai/lib/http.js';
import {
  retryWithoutRefusedParameters,
  type RefusedParameters,
} from '../../adapter/refusals/retryWithoutRefusedParameters.js';
import { readEvents } from './events.js';
import { mistralFormat } from './format.js';
import { readModels } from './models.js';
import { optionalParameters, toRequest } from './request.js';
import type { ChatProvider, ProviderOptions } from '../../provider.js';
import { createVendorProvider } from '../../adapter/createVendorProvider.js';
import type { VendorAdapter } from '../../adapter/vendorAdapter.js';
import type { EndpointOptions } from '../../adapter/endpointOptions.js';
import { withoutEnvironment } from '../../transport/withoutEnvironment.js';

/** `HttpExchange` ends what has gone silent; the SDK's own limit covers the whole stream. The longest a timer can wait, in milliseconds. */
const noTimeout = 2 ** 31 - 1;

/** Of an event, which has some dozens: the SDK's check takes up to ten microseconds for each, 45,000 empty objects took 0.7 s. */
const eventMarks = 3_000;

/** Mistral's chat completions. Its SDK checks every chunk strictly, so it serves for Mistral only, not for servers like it. */
export function createProvider(options: ProviderOptions): ChatProvider {
  return createVendorProvider(options, createAdapter);
}

function createAdapter(options: EndpointOptions): VendorAdapter {
  const refused: RefusedParameters = new Map();
  // The SDK's paths begin with /v1 themselves.
  const origin = (options.baseUrl ?? 'https://api.mistral.ai').replace(/\/v1$/, '');

  const createClient = (fetch: typeof globalThis.fetch): MistralCore =>
    withoutEnvironment(
      ['MISTRAL_'],
      () =>
        new MistralCore({
          ...(options.apiKey === undefined ? {} : { apiKey: options.apiKey }),
          serverURL: origin,
          httpClient: new HTTPClient({ fetcher: fetch }),
          retryConfig: { strategy: 'none' },
          timeoutMs: noTimeout,
          ...withoutHooks(),
        }),
    );

  return {
    id: 'mistral',
    vendor: 'Mistral',
    api: 'Mistral API',
    gatewayApi: options.baseUrl === undefined ? undefined : 'Mistral API',
    needsKey: true,
    format: mistralFormat,
    eventMarks,
    // The SDK refuses a list as a whole if a gateway leaves out one field of one model.
    async listModels({ exchange }) {
      const response = await exchange.fetch(`${origin}/v1/models`, {
        headers: { authorization: `Bearer ${options.apiKey}` },
      });
      return readModels(response);
    },
    async *streamChat(request, { exchange, unknownEvents, hold }) {
      const client = createClient(exchange.fetch);
      const adaptable = { exchange, request, refused, optional: optionalParameters };
      yield* retryWithoutRefusedParameters(adaptable, async function* (adapted, omit) {
        const result = await chatStream(client, toRequest(adapted, omit), {
          fetchOptions: { signal: exchange.signal },
        });
        if (!result.ok) throw result.error;
        yield* readEvents(result.value, { unknownEvents, hold, isDone: () => exchange.isDone });
      });
    },
  };
}

/** The SDK's hooks trace requests with whatever OpenTelemetry the shared host process holds, and write to the console. */
function withoutHooks(): object {
  const hooks = new SDKHooks();
  for (const list of [
    hooks.sdkInitHooks,
    hooks.beforeCreateRequestHooks,
    hooks.beforeRequestHooks,
    hooks.afterSuccessHooks,
    hooks.afterErrorHooks,
  ]) {
    list.length = 0;
  }
  return { hooks };
}
