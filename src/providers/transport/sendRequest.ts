import { isRedirect, redirectTarget } from './redirect.js';
import { networkError } from './networkFailure.js';
import { withoutFetchTimeouts } from './withoutFetchTimeouts.js';

export interface SentRequest {
  readonly response: Response;
  /** Who answered, after redirects. */
  readonly url: string;
}

/** What the base URL holds besides an address. */
export interface AddressParts {
  /** In place of the header `authorization` of the SDK, if any. */
  readonly basicAuthorization: string | undefined;
  /** Without `?`. */
  readonly addressQuery: string;
}

/** FastAPI moves a request once, to the path with a slash or without; a few are enough for everybody. */
const mostRedirects = 3;

/**
 * Sends a request of an SDK, and once more, method and body included, to where a server moves it within its own origin. A redirect to
 * another origin is returned as it is: following it would carry the key there. `globalThis.fetch` is looked up at every call: VS Code
 * replaces it for proxies.
 *
 * Throws `network` when there is no answer, whoever aborted the signal.
 */
export async function sendRequest(
  input: string | URL | Request,
  init: RequestInit | undefined,
  { basicAuthorization, addressQuery }: AddressParts,
  signal: AbortSignal,
): Promise<SentRequest> {
  const outgoing: RequestInit = { ...(await partsOf(input)), ...init, redirect: 'manual', signal };
  if (basicAuthorization !== undefined) {
    const headers = new Headers(outgoing.headers);
    headers.set('authorization', basicAuthorization);
    outgoing.headers = headers;
  }
  let url = withQuery(input instanceof Request ? input.url : String(input), addressQuery);
  for (let redirects = 0; ; redirects += 1) {
    const response = await fetchOnce(url, outgoing);
    const target = isRedirect(response) ? redirectTarget(response, url) : undefined;
    if (target === undefined || target.origin !== new URL(url).origin || redirects === mostRedirects)
      return { response, url };
    await response.body?.cancel();
    url = target.href;
  }
}

/** Parameters of the SDK's own win. */
function withQuery(address: string, query: string): string {
  if (query === '') return address;
  const url = new URL(address);
  const known = new Set(url.searchParams.keys());
  for (const [name, value] of new URLSearchParams(query)) if (!known.has(name)) url.searchParams.append(name, value);
  return url.href;
}

async function fetchOnce(url: string, init: RequestInit): Promise<Response> {
  try {
    return await withoutFetchTimeouts(() => globalThis.fetch(url, init));
  } catch (error) {
    throw networkError(error, url);
  }
}

/** The body of a `Request` could be sent only once. */
async function partsOf(input: string | URL | Request): Promise<RequestInit> {
  if (!(input instanceof Request)) return {};
  const { method, headers } = input;
  return { method, headers, ...(input.body === null ? {} : { body: await input.arrayBuffer() }) };
}
