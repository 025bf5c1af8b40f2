import type { RequestSettings } from '../provider.js';

/** What is done to a request before it leaves, whichever SDK made it. */
export interface RequestChanges {
  /** Headers that are taken out. */
  readonly removed: readonly string[];
  /** Headers that are set; the last of a name counts. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Parameters of the address that are set. */
  readonly query: Readonly<Record<string, string>>;
}

/** Where the SDKs put a key. */
const credentialHeaders = ['authorization', 'api-key', 'x-api-key', 'x-goog-api-key'];

/** What an endpoint's settings change. Without a key, or with a place of its own for it, the SDK's credentials go. */
export function requestChanges({ auth, headers, query }: RequestSettings, apiKey: string | undefined): RequestChanges {
  const key = auth?.kind === 'none' || !apiKey ? undefined : apiKey;
  return {
    removed: auth === undefined && key !== undefined ? [] : credentialHeaders,
    headers: [
      ...(key === undefined || auth === undefined || auth.kind === 'none' ? [] : [keyHeader(auth, key)]),
      ...headers.map(({ name, value }) => [name, value] as const),
    ],
    query,
  };
}

function keyHeader(
  auth: Exclude<NonNullable<RequestSettings['auth']>, { kind: 'none' }>,
  key: string,
): readonly [name: string, value: string] {
  return auth.kind === 'bearer' ? ['authorization', `Bearer ${key}`] : [auth.name, key];
}

/** The arguments of `fetch` with the changes made; without any, as they are. */
export function adaptedRequest(
  input: string | URL | Request,
  init: RequestInit | undefined,
  changes: RequestChanges | undefined,
): { readonly input: string | URL | Request; readonly init: RequestInit | undefined } {
  if (changes === undefined) return { input, init };
  const headers = new Headers(init?.headers ?? (input instanceof Request ? input.headers : undefined));
  for (const name of changes.removed) headers.delete(name);
  for (const [name, value] of changes.headers) headers.set(name, value);
  return { input: withQuery(input, changes.query), init: { ...init, headers } };
}

function withQuery(input: string | URL | Request, query: RequestChanges['query']): string | URL | Request {
  const parameters = Object.entries(query);
  if (parameters.length === 0) return input;
  const url = new URL(input instanceof Request ? input.url : input);
  for (const [name, value] of parameters) url.searchParams.set(name, value);
  return input instanceof Request ? new Request(url, input) : url.href;
}
