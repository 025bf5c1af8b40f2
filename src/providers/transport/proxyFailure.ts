import { isIP } from 'node:net';
import { ScoutError } from '../../core/errors.js';

const advice = 'Check the proxy in VS Code’s settings ("http.proxy") or in the environment (HTTPS_PROXY).';
/** Of a proxy that may do better a moment later. */
const passing: ReadonlySet<number> = new Set([500, 502, 503, 504]);
/** Why no connection to a proxy came about. */
const failures: readonly (readonly [RegExp, string])[] = [
  [/^ECONNREFUSED$/, 'refused the connection'],
  [/^(?:ENOTFOUND|EAI_AGAIN)$/, 'could not be found'],
  [/TIMEOUT|ETIMEDOUT/, 'did not respond in time'],
  [/^(?:ENETUNREACH|EHOSTUNREACH|ENETDOWN)$/, 'is not reachable from this network'],
];

/**
 * A request that failed at a proxy; `undefined` for any other.
 * @param causes of an error of `fetch`, the outermost first
 * @param code the innermost one
 */
export function proxyError(
  causes: readonly Error[],
  code: string,
  url: string,
  cause: unknown,
): ScoutError | undefined {
  if (isUnexplained(causes)) return proxyAuthenticationError();
  const status = causes.map(connectStatus).find((found) => found !== undefined);
  if (status === 407) return proxyAuthenticationError();
  const target = URL.parse(url);
  if (target === null) return undefined;
  if (status !== undefined) {
    const what = status === 403 ? 'does not allow connections' : 'could not connect';
    return new ScoutError('network', `The proxy ${what} to ${target.host} (HTTP ${status}). ${advice}`, {
      retryable: passing.has(status),
      cause,
    });
  }
  const peer = causes.map((error) => otherPeer(error, target)).find((found) => found !== undefined);
  const failure = failures.find(([pattern]) => pattern.test(code))?.[1];
  if (peer === undefined || failure === undefined) return undefined;
  return new ScoutError('network', `The proxy ${peer} ${failure}. ${advice}`, { retryable: true, cause });
}

/** HTTP 407, of the proxy itself or in its place. */
export function proxyAuthenticationError(): ScoutError {
  return new ScoutError(
    'network',
    'The proxy requires authentication (HTTP 407). Sign in to the proxy, or put user and password into VS Code’s setting "http.proxy".',
  );
}

/** The Fetch standard makes an answer of 407 a network error without a reason, and with `redirect: 'manual'` nothing else (undici, lib/web/fetch). */
function isUnexplained(causes: readonly Error[]): boolean {
  const [outer, inner] = causes;
  return causes.length === 2 && outer?.message === 'fetch failed' && inner?.message === '' && !('code' in inner);
}

/** What a proxy answered to CONNECT: undici's words, and VS Code's imitation of them. */
function connectStatus({ message }: Error): number | undefined {
  const status = /^Proxy response \((\d{3})\)/u.exec(message)?.[1];
  return status === undefined ? undefined : Number(status);
}

/** Whom a connection was meant for, if that is not the server; then it is a proxy. */
function otherPeer(error: Error, target: URL): string | undefined {
  const { hostname, address, port, message } = error as Error & Readonly<Record<string, unknown>>;
  const host = target.hostname.replace(/^\[|\]$/gu, '');
  if (typeof hostname === 'string') return hostname === host ? undefined : hostname;
  const attempted = /attempted address(?:es)?: (\S+):(\d+)/u.exec(message);
  const peerHost = typeof address === 'string' ? address : attempted?.[1];
  const peerPort = typeof port === 'number' ? port : Number(attempted?.[2]);
  if (peerHost === undefined || Number.isNaN(peerPort)) return undefined;
  const isOtherHost = isIP(host) !== 0 && isIP(peerHost) !== 0 && peerHost !== host;
  return isOtherHost || peerPort !== portOf(target) ? `${peerHost}:${peerPort}` : undefined;
}

function portOf({ port, protocol }: URL): number {
  return port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port);
}
