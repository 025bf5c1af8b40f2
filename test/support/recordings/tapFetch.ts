import type { RecordedExchange } from './recording.js';

/** What SCOUT reads of an answer's headers; no other leaves the machine of whoever records. */
const recordedHeaders = /^(?:content-type|retry-after(?:-ms)?|x-ratelimit-[a-z-]+)$/u;

export interface FetchTap {
  /** Every exchange so far, in the order of the requests; call it once the answers have ended. */
  exchanges(): readonly RecordedExchange[];
  restore(): void;
}

/** Replaces `globalThis.fetch` by one that keeps what the server answers, byte for byte. Requests are not kept. */
export function tapFetch(): FetchTap {
  const realFetch = globalThis.fetch;
  const taken: (() => RecordedExchange)[] = [];
  globalThis.fetch = async (input, init) => {
    const response = await realFetch(input, init);
    const pieces: Uint8Array[] = [];
    const { pathname } = new URL(input instanceof Request ? input.url : String(input));
    taken.push(() => ({
      path: pathname,
      status: response.status,
      headers: Object.fromEntries([...response.headers].filter(([name]) => recordedHeaders.test(name))),
      // An answer that is no text cannot be read over, so it is not recorded.
      body: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.concat(pieces)),
      pieceBytes: pieces.map(({ length }) => length),
    }));
    const keep = new TransformStream<Uint8Array, Uint8Array>({
      transform(piece, controller) {
        pieces.push(piece.slice());
        controller.enqueue(piece);
      },
    });
    return new Response(response.body?.pipeThrough(keep) ?? null, {
      status: response.status,
      headers: response.headers,
    });
  };
  return {
    exchanges: () => taken.map((exchange) => exchange()),
    restore: () => {
      globalThis.fetch = realFetch;
    },
  };
}
