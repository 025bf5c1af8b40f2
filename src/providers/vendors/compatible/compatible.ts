import { OpenAI } from 'openai';
import type { ChatCompletionCreateParamsStreaming } from 'openai/resources/chat/completions';
import { ScoutError } from '../../../core/errors.js';
import {
  retryWithoutRefusedParameters,
  type RefusedParameters,
} from '../../adapter/refusals/retryWithoutRefusedParameters.js';
import { readEvents } from '../../adapter/chatCompletions/events.js';
import { completionsFormat } from '../../adapter/chatCompletions/format.js';
import { readModels } from '../../adapter/chatCompletions/models.js';
import { optionalParameters, toRequestBody } from '../../adapter/chatCompletions/request.js';
import type { CompletionsChunk } from '../../adapter/chatCompletions/wire.js';
import { hostOf } from '../../transport/networkFailure.js';
import type { ChatProvider, ProviderOptions } from '../../provider.js';
import { createVendorProvider } from '../../adapter/createVendorProvider.js';
import type { VendorAdapter } from '../../adapter/vendorAdapter.js';
import { documentFetch } from '../../adapter/refusals/documentFetch.js';
import type { EndpointOptions } from '../../adapter/endpointOptions.js';
import { withoutEnvironment } from '../../transport/withoutEnvironment.js';

/** `HttpExchange` ends what has gone silent; the SDK's own limit covers the headers only. The longest a timer can wait, in milliseconds. */
const noTimeout = 2 ** 31 - 1;

/** Any server that speaks OpenAI's Chat Completions: Ollama, LM Studio, vLLM, llama.cpp, company gateways. */
export function createProvider(options: ProviderOptions): ChatProvider {
  return createVendorProvider(options, createAdapter);
}

function createAdapter(options: EndpointOptions): VendorAdapter {
  const refused: RefusedParameters = new Map();
  // Users know their server by its address.
  const vendor = options.baseUrl ? hostOf(options.baseUrl) : 'The server';

  const createClient = (fetch: typeof globalThis.fetch): OpenAI => {
    const { apiKey, baseUrl } = options;
    if (!baseUrl)
      throw new ScoutError(
        'invalid-request',
        'The base URL of the OpenAI-compatible server is not set. Set it in the settings.',
        { fault: 'address' },
      );
    return withoutEnvironment(
      ['OPENAI_'],
      () =>
        new OpenAI({
          // The SDK insists on a key; the header is left out where there is none.
          apiKey: apiKey ?? 'none',
          defaultHeaders: apiKey ? {} : { authorization: null },
          baseURL: baseUrl,
          fetch,
          maxRetries: 0,
          timeout: noTimeout,
          logLevel: 'off',
        }),
    );
  };

  return {
    id: 'compatible',
    vendor,
    api: 'Chat Completions API',
    needsKey: false,
    format: completionsFormat,
    async listModels({ exchange }) {
      const response = await createClient(exchange.fetch).models.list({ signal: exchange.signal }).asResponse();
      return readModels(response);
    },
    async *streamChat(request, { exchange, unknownEvents, hold }) {
      const adaptable = { exchange, request, refused, optional: optionalParameters };
      const reading = { id: 'compatible', vendor, unknownEvents, hold, isDone: () => exchange.isDone } as const;
      yield* retryWithoutRefusedParameters(adaptable, async function* (adapted, omit) {
        const client = createClient(omit.has('stream') ? documentFetch(exchange.fetch) : exchange.fetch);
        const body = toRequestBody(adapted, omit) as ChatCompletionCreateParamsStreaming;
        const stream = await client.chat.completions.create(body, { signal: exchange.signal });
        yield* readEvents(stream as AsyncIterable<CompletionsChunk>, reading);
      });
    },
  };
}
