import { ScoutError } from '../../core/errors.js';

/** What Node and undici call it, and what a person is shown. */
const reasons: readonly (readonly [RegExp, (host: string) => string])[] = [
  [/^ECONNREFUSED$/, (host) => `${host} refused the connection. Is the server running?`],
  [/^(?:ENOTFOUND|EAI_AGAIN)$/, (host) => `${host} could not be found. Check the internet connection.`],
  [/TIMEOUT|ETIMEDOUT/, (host) => `${host} did not respond in time.`],
  [
    /^(?:ECONNRESET|EPIPE|UND_ERR_SOCKET)$/,
    (host) => `The connection to ${host} was closed before a response arrived.`,
  ],
  [
    /^(?:ENETUNREACH|EHOSTUNREACH|ENETDOWN)$/,
    (host) => `${host} is not reachable from this network. Check the internet connection.`,
  ],
];

const certificate = /CERT|SIGNED|TLS|SSL|UNABLE_TO_VERIFY/;

/**
 * A request that got no answer, as a `ScoutError`.
 * @param url of the request; only its host is shown
 */
export function networkError(error: unknown, url: string): ScoutError {
  const host = hostOf(url);
  const code = systemCode(error);
  if (certificate.test(code)) {
    return new ScoutError(
      'network',
      `The certificate of ${host} is not trusted (${code}). A company proxy may need its own certificate to be installed.`,
      {
        cause: error,
      },
    );
  }
  const reason = reasons.find(([pattern]) => pattern.test(code))?.[1];
  return new ScoutError(
    'network',
    reason?.(host) ?? `${host} could not be reached${code === '' ? '' : ` (${code})`}.`,
    {
      // It had the whole request and may still be busy with it.
      retryable: code !== 'UND_ERR_HEADERS_TIMEOUT',
      cause: error,
    },
  );
}

/** The innermost `code` of an error and its causes: `fetch failed` itself says nothing. */
function systemCode(error: unknown): string {
  let found = '';
  for (let current = error, depth = 0; current instanceof Error && depth < 5; current = nextCause(current), depth++) {
    if ('code' in current && typeof current.code === 'string') found = current.code;
  }
  return found;
}

/** Node tries every address of a name and wraps what came of it in an AggregateError. */
function nextCause(error: Error): unknown {
  return error.cause ?? (error instanceof AggregateError ? error.errors[0] : undefined);
}

export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : 'the server';
}
