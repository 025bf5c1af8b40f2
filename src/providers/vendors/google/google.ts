// The `/web` entry: half the size, and none of Node's credential files or agents.
import { GoogleGenAI, type Model } from '@google/genai/web';
import type { ChatProvider, ModelInfo, ProviderOptions } from '../../provider.js';
import { readEvents } from './events.js';
import { toFacts } from './facts.js';
import { toRequest } from './request.js';
import { createVendorProvider, type VendorAdapter, type VendorCall } from '../../adapter/createVendorProvider.js';
import type { EndpointOptions } from '../../adapter/endpointOptions.js';
import { textIn } from '../../adapter/wireValues.js';
import { withoutEnvironment } from '../../transport/withoutEnvironment.js';

/** The most that the API gives per page. */
const modelsPerPage = 1000;
/** Models that chat in something else than text, or not at all. */
const otherwise = /embedding|\btts\b|-live|native-audio|transcribe|\baqa\b|imagen|veo|robotics|computer-use/;

/** Google's Gemini API. */
export function createProvider(options: ProviderOptions): ChatProvider {
  return createVendorProvider(options, createAdapter);
}

function createAdapter(options: EndpointOptions): VendorAdapter {
  const createClient = ({ exchange }: VendorCall): GoogleGenAI => {
    const { origin, version } = splitVersion(options.baseUrl ?? 'https://generativelanguage.googleapis.com');
    return withoutEnvironment(
      ['GOOGLE_', 'GEMINI_'],
      () =>
        new GoogleGenAI({
          ...(options.apiKey === undefined ? {} : { apiKey: options.apiKey }),
          // Given a fetch, the SDK brings no dispatcher of its own; given no retry options, it does not retry.
          httpOptions: {
            baseUrl: origin,
            fetch: exchange.fetch,
            ...(version === undefined ? {} : { apiVersion: version }),
          },
        }),
    );
  };

  return {
    vendor: 'Google',
    api: 'Gemini API',
    needsKey: true,
    async listModels(call) {
      const pager = await createClient(call).models.list({
        config: { pageSize: modelsPerPage, abortSignal: call.exchange.signal },
      });
      return pager.page.flatMap(toModel);
    },
    async *streamChat(request, call) {
      const { model, contents, config } = toRequest(request);
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
    },
  };
}

/** The SDK puts the version behind the base URL itself, while users know the address with it. */
function splitVersion(baseUrl: string): { origin: string; version: string | undefined } {
  const version = /\/(v\d+(?:alpha|beta)?\d*)$/.exec(baseUrl)?.[1];
  return { origin: version === undefined ? baseUrl : baseUrl.slice(0, -version.length - 1), version };
}

function toModel(model: Model): ModelInfo[] {
  const id = (textIn(model.name) ?? '').replace(/^models\//, '');
  if (
    id === '' ||
    otherwise.test(id) ||
    (Array.isArray(model.supportedActions) && !model.supportedActions.includes('generateContent'))
  )
    return [];
  return [{ id, displayName: model.displayName ?? id, ...toFacts(model) }];
}
