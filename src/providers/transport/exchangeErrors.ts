import { ScoutError } from '../../core/errors.js';
import { hostOf } from './networkFailure.js';
import { isRedirect, redirectTarget } from './redirect.js';

/** Names an address to look at instead (RFC 9110, 15.4.4). */
const seeOther = 303;

/** A redirect that is not followed, or another status of its class, such as 304, which answers nothing that was asked. */
export function redirectError(response: Response, url: string): ScoutError {
  const { status } = response;
  const host = hostOf(url);
  const target = isRedirect(response) || status === seeOther ? redirectTarget(response, url) : undefined;
  return new ScoutError('network', redirectSentence(status, host, url, target));
}

function redirectSentence(status: number, host: string, url: string, target: URL | undefined): string {
  if (target === undefined) return `${host} sent no answer, but HTTP ${status}. Check the proxy and the base URL.`;
  if (target.origin === new URL(url).origin)
    return `${host} ${status === seeOther ? 'redirects to another page' : 'redirects again and again'} (HTTP ${status}). Check for a proxy login page or an outdated base URL.`;
  // From http to https, or to another port: only the whole origin shows a difference.
  if (target.hostname === new URL(url).hostname)
    return `${host} redirects to ${target.origin}, where SCOUT sends nothing by itself. Use that address in the base URL.`;
  return `${host} redirects to ${target.host}. Check for a proxy login page or an outdated base URL.`;
}

/** What servers answer where they have nothing of the kind. */
const absent: ReadonlySet<number> = new Set([404, 405, 501]);

/** Whether a server has not even a path for what was asked. */
export function isAbsent({ status }: Response): boolean {
  return absent.has(status);
}

/** Many servers have no list; nothing is wrong with the address at which they chat. */
export function noModelListError(url: string, status: number): ScoutError {
  return new ScoutError(
    'invalid-request',
    `${hostOf(url)} has no list of models (HTTP ${status}). Type the name of the model instead. If chatting fails as well, check the base URL.`,
  );
}

/** @param api that a server of the user's own does not have, though it takes the vendor's place */
export function absentApiError(url: string, status: number, api: string): ScoutError {
  return new ScoutError(
    'invalid-request',
    `${hostOf(url)} has no ${api} at this address (HTTP ${status}). Check the base URL. A server that speaks only Chat Completions has to be set up as an OpenAI-compatible one.`,
    { fault: 'nothing-at-address' },
  );
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

/**
 * What the server has received it may still be busy with: it is not asked again by itself. Where nothing could be sent, `networkError` says so.
 * @param isBegun whether a part of the stream had arrived
 */
export function silenceError(vendor: string, idleTimeoutMs: number, isBegun: boolean): ScoutError {
  const seconds = Math.round(idleTimeoutMs / 100) / 10;
  return isBegun
    ? new ScoutError('stream-truncated', `${vendor} stopped sending: nothing received for ${seconds} s.`)
    : new ScoutError('network', `${vendor} did not respond within ${seconds} s.`);
}
