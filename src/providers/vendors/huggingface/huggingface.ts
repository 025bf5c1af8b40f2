import { chatCompletionStream } from '@huggingface/inference';
import { ScoutError } from '../../../core/errors.js';
import {
  retryWithoutRefusedParameters,
  type RefusedParameters,
} from '../../adapter/refusals/retryWithoutRefusedParameters.js';
import { readEvents } from '../../adapter/chatCompletions/events.js';
import { completionsFormat } from '../../adapter/chatCompletions/format.js';
import { optionalParameters, toRequestBody } from '../../adapter/chatCompletions/request.js';
import type { CompletionsChunk } from '../../adapter/chatCompletions/wire.js';
import { readModels } from './models.js';
import type { ChatProvider, ProviderOptions } from '../../provider.js';
import { createVendorProvider } from '../../adapter/createVendorProvider.js';
import type { VendorAdapter } from '../../adapter/vendorAdapter.js';
import { documentFetch } from '../../adapter/refusals/documentFetch.js';
import type { EndpointOptions } from '../../adapter/endpointOptions.js';

const vendor = 'Hugging Face';

/** Hugging Face's router, which passes Chat Completions on to whichever company runs the model. */
export function createProvider(options: ProviderOptions): ChatProvider {
  return createVendorProvider(options, createAdapter);
}

function createAdapter(options: EndpointOptions): VendorAdapter {
  const refused: RefusedParameters = new Map();
  const baseUrl = options.baseUrl ?? 'https://router.huggingface.co/v1';

  return {
    id: 'huggingface',
    vendor,
    api: 'Chat Completions API',
    needsKey: true,
    format: completionsFormat,
    // The SDK has no call for the router's own list.
    async listModels({ exchange }) {
      const response = await exchange.fetch(`${baseUrl}/models`, {
        headers: { authorization: `Bearer ${options.apiKey}` },
      });
      return readModels(response);
    },
    async *streamChat(request, { exchange, unknownEvents, hold }) {
      const adaptable = { exchange, request, refused, optional: optionalParameters };
      const reading = { id: 'huggingface', vendor, unknownEvents, hold, isDone: () => exchange.isDone } as const;
      yield* retryWithoutRefusedParameters(adaptable, async function* (adapted, omit) {
        const events = chatCompletionStream(
          // With an address given, the SDK asks nobody else where the model runs, and takes any kind of key.
          { ...toRequestBody(adapted, omit), accessToken: options.apiKey, endpointUrl: baseUrl } as Parameters<
            typeof chatCompletionStream
          >[0],
          // By default the SDK repeats a 503 for ever, without a pause.
          {
            fetch: omit.has('stream') ? documentFetch(exchange.fetch) : exchange.fetch,
            signal: exchange.signal,
            retry_on_error: false,
          },
        );
        yield* readEvents(chunksOf(events), reading);
      });
    },
  };
}

async function* chunksOf(events: AsyncIterable<unknown>): AsyncGenerator<CompletionsChunk, void, undefined> {
  for await (const event of events) yield asChunk(event);
}

/** The SDK passes whatever JSON it finds. */
function asChunk(event: unknown): CompletionsChunk {
  if (typeof event === 'object' && event !== null) return event;
  throw new ScoutError('invalid-response', `${vendor} sent data that could not be read.`, { retryable: true });
}
