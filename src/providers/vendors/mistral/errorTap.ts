import type { ScoutError } from '../../../core/errors.js';
import { isRecord } from '../../adapter/wireValues.js';
import { vendorError } from '../../transport/vendorError.js';
import { readVendorFailure } from '../../transport/vendorFailure.js';

/** Listens to the answer on its way to the SDK, which hides an error inside the stream behind a failed validation. */
export interface ErrorTap {
  readonly fetch: typeof globalThis.fetch;
  /** The error that the stream has reported, if any. */
  readonly failure: ScoutError | undefined;
}

/** @param inner does the request */
export function createErrorTap(inner: typeof globalThis.fetch): ErrorTap {
  let failure: ScoutError | undefined;
  return {
    async fetch(input, init) {
      const response = await inner(input, init);
      if (!response.ok || response.body === null) return response;
      const decoder = new TextDecoder();
      let rest = '';
      const listening = new TransformStream<Uint8Array, Uint8Array>({
        transform(chunk, controller) {
          const lines = (rest + decoder.decode(chunk, { stream: true })).split(/\r\n|\r|\n/);
          rest = lines.pop() ?? '';
          for (const line of lines) failure ??= failureOf(line);
          controller.enqueue(chunk);
        },
      });
      return new Response(response.body.pipeThrough(listening), { status: response.status, headers: response.headers });
    },
    get failure() {
      return failure;
    },
  };
}

/** Chunks carry `choices`. Errors carry `"object":"error"`, an `error` or only a sentence, in any order. */
function failureOf(line: string): ScoutError | undefined {
  if (!line.startsWith('data:') || (line.includes('"choices"') && !line.includes('"error"'))) return undefined;
  try {
    const event: unknown = JSON.parse(line.slice('data:'.length));
    if (!isRecord(event) || (event['choices'] !== undefined && !isRecord(event['error']))) return undefined;
    const failure = readVendorFailure(event);
    const isError = event['object'] === 'error' || isRecord(event['error']) || failure.message !== '';
    return isError ? vendorError('Mistral', failure) : undefined;
  } catch {
    return undefined;
  }
}
