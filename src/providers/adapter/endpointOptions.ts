import { apiKeyProblem } from '../../core/apiKeyProblem.js';
import { ScoutError } from '../../core/errors.js';
import { rememberSecret } from '../../core/redaction.js';
import { withoutApiPath } from '../../core/text/withoutApiPath.js';
import { withoutLogin } from '../../core/text/withoutLogin.js';
import type { ProviderOptions } from '../provider.js';
import { noChanges, requestChanges, type RequestChanges } from '../transport/endpointRequest.js';

/** What an adapter is made from, once nothing in it can fail inside an SDK. */
export interface EndpointOptions extends ProviderOptions {
  /** The value of an `authorization` header, from user and password in the base URL. */
  readonly basicAuthorization: string | undefined;
  /** What the endpoint and its address change about every request. SDKs would put their paths behind the query. */
  readonly changes: RequestChanges;
}

/**
 * Takes out of the base URL what is none of it: the path of a request, the query, user and password. The latter and the key are
 * remembered as secrets. Throws nothing.
 */
export function endpointOptions(options: ProviderOptions): EndpointOptions {
  const { apiKey, baseUrl, request } = options;
  if (apiKey) rememberSecret(apiKey);
  for (const { value, isSecret } of request?.headers ?? []) if (isSecret) rememberSecret(value);
  const changes = { ...noChanges, ...(request && requestChanges(request, apiKey)) };
  const url = baseUrl === undefined ? null : URL.parse(withoutApiPath(baseUrl));
  if (url === null) return { ...options, changes, basicAuthorization: undefined };
  const basicAuthorization = basicAuthorizationOf(url);
  const login = basicAuthorization === undefined ? [] : [['authorization', basicAuthorization] as const];
  const bare = withoutLogin(url);
  bare.search = '';
  return {
    ...options,
    changes: { ...changes, headers: [...changes.headers, ...login], addressQuery: url.search.slice(1) },
    baseUrl: bare.href.replace(/\/+$/u, ''),
    basicAuthorization,
  };
}

function basicAuthorizationOf({ username, password }: URL): string | undefined {
  if (username === '' && password === '') return undefined;
  const login = `${decoded(username)}:${decoded(password)}`;
  for (const secret of [login, decoded(password), password, base64(login)]) rememberSecret(secret);
  return `Basic ${base64(login)}`;
}

/**
 * Throws `invalid-api-key` for a key that no header can carry, and `invalid-request` for a key beside a user and password in the
 * address: only one of them fits into a request. The message names neither.
 * @param vendor as shown to users
 */
export function checkCredentials(vendor: string, { apiKey, basicAuthorization, request }: EndpointOptions): void {
  if (apiKey && apiKeyProblem(apiKey) !== undefined) {
    throw new ScoutError(
      'invalid-api-key',
      `The API key for ${vendor} contains spaces, line breaks, quotes or other characters that no key has. It was not sent.`,
    );
  }
  // A key in a header of its own is in nobody's way.
  if (apiKey && basicAuthorization !== undefined && request?.auth?.kind !== 'header') {
    throw new ScoutError(
      'invalid-request',
      `The base URL for ${vendor} contains a user name, and there is an API key: only one of them can be sent. Remove one.`,
      { fault: 'address' },
    );
  }
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
