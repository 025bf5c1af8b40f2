import { OpenAI } from 'openai';
import { retryWithoutRefusedParameters, type RefusedParameters } from '../../adapter/retryWithoutRefusedParameters.js';
import type { ChatProvider, ProviderOptions } from '../../provider.js';
import { createVendorProvider, type VendorAdapter, type VendorCall } from '../../adapter/createVendorProvider.js';
import type { EndpointOptions } from '../../adapter/endpointOptions.js';
import { readEvents } from './events.js';
import { responsesFormat } from './format.js';
import { toModels } from './models.js';
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
    vendor: 'OpenAI',
    api: 'Responses API',
    needsKey: true,
    format: responsesFormat,
    async listModels(call) {
      const response = await createClient(call).models.list({ signal: call.exchange.signal }).asResponse();
      return toModels(await response.json());
    },
    async *streamChat(request, call) {
      const { exchange, unknownEvents } = call;
      const client = createClient(call);
      const adapted = { exchange, model: request.model, refused, optional: optionalParameters };
      const stream = await retryWithoutRefusedParameters(adapted, (omit) =>
        client.responses.create(toRequestBody(request, omit), { signal: exchange.signal }),
      );
      yield* readEvents(stream, unknownEvents);
    },
  };
}
