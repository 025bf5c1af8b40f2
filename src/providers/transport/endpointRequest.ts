import type { RequestSettings } from '../provider.js';

/** What is done to a request before it leaves, whichever SDK made it. */
export interface RequestChanges {
  /** Headers that are taken out. */
  readonly removed: readonly string[];
  /** Headers that are set; the last of a name counts. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Parameters of the address that are set. */
  readonly query: Readonly<Record<string, string>>;
  /** The query of the base URL, without `?`: every request has it, but for parameters that are set already. */
  readonly addressQuery: string;
}

/** Requests are the SDK's own. */
export const noChanges: RequestChanges = { removed: [], headers: [], query: {}, addressQuery: '' };

/** Where the SDKs put a key. */
const credentialHeaders = ['authorization', 'api-key', 'x-api-key', 'x-goog-api-key'];

/** What an endpoint's settings change. Without a key, or with a place of its own for it, the SDK's credentials go. */
export function requestChanges(
  { auth, headers, query }: RequestSettings,
  apiKey: string | undefined,
): Omit<RequestChanges, 'addressQuery'> {
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

/** The headers of a request of an SDK's, as they are sent. */
export function changedHeaders(given: RequestInit['headers'], { removed, headers }: RequestChanges): Headers {
  const changed = new Headers(given);
  for (const name of removed) changed.delete(name);
  for (const [name, value] of headers) changed.set(name, value);
  return changed;
}

/** The address of a request of an SDK's, as it is asked. */
export function changedAddress(address: string, { query, addressQuery }: RequestChanges): string {
  const parameters = Object.entries(query);
  if (parameters.length === 0 && addressQuery === '') return address;
  const url = new URL(address);
  for (const [name, value] of parameters) url.searchParams.set(name, value);
  const known = new Set(url.searchParams.keys());
  for (const [name, value] of new URLSearchParams(addressQuery))
    if (!known.has(name)) url.searchParams.append(name, value);
  return url.href;
}
