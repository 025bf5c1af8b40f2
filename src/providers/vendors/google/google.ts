// The `/web` entry: half the size, and none of Node's credential files or agents.
import { GoogleGenAI } from '@google/genai/web';
import type { ChatProvider, ProviderOptions } from '../../provider.js';
import { readEvents } from './events.js';
import { geminiFormat } from './format.js';
import { readModels } from './models.js';
import { optionalParameters, toRequest } from './request.js';
import {
  retryWithoutRefusedParameters,
  type RefusedParameters,
} from '../../adapter/refusals/retryWithoutRefusedParameters.js';
import { createVendorProvider } from '../../adapter/createVendorProvider.js';
import type { VendorAdapter, VendorCall } from '../../adapter/vendorAdapter.js';
import type { EndpointOptions } from '../../adapter/endpointOptions.js';
import { withoutEnvironment } from '../../transport/withoutEnvironment.js';

/** The most that the API gives per page. */
const modelsPerPage = 1000;

/** Google's Gemini API. */
export function createProvider(options: ProviderOptions): ChatProvider {
  return createVendorProvider(options, createAdapter);
}

function createAdapter(options: EndpointOptions): VendorAdapter {
  const refused: RefusedParameters = new Map();
  const { origin, version } = splitVersion(options.baseUrl ?? 'https://generativelanguage.googleapis.com');

  const createClient = ({ exchange }: VendorCall): GoogleGenAI => {
    return withoutEnvironment(
      ['GOOGLE_', 'GEMINI_'],
      () =>
        new GoogleGenAI({
          ...(options.apiKey === undefined ? {} : { apiKey: options.apiKey }),
          // Given a fetch, the SDK brings no dispatcher of its own; given no retry options, it does not retry.
          httpOptions: {
            baseUrl: origin,
            fetch: exchange.fetch,
            apiVersion: version,
          },
        }),
    );
  };

  return {
    id: 'google',
    vendor: 'Google',
    api: 'Gemini API',
    gatewayApi: options.baseUrl === undefined ? undefined : 'Gemini API',
    needsKey: true,
    format: geminiFormat,
    // The SDK takes anything but its own kind of list for an empty one.
    async listModels({ exchange }) {
      const response = await exchange.fetch(`${origin}/${version}/models?pageSize=${modelsPerPage}`, {
        headers: { 'x-goog-api-key': options.apiKey ?? '' },
      });
      return readModels(response);
    },
    async *streamChat(request, call) {
      const adaptable = { exchange: call.exchange, request, refused, optional: optionalParameters };
      yield* retryWithoutRefusedParameters(adaptable, async function* (adapted, omit) {
        const { model, contents, config } = toRequest(adapted, omit);
        const stream = await createClient(call).models.generateContentStream({
          model,
          contents,
          config: {
            ...config,
            abortSignal: call.exchange.signal,
            // One request, one answer: whether to go on is not the SDK's to decide.
            automaticContinuation: false,
            automaticFunctionCalling: { disable: true },
          },
        });
        yield* readEvents(stream, call.unknownEvents);
      });
    },
  };
}

/** The SDK puts the version behind the base URL itself, while users know the address with it. */
function splitVersion(baseUrl: string): { origin: string; version: string } {
  const version = /\/(v\d+(?:alpha|beta)?\d*)$/.exec(baseUrl)?.[1];
  return version === undefined
    ? { origin: baseUrl, version: 'v1' }
    : { origin: baseUrl.slice(0, -version.length - 1), version };
}
