import { silentLogger } from '../../../src/core/logger.js';
import type { Vendor } from '../../../src/providers/provider.js';
import { readAnswer } from './recordAnswer.js';
import type { ReadAnswer, RecordedExchange, Recording } from './recording.js';

/**
 * What SCOUT reads today in a recorded answer. Replaces `globalThis.fetch` meanwhile; nothing is sent.
 * @param pieceBytes in place of the recorded ones, for the last exchange; the bytes after the last piece are not sent
 */
export async function replayRecording(
  vendor: Vendor,
  { exchanges, scenario, model }: Recording,
  pieceBytes = exchanges.at(-1)?.pieceBytes ?? [],
): Promise<ReadAnswer> {
  const module = await vendor.load();
  const baseUrl = 'http://127.0.0.1:9/v1';
  const provider = module.createProvider({
    apiKey: 'recorded-key',
    baseUrl,
    idleTimeoutMs: 600_000,
    logger: silentLogger,
  });
  const realFetch = globalThis.fetch;
  let next = 0;
  globalThis.fetch = () => {
    const exchange = exchanges[next];
    next += 1;
    if (exchange === undefined) return Promise.reject(new TypeError('more requests than were recorded'));
    return Promise.resolve(responseOf(exchange, exchange === exchanges.at(-1) ? pieceBytes : exchange.pieceBytes));
  };
  try {
    return await readAnswer(provider, scenario, model);
  } finally {
    globalThis.fetch = realFetch;
    await provider.dispose();
  }
}

function responseOf({ status, headers, body }: RecordedExchange, pieceBytes: readonly number[]): Response {
  const bytes = new TextEncoder().encode(body);
  let position = 0;
  let index = 0;
  const stream = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const length = pieceBytes[index];
        index += 1;
        if (length === undefined) return controller.close();
        controller.enqueue(bytes.slice(position, position + length));
        position += length;
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(stream, { status, headers });
}
