import { ScoutError } from '../../core/errors.js';
import { hostOf } from './networkFailure.js';

/** The statuses that name another address (RFC 9110, 15.4). */
const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** A redirect is not followed: it would carry the key to another host. Other statuses of its class, such as 304, answer nothing that was asked. */
export function redirectError(response: Response, url: string): ScoutError {
  const { status, headers } = response;
  const location = headers.get('location');
  const target = location === null || !redirects.has(status) ? null : URL.parse(location, url);
  return new ScoutError(
    'network',
    target === null
      ? `${hostOf(url)} sent no answer, but HTTP ${status}. Check the proxy and the base URL.`
      : `${hostOf(url)} redirects to ${hostOf(target.href)}. Check for a proxy login page or an outdated base URL.`,
  );
}

/** HTTP 407. */
export function proxyAuthenticationError(): ScoutError {
  return new ScoutError('network', 'The proxy requires authentication (HTTP 407).');
}

/** A web page with a status of success: most often the login page of a proxy. */
export function webPageError(url: string): ScoutError {
  return new ScoutError(
    'network',
    `${hostOf(url)} sent a web page instead of an answer. Check for a proxy login page.`,
  );
}

/** A web page that explains a refusal: what refused was no API. */
export function refusingWebPageError(url: string, status: number): ScoutError {
  return new ScoutError(
    'network',
    `${hostOf(url)} sent a web page instead of an answer (HTTP ${status}). Check the proxy and the base URL.`,
  );
}

/** @param limit in bytes */
export function eventTooLargeError(vendor: string, limit: number): ScoutError {
  return new ScoutError('invalid-response', `${vendor} sent a single event larger than ${limit / 1024 / 1024} MB.`);
}

/** @param expects what would have had to be parsed as a whole */
export function tooManyValuesError(vendor: string, expects: 'events' | 'json'): ScoutError {
  return new ScoutError(
    'invalid-response',
    `${vendor} sent ${expects === 'events' ? 'a single event' : 'a document'} with too many values.`,
  );
}

/** The connection ended while the body was read. */
export function connectionLostError(vendor: string, expects: 'events' | 'json', cause: unknown): ScoutError {
  return expects === 'events'
    ? new ScoutError('stream-truncated', `The connection to ${vendor} was lost before the answer was complete.`, {
        retryable: true,
        cause,
      })
    : new ScoutError('network', `The connection to ${vendor} was lost.`, { retryable: true, cause });
}

/** @param isBegun whether a part of the stream had arrived */
export function silenceError(vendor: string, idleTimeoutMs: number, isBegun: boolean): ScoutError {
  const seconds = Math.round(idleTimeoutMs / 100) / 10;
  return isBegun
    ? new ScoutError('stream-truncated', `${vendor} stopped sending: nothing received for ${seconds} s.`, {
        retryable: true,
      })
    : new ScoutError('network', `${vendor} did not respond within ${seconds} s.`, { retryable: true });
}
