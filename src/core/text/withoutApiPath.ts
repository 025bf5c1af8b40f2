/** What APIs have below their base URL: OpenAI's, Anthropic's, and Google's `models/<model>:<method>`. */
const operation = /\/(?:chat\/completions|completions|responses|messages|models(?:\/[^/]+:[a-z]+)?)\/*$/iu;
/** The base URL of these ends with `/models` (https://learn.microsoft.com/azure/ai-foundry/foundry-models/how-to/inference). */
const modelsIsBase = /\.services\.ai\.azure\.com$/u;

/**
 * The base URL in an address that was copied with the path of one request at its end, such as `/v1/chat/completions`; others as they are.
 * Without a slash at the end; the query stays, the fragment, which is never sent, does not.
 * @param address any text; what is no URL is returned unchanged
 */
export function withoutApiPath(address: string): string {
  const url = URL.parse(address);
  if (url === null || !/^https?:$/u.test(url.protocol)) return address;
  const isBase = modelsIsBase.test(url.hostname) && /\/models\/*$/u.test(url.pathname);
  const path = isBase ? url.pathname : url.pathname.replace(operation, '');
  if (path === url.pathname && url.hash === '') return address;
  url.pathname = path;
  url.hash = '';
  return url.href.replace(/\/+(?=$|\?)/u, '');
}
