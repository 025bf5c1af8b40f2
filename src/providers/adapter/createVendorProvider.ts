import { abortError, ScoutError } from '../../core/errors.js';
import { checkedModels } from './answer/checkedEvents.js';
import { checkCredentials, endpointOptions, type EndpointOptions } from './endpointOptions.js';
import { createHold } from './answer/heldCharacters.js';
import { createRetirementLog } from './modelList/retirementLog.js';
import { sendableRequest } from './request/sendableRequest.js';
import { guardStream, translate } from './streamGuard.js';
import { createUnknownEventLog } from './unknownEventLog.js';
import type { VendorAdapter, VendorCall } from './vendorAdapter.js';
import { withoutPrompt } from './withoutPrompt.js';
import { HttpExchange } from '../transport/httpExchange.js';
import type { ChatProvider, ProviderOptions } from '../provider.js';

/**
 * Makes a `ChatProvider` of a vendor’s adapter: the rules of the port that are the same for every vendor.
 * @param createAdapter is given options without user and password in the address
 */
export function createVendorProvider(
  given: ProviderOptions,
  createAdapter: (options: EndpointOptions) => VendorAdapter,
): ChatProvider {
  const options = endpointOptions(given);
  const { request, name } = options;
  // Some SDKs refuse to work without a key; `changes` takes out of every request what they make of this one.
  const made = createAdapter(request === undefined ? options : { ...options, apiKey: options.apiKey ?? 'none' });
  const adapter = { ...made, vendor: name ?? made.vendor };
  const disposed = new AbortController();
  const startEventLog = createUnknownEventLog(adapter.vendor, options.logger);
  const retirements = createRetirementLog(adapter.vendor, options.logger);

  const open = (expects: 'events' | 'json', signal: AbortSignal): VendorCall => {
    if (signal.aborted || disposed.signal.aborted) throw abortError();
    if (adapter.needsKey && !options.apiKey && request === undefined) {
      throw new ScoutError('missing-api-key', `No API key is set for ${adapter.vendor}.`);
    }
    checkCredentials(adapter.vendor, options);
    return {
      exchange: exchangeFor(adapter, options, expects, AbortSignal.any([signal, disposed.signal])),
      unknownEvents: startEventLog(),
      hold: createHold(adapter.vendor),
    };
  };

  return {
    async listModels(signal) {
      const call = open('json', signal);
      try {
        const models = await checkedModels(await adapter.listModels(call));
        if (signal.aborted || disposed.signal.aborted) throw abortError();
        return retirements.learn(models);
      } catch (error) {
        throw translate(error, adapter, call, signal.aborted || disposed.signal.aborted);
      } finally {
        call.exchange.close();
      }
    },

    async *streamChat(request, signal) {
      const call = open('events', signal);
      retirements.asked(request.model);
      const stopped = (): boolean => signal.aborted || disposed.signal.aborted;
      try {
        yield* guardStream(adapter, sendableRequest(request, adapter.id, adapter.vendor), call, stopped);
      } catch (error) {
        throw error instanceof ScoutError ? await withoutPrompt(error, request) : error;
      } finally {
        call.exchange.close();
      }
    },

    dispose() {
      disposed.abort();
    },
  };
}

function exchangeFor(
  { vendor, gatewayApi, format, eventMarks }: VendorAdapter,
  { changes, idleTimeoutMs, logger }: EndpointOptions,
  expects: 'events' | 'json',
  caller: AbortSignal,
): HttpExchange {
  return new HttpExchange(
    {
      vendor,
      changes,
      gatewayApi,
      idleTimeoutMs,
      logger,
      expects,
      format,
      eventMarks,
    },
    caller,
  );
}
