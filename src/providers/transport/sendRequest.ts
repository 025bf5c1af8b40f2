import { changedAddress, changedHeaders, type RequestChanges } from './endpointRequest.js';
import { isRedirect, redirectTarget } from './redirect.js';
import { networkError } from './networkFailure.js';
import { withoutFetchTimeouts } from './withoutFetchTimeouts.js';

export interface SentRequest {
  readonly response: Response;
  /** Who answered, after redirects. */
  readonly url: string;
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
  changes: RequestChanges,
  signal: AbortSignal,
): Promise<SentRequest> {
  const parts: RequestInit = { ...(await partsOf(input)), ...init };
  const outgoing: RequestInit = {
    ...parts,
    headers: changedHeaders(parts.headers, changes),
    redirect: 'manual',
    signal,
  };
  let url = changedAddress(input instanceof Request ? input.url : String(input), changes);
  for (let redirects = 0; ; redirects += 1) {
    const response = await fetchOnce(url, outgoing);
    const target = isRedirect(response) ? redirectTarget(response, url) : undefined;
    if (target === undefined || target.origin !== new URL(url).origin || redirects === mostRedirects)
      return { response, url };
    await response.body?.cancel();
    url = target.href;
  }
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
