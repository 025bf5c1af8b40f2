import type { ScoutError } from '../../core/errors.js';
import { isWebPage } from './contentType.js';
import { absentApiError, isAbsent, noModelListError, redirectError, refusingWebPageError } from './exchangeErrors.js';
import type { HttpExchangeOptions } from './httpExchangeOptions.js';
import { proxyAuthenticationError } from './proxyFailure.js';
import { vendorError } from './vendorError.js';
import { readVendorFailure, type VendorFailure } from './vendorFailure.js';

/** Of an error's body only this much is read, in characters. */
const maximumErrorLength = 64 * 1024;
/** And only for so long, in milliseconds, or for the longest silence. */
const errorBodyMs = 5_000;

export interface Refusal {
  readonly error: ScoutError;
  /** What the vendor itself said; `undefined` where something else refused the request. */
  readonly failure: VendorFailure | undefined;
}

/**
 * Why a server has not accepted a request.
 * @param readText reads its reason; not called where nothing of it counts
 */
export async function refusalIn(
  response: Response,
  url: string,
  { vendor, expects, gatewayApi }: Pick<HttpExchangeOptions, 'vendor' | 'expects' | 'gatewayApi'>,
  readText: () => Promise<string>,
): Promise<Refusal> {
  const { status } = response;
  if (status >= 300 && status < 400) {
    await response.body?.cancel();
    return { error: redirectError(response, url), failure: undefined };
  }
  const text = await readText();
  if (status === 407) return { error: proxyAuthenticationError(), failure: undefined };
  if (expects === 'json' && isAbsent(response)) return { error: noModelListError(url, status), failure: undefined };
  const api = isAbsent(response) ? gatewayApi : undefined;
  if (status < 500 && isWebPage(response) && api === undefined)
    return { error: refusingWebPageError(url, status), failure: undefined };
  const failure = readVendorFailure(text, status);
  const error = vendorError(vendor, failure, response.headers);
  // An API that is there may have a reason of its own, such as a model that it does not know.
  const isApiAbsent = api !== undefined && error.code === 'invalid-request';
  return { error: isApiAbsent ? absentApiError(url, status, api) : error, failure };
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
