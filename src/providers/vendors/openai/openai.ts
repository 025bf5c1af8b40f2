import { OpenAI } from 'openai';
import { retryWithoutRefusedParameters, type RefusedParameters } from '../../adapter/retryWithoutRefusedParameters.js';
import type { ChatProvider, ProviderOptions } from '../../provider.js';
import { createVendorProvider, type VendorAdapter, type VendorCall } from '../../adapter/createVendorProvider.js';
import type { EndpointOptions } from '../../adapter/endpointOptions.js';
import { createLatestAnswers, withMissReason, type CacheReport } from '../../adapter/cacheDiagnosis.js';
import { readEvents } from './events.js';
import { toModels } from './models.js';
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

  const createClient = ({ exchange }: VendorCall): OpenAI =>
    withoutEnvironment(
      ['OPENAI_'],
      () =>
        new OpenAI({
          apiKey: options.apiKey ?? null,
          baseURL: options.baseUrl ?? 'https://api.openai.com/v1',
          fetch: exchange.fetch,
          maxRetries: 0,
          timeout: noTimeout,
          logLevel: 'off',
        }),
    );

  return {
    id: 'openai',
    vendor: 'OpenAI',
    api: 'Responses API',
    needsKey: true,
    async listModels(call) {
      const response = await createClient(call).models.list({ signal: call.exchange.signal }).asResponse();
      return toModels(await response.json());
    },
    async *streamChat(request, call) {
      const { exchange, unknownEvents } = call;
      const client = createClient(call);
      const { cache } = request;
      const previous = cache && latest.get(cache.key);
      const optional = [...optionalParameters, ...cachingParameters];
      const adapted = { exchange, model: request.model, refused, optional };
      const stream = await retryWithoutRefusedParameters(adapted, (omit) =>
        client.responses.create(withPromptCaching(toRequestBody(request, omit), cache, omit, previous), {
          signal: exchange.signal,
        }),
      );
      const report: CacheReport = { missReason: undefined };
      const watched = cache === undefined ? stream : watchCaching(stream, cache.key, latest, report);
      yield* withMissReason(readEvents(watched, unknownEvents), report);
    },
  };
}
