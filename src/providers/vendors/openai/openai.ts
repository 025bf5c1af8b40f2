import { OpenAI } from 'openai';
import {
  retryWithoutRefusedParameters,
  type RefusedParameters,
} from '../../adapter/refusals/retryWithoutRefusedParameters.js';
import type { ChatProvider, ProviderOptions } from '../../provider.js';
import { createVendorProvider } from '../../adapter/createVendorProvider.js';
import type { VendorAdapter } from '../../adapter/vendorAdapter.js';
import { documentFetch } from '../../adapter/refusals/documentFetch.js';
import type { EndpointOptions } from '../../adapter/endpointOptions.js';
import { createLatestAnswers, withMissReason, type CacheReport } from '../../adapter/cacheDiagnosis.js';
import { readEvents } from './events.js';
import { responsesFormat } from './format.js';
import { readModels } from './models.js';
import { optionalParameters as cachingParameters, watchCaching, withPromptCaching } from './promptCaching.js';
import { optionalParameters, toRequestBody } from './request.js';
import { withoutEnvironment } from '../../transport/withoutEnvironment.js';

/** `HttpExchange` ends what has gone silent; the SDK's own limit covers the headers only. The longest a timer can wait, in milliseconds. */
const noTimeout = 2 ** 31 - 1;

/** OpenAI through its Responses API; nothing is stored there (`store: false`). */
export function createProvider(options: ProviderOptions): ChatProvider {
  return createVendorProvider(options, createAdapter);
}

function createAdapter(options: EndpointOptions): VendorAdapter {
  const refused: RefusedParameters = new Map();
  const latest = createLatestAnswers();

  const createClient = (fetch: typeof globalThis.fetch): OpenAI =>
    withoutEnvironment(
      ['OPENAI_'],
      () =>
        new OpenAI({
          apiKey: options.apiKey ?? null,
          baseURL: options.baseUrl ?? 'https://api.openai.com/v1',
          fetch,
          maxRetries: 0,
          timeout: noTimeout,
          logLevel: 'off',
        }),
    );

  return {
    id: 'openai',
    vendor: 'OpenAI',
    api: 'Responses API',
    gatewayApi: options.baseUrl === undefined ? undefined : 'Responses API',
    needsKey: true,
    format: responsesFormat,
    async listModels({ exchange }) {
      const response = await createClient(exchange.fetch).models.list({ signal: exchange.signal }).asResponse();
      return readModels(response, options.baseUrl !== undefined);
    },
    async *streamChat(request, { exchange, unknownEvents }) {
      const { cache } = request;
      const previous = cache && latest.get(cache.key);
      const adaptable = { exchange, request, refused, optional: [...optionalParameters, ...cachingParameters] };
      yield* retryWithoutRefusedParameters(adaptable, async function* (adapted, omit) {
        const client = createClient(omit.has('stream') ? documentFetch(exchange.fetch) : exchange.fetch);
        const body = withPromptCaching(toRequestBody(adapted, omit), cache, omit, previous);
        const stream = await client.responses.create(body, { signal: exchange.signal });
        const report: CacheReport = { missReason: undefined };
        const watched = cache === undefined ? stream : watchCaching(stream, cache.key, latest, report);
        yield* withMissReason(readEvents(watched, unknownEvents), report);
      });
    },
  };
}
