import type { IncomingHttpHeaders } from 'node:http';
import type { VendorReply } from './vendor.js';

/** A request as one of the vendors' wires takes it. */
export interface MountedRequest {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
}

/** The header in which the simulated gateway wants the key. */
export const gatewayKeyHeader = 'x-gateway-key';

const credentials = ['authorization', 'api-key', 'x-api-key', 'x-goog-api-key'];

/**
 * Servers that stand before a vendor's API, each with its own way to take a key, below paths of their own: `/azure/openai/v1`,
 * `/azure/openai/deployments/<name>`, `/openrouter/api/v1`, `/ollama/v1`, and `/gateway/<vendor>/v1` for every vendor. Returns what the vendor
 * behind it gets, the server's own refusal, or `undefined` where the path is none of theirs.
 */
export function throughMount(
  url: URL,
  headers: IncomingHttpHeaders,
  acceptedKey: string,
): MountedRequest | VendorReply | undefined {
  const [, mount, rest = ''] = /^\/(azure|openrouter|ollama|gateway)\/(.+)$/u.exec(url.pathname) ?? [];
  switch (mount) {
    case 'azure':
      return azure(url, rest, headers, acceptedKey);
    case 'openrouter':
      // https://openrouter.ai/docs/api-reference/authentication: the key as a Bearer token.
      return headers.authorization === `Bearer ${acceptedKey}`
        ? { path: `/compatible/${rest.replace(/^api\//u, '')}`, headers }
        : refusal(401, 'No auth credentials found');
    case 'ollama':
      // https://docs.ollama.com/api/openai-compatibility: a key is required by clients and ignored.
      return { path: `/compatible/${rest}`, headers: without(headers) };
    case 'gateway':
      return gateway(rest, headers, acceptedKey);
    default:
      return undefined;
  }
}

/** https://learn.microsoft.com/azure/ai-foundry/openai/reference: `api-key`, and a dated `api-version` below `/deployments`. */
function azure(
  url: URL,
  rest: string,
  headers: IncomingHttpHeaders,
  acceptedKey: string,
): MountedRequest | VendorReply {
  const call = /^openai\/(?:v1|deployments\/([^/]+))\/(.+)$/u.exec(rest);
  if (call === null) return refusal(404, 'Resource not found');
  const [, deployment, operation] = call;
  const isDated = deployment !== undefined;
  if (isDated && (!/^\d{4}-\d\d-\d\d/u.test(url.searchParams.get('api-version') ?? '') || operation === 'models'))
    return refusal(404, 'Resource not found');
  if (headers['api-key'] !== acceptedKey)
    return refusal(401, 'Access denied due to invalid subscription key or wrong API endpoint.');
  return {
    path: `/compatible/v1/${operation}`,
    headers: { ...without(headers), authorization: `Bearer ${acceptedKey}` },
  };
}

/** A company's gateway: a header of its own, and no second key beside it. */
function gateway(rest: string, headers: IncomingHttpHeaders, acceptedKey: string): MountedRequest | VendorReply {
  if (headers[gatewayKeyHeader] !== acceptedKey) return refusal(401, 'The gateway needs its key.');
  if (credentials.some((name) => headers[name] !== undefined)) return refusal(400, 'There is a second key.');
  const own = rest.startsWith('google/')
    ? { 'x-goog-api-key': acceptedKey }
    : { authorization: `Bearer ${acceptedKey}` };
  return { path: `/${rest}`, headers: { ...headers, ...own } };
}

function without(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !credentials.includes(name)));
}

function refusal(status: number, message: string): VendorReply {
  return { status, body: { error: { code: String(status), message } } };
}
