// Sub-paths, not the package's entry: they bundle to a quarter of its size.
import { BaseAnthropic } from '@anthropic-ai/sdk/client';
import { Messages } from '@anthropic-ai/sdk/resources/messages';
import { Models } from '@anthropic-ai/sdk/resources/models';
import { retryWithoutRefusedParameters, type RefusedParameters } from '../../adapter/retryWithoutRefusedParameters.js';
import type { ChatProvider, ModelInfo, ProviderOptions } from '../../provider.js';
import { createVendorProvider, type VendorAdapter, type VendorCall } from '../../adapter/createVendorProvider.js';
import type { EndpointOptions } from '../../adapter/endpointOptions.js';
import { readEvents } from './events.js';
import { toFacts } from './facts.js';
import { optionalParameters, toRequestBody } from './request.js';
import { listedModels, textIn, type WireFields } from '../../adapter/wireValues.js';
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
    vendor: 'Anthropic',
    api: 'Messages API',
    needsKey: true,
    async listModels(call) {
      const listing = new Models(createClient(call)).list({ limit: modelsPerPage }, { signal: call.exchange.signal });
      const response = await listing.asResponse();
      return listedModels(await response.json()).flatMap(toModel);
    },
    async *streamChat(request, call) {
      const { exchange, unknownEvents, hold } = call;
      const messages = new Messages(createClient(call));
      const adapted = { exchange, model: request.model, refused, optional: optionalParameters };
      const stream = await retryWithoutRefusedParameters(adapted, (omit) =>
        messages.create(toRequestBody(request, omit), { signal: exchange.signal }),
      );
      yield* readEvents(stream, unknownEvents, hold);
    },
  };
}

/** The SDK appends `/v1/messages` itself, while users know the address with `/v1`. */
function originOf(baseUrl: string | undefined): string {
  return (baseUrl ?? 'https://api.anthropic.com').replace(/\/v1$/, '');
}

/** The API lists the newest models first and chat models only. */
function toModel(model: WireFields): ModelInfo[] {
  const id = textIn(model['id']);
  if (id === undefined) return [];
  return [{ id, displayName: textIn(model['display_name']) ?? id, ...toFacts(model) }];
}
