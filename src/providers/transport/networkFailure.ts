import { ScoutError } from '../../core/errors.js';
import { proxyError } from './proxyFailure.js';
import { tlsError } from './tlsFailure.js';

/** What Node and undici call it, and what a person is shown. */
const reasons: readonly (readonly [RegExp, (host: string, isPlain: boolean) => string])[] = [
  [/^ECONNREFUSED$/, (host) => `${host} refused the connection. Is the server running?`],
  [/^(?:ENOTFOUND|EAI_AGAIN)$/, (host) => `${host} could not be found. Check the internet connection.`],
  [/TIMEOUT|ETIMEDOUT/, (host) => `${host} did not respond in time.`],
  [
    /^(?:ECONNRESET|EPIPE|UND_ERR_SOCKET)$/,
    (host, isPlain) =>
      `The connection to ${host} was closed before a response arrived.${isPlain ? ' A server that uses TLS has an address that starts with https://.' : ''}`,
  ],
  [
    /^(?:ENETUNREACH|EHOSTUNREACH|ENETDOWN)$/,
    (host) => `${host} is not reachable from this network. Check the internet connection.`,
  ],
];

/**
 * A request that got no answer, as a `ScoutError`.
 * @param url of the request; only its host is shown
 */
export function networkError(error: unknown, url: string): ScoutError {
  const host = hostOf(url);
  const causes = causesOf(error);
  const code = codeOf(causes);
  return (
    proxyError(causes, code, url, error) ??
    tlsError(code, host, error) ??
    addressError(causes, url, error) ??
    new ScoutError('network', sentenceFor(code, host, url), {
      // It had the whole request and may still be busy with it.
      retryable: code !== 'UND_ERR_HEADERS_TIMEOUT',
      cause: error,
    })
  );
}

function sentenceFor(code: string, host: string, url: string): string {
  const reason = reasons.find(([pattern]) => pattern.test(code))?.[1];
  return reason?.(host, url.startsWith('http:')) ?? `${host} could not be reached${code === '' ? '' : ` (${code})`}.`;
}

/** What no repetition can help. undici has no codes for these. */
function addressError(causes: readonly Error[], url: string, cause: unknown): ScoutError | undefined {
  // https://fetch.spec.whatwg.org/#port-blocking; Chromium calls it ERR_UNSAFE_PORT.
  if (causes.some(({ message }) => message === 'bad port' || message.includes('ERR_UNSAFE_PORT'))) {
    const { port } = new URL(url);
    return new ScoutError(
      'network',
      `Port ${port} is one of those that are blocked for web requests. Nothing was sent. Let the server use another port.`,
      { fault: 'address', cause },
    );
  }
  if (causes.some(({ name }) => name === 'HTTPParserError')) {
    return new ScoutError(
      'network',
      `${hostOf(url)} answered, but not with HTTP. Check the port, and whether the address must start with https://.`,
      { cause },
    );
  }
  return undefined;
}

/** An error and what is underneath: `fetch failed` itself says nothing. */
function causesOf(error: unknown): readonly Error[] {
  const causes: Error[] = [];
  for (let current = error; current instanceof Error && causes.length < 5; current = nextCause(current))
    causes.push(current);
  return causes;
}

/** Node tries every address of a name and wraps what came of it in an AggregateError. */
function nextCause(error: Error): unknown {
  return error.cause ?? (error instanceof AggregateError ? error.errors[0] : undefined);
}

/** The innermost `code`. */
function codeOf(causes: readonly Error[]): string {
  const codes = causes.flatMap((cause) => ('code' in cause && typeof cause.code === 'string' ? [cause.code] : []));
  return codes.at(-1) ?? '';
}

export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : 'the server';
}
