/**
 * A `fetch` that asks for one document in place of a stream. SDKs go by `stream` when they read the answer too, and the exchange gives
 * them a stream whatever was sent: hence behind their back.
 * @param inner does the request
 */
export function documentFetch(inner: typeof globalThis.fetch): typeof globalThis.fetch {
  return (input, init) => {
    if (typeof init?.body !== 'string') return inner(input, init);
    const headers = new Headers(init.headers);
    headers.delete('content-length');
    const { stream_options: _, ...body } = JSON.parse(init.body) as Record<string, unknown>;
    return inner(input, { ...init, headers, body: JSON.stringify({ ...body, stream: false }) });
  };
}
