import { lookup as lookUp, type LookupAddress } from 'node:dns';
import type { IncomingMessage, RequestOptions } from 'node:http';
import type { LookupFunction } from 'node:net';
import { promisify } from 'node:util';
import { abortError } from '../../core/errors.js';
import { mediaTypeOf } from '../../core/fileType.js';
import { maximumAttachmentData } from '../limits.js';
import { checkedHost, type HostCheck } from './checkedHost.js';
import { pageAddress } from './pageAddress.js';
import { PageFailure } from './pageFailure.js';
import { readBody } from './readBody.js';
import { TimeBudget } from './timeBudget.js';

export interface FetchedPage {
  /** Where it was in the end. */
  readonly url: string;
  /** The header, or empty. */
  readonly contentType: string;
  readonly bytes: Uint8Array;
  /** There was more than was read. */
  readonly isCut: boolean;
}

/** What is read of a page of text, in bytes. */
const maximumPage = 5 * 1024 * 1024;
const maximumRedirects = 5;
/** For look-ups, redirects and reading together, without the time of questions to the user, in milliseconds. */
const timeLimitMs = 30_000;
/** Some servers answer nobody who does not begin like this. */
const userAgent = 'Mozilla/5.0 (compatible; SCOUT)';

const lookUpAll = promisify(lookUp);

function resolveAll(name: string): Promise<readonly LookupAddress[]> {
  return lookUpAll(name, { all: true });
}

/**
 * Reads a page, and nothing that it refers to: no cookies, no credentials, no cache. Every host is checked before it is asked, those of
 * redirects as well. `node:https` is what VS Code takes through the user's proxy; the proxy then looks the name up by itself.
 *
 * @returns `undefined` when the user declined
 * @throws PageFailure, `AbortError`
 */
export async function fetchPage(
  address: string,
  check: HostCheck,
  signal: AbortSignal,
  limitMs = timeLimitMs,
): Promise<FetchedPage | undefined> {
  const time = new TimeBudget(limitMs);
  const resolve = check.resolve ?? resolveAll;
  let url = pageAddress(address);
  let from: string | undefined;
  for (let redirects = 0; redirects <= maximumRedirects; redirects += 1) {
    if (signal.aborted) throw abortError();
    const lookup = await checkedHost(url.hostname, from, check, (name) => time.spend(signal, () => resolve(name)));
    if (lookup === undefined) return undefined;
    const asked = url;
    const answer = await time.spend(signal, (either) => fetchOnce(asked, lookup, either));
    if (!('location' in answer)) return { ...answer, url: url.href };
    from = url.hostname;
    url = pageAddress(answer.location, url);
  }
  throw new PageFailure('redirects', String(maximumRedirects));
}

async function fetchOnce(
  url: URL,
  lookup: LookupFunction,
  signal: AbortSignal,
): Promise<Omit<FetchedPage, 'url'> | { readonly location: string }> {
  const response = await respond(url, lookup, signal);
  const { statusCode = 0, headers } = response;
  try {
    if (statusCode >= 300 && statusCode < 400 && headers.location !== undefined) return { location: headers.location };
    if (statusCode < 200 || statusCode >= 300) throw new PageFailure('status', String(statusCode));
    const contentType = headers['content-type'] ?? '';
    const body = await readBody(response, url.host, (head) => limitOf(contentType, head), signal);
    if (body.isCut && isWhole(contentType, body.bytes))
      throw new PageFailure('too-large', String(maximumAttachmentData));
    return { contentType, ...body };
  } finally {
    response.destroy();
  }
}

/** Files make no sense without their ends, and may be as large as any other that is attached. */
function limitOf(contentType: string, head: Uint8Array): number {
  return isWhole(contentType, head) ? maximumAttachmentData : maximumPage;
}

function isWhole(contentType: string, head: Uint8Array): boolean {
  return mediaTypeOf(head) !== undefined || /^\s*(?:application\/pdf|image\/(?!svg))/iu.test(contentType);
}

async function respond(url: URL, lookup: LookupFunction, signal: AbortSignal): Promise<IncomingMessage> {
  const { request } = url.protocol === 'https:' ? await import('node:https') : await import('node:http');
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const options: RequestOptions = {
    lookup,
    signal,
    // A connection of its own: one that is kept open may lead to an address that was not checked.
    agent: false,
    headers: {
      'user-agent': userAgent,
      accept: 'text/html,text/*,application/json,application/pdf,*/*;q=0.5',
      'accept-encoding': 'gzip, br, deflate',
    },
  };
  request(url, options, resolve)
    .once('error', (error) => reject(failureOf(error, url)))
    .end();
  return promise;
}

function failureOf(error: NodeJS.ErrnoException, { host }: URL): PageFailure {
  const code = error.code ?? '';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return new PageFailure('not-found', host);
  if (/CERT|TLS|SSL|SELF_SIGNED|ISSUER|ALTNAME/u.test(code)) return new PageFailure('certificate', host);
  return new PageFailure('unreachable', host);
}
