import type { ScoutError } from '../../core/errors.js';
import { isWebPage } from './contentType.js';
import { absentApiError, isAbsent, noModelListError, redirectError, refusingWebPageError } from './exchangeErrors.js';
import type { HttpExchangeOptions } from './httpExchangeOptions.js';
import { proxyAuthenticationError } from './proxyFailure.js';
import { vendorError } from './vendorError.js';
import { readVendorFailure } from './vendorFailure.js';

/** Of an error's body only this much is read, in characters. */
const maximumErrorLength = 64 * 1024;
/** And only for so long, in milliseconds, or for the longest silence. */
const errorBodyMs = 5_000;

/**
 * Why a server has not accepted a request.
 * @param readText reads its reason; not called where nothing of it counts
 */
export async function refusalIn(
  response: Response,
  url: string,
  { vendor, expects, gatewayApi }: Pick<HttpExchangeOptions, 'vendor' | 'expects' | 'gatewayApi'>,
  readText: () => Promise<string>,
): Promise<ScoutError> {
  const { status } = response;
  if (status >= 300 && status < 400) {
    await response.body?.cancel();
    return redirectError(response, url);
  }
  const text = await readText();
  if (status === 407) return proxyAuthenticationError();
  if (expects === 'json' && isAbsent(response)) return noModelListError(url, status);
  const api = isAbsent(response) ? gatewayApi : undefined;
  if (status < 500 && isWebPage(response) && api === undefined) return refusingWebPageError(url, status);
  const failure = readVendorFailure(text, status);
  const error = vendorError(vendor, failure, response.headers);
  // An API that is there may have a reason of its own, such as a model that it does not know.
  return api === undefined || error.code !== 'invalid-request' ? error : absentApiError(url, status, api);
}

/**
 * The beginning of a text that says why. Never rejects: half an explanation is better than none, the status speaks for itself.
 * @param idleTimeoutMs longest silence of the server
 */
export async function readErrorText(body: ReadableStream<Uint8Array>, idleTimeoutMs: number): Promise<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  const begun = performance.now();
  const longest = Math.min(errorBodyMs, idleTimeoutMs);
  let text = '';
  try {
    while (text.length < maximumErrorLength && performance.now() - begun < longest) {
      const { done, value } = await reader.read();
      if (done) break;
      text += decoder.decode(value, { stream: true });
    }
  } catch {
    // Told above.
  }
  void reader.cancel().catch(() => undefined);
  return text;
}
