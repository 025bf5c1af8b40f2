// Sub-paths, not the package's entry: they bundle to a quarter of its size.
import { BaseAnthropic } from '@anthropic-ai/sdk/client';
import type { RawMessageStreamEvent } from '@anthropic-ai/sdk/resources/messages';
import type { Stream } from '@anthropic-ai/sdk/streaming';
import { Models } from '@anthropic-ai/sdk/resources/models';
import {
  retryWithoutRefusedParameters,
  type RefusedParameters,
} from '../../adapter/refusals/retryWithoutRefusedParameters.js';
import type { ChatProvider, ModelInfo, ProviderOptions } from '../../provider.js';
import { createVendorProvider } from '../../adapter/createVendorProvider.js';
import type { VendorAdapter, VendorCall } from '../../adapter/vendorAdapter.js';
import type { EndpointOptions } from '../../adapter/endpointOptions.js';
import { createLatestAnswers, withMissReason, type CacheReport } from '../../adapter/cacheDiagnosis.js';
import { readEvents } from './events.js';
import { messagesFormat } from './format.js';
import { toFacts } from './facts.js';
import { optionalParameters as cachingParameters, watchCaching, withPromptCaching } from './promptCaching.js';
import { optionalParameters, toRequestBody } from './request.js';
import { listedModels, type ListedFields } from '../../adapter/modelList/listedModels.js';
import { textIn } from '../../adapter/wireValues.js';
import { withoutEnvironment } from '../../transport/withoutEnvironment.js';

/** `HttpExchange` ends what has gone silent; the SDK's own limit covers the headers only. The longest a timer can wait, in milliseconds. */
const noTimeout = 2 ** 31 - 1;
/** The most that the Models API gives per page. */
const modelsPerPage = 1000;

/** Anthropic's Messages API. */
export function createProvider(options: ProviderOptions): ChatProvider {
  return createVendorProvider(options, createAdapter);
}

function createAdapter(options: EndpointOptions): VendorAdapter {
  const refused: RefusedParameters = new Map();
  const latest = createLatestAnswers();

  const createClient = ({ exchange }: VendorCall): BaseAnthropic =>
    withoutEnvironment(
      ['ANTHROPIC_'],
      () =>
        new BaseAnthropic({
          // Given a key, the client looks for no profile on disk.
          apiKey: options.apiKey ?? null,
          baseURL: originOf(options.baseUrl),
          fetch: exchange.fetch,
          maxRetries: 0,
          timeout: noTimeout,
          logLevel: 'off',
          // The host process is shared: another extension's tracer must not see these requests.
          openTelemetry: false,
        }),
    );

  return {
    id: 'anthropic',
    vendor: 'Anthropic',
    api: 'Messages API',
    gatewayApi: options.baseUrl === undefined ? undefined : 'Messages API',
    needsKey: true,
    format: messagesFormat,
    async listModels(call) {
      const listing = new Models(createClient(call)).list({ limit: modelsPerPage }, { signal: call.exchange.signal });
      return listedModels(await listing.asResponse(), toModel);
    },
    async *streamChat(request, call) {
      const { exchange, unknownEvents, hold } = call;
      const client = createClient(call);
      const { cache } = request;
      const previous = cache && latest.get(cache.key);
      const adaptable = { exchange, request, refused, optional: [...optionalParameters, ...cachingParameters] };
      yield* retryWithoutRefusedParameters(adaptable, async function* (adapted, omit) {
        // `Messages.create` does no more than this, and prints warnings about models on the console.
        const stream = await client.post<Stream<RawMessageStreamEvent>>('/v1/messages', {
          body: withPromptCaching(toRequestBody(adapted, omit), cache, omit, previous),
          signal: exchange.signal,
          stream: true,
        });
        const report: CacheReport = { missReason: undefined };
        const watched = cache === undefined ? stream : watchCaching(stream, cache.key, latest, report);
        yield* withMissReason(readEvents(watched, unknownEvents, hold), report);
      });
    },
  };
}

/** The SDK appends `/v1/messages` itself, while users know the address with `/v1`. */
function originOf(baseUrl: string | undefined): string {
  return (baseUrl ?? 'https://api.anthropic.com').replace(/\/v1$/, '');
}

/** The API lists the newest models first and chat models only. */
function toModel(model: ListedFields): ModelInfo {
  const { id } = model;
  return { id, displayName: textIn(model['display_name']) ?? id, ...toFacts(model) };
}
