import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { abortError } from '../../core/errors.js';
import { PageFailure } from './pageFailure.js';

export interface Body {
  readonly bytes: Uint8Array;
  readonly isCut: boolean;
}

/**
 * The body of an answer up to a limit, which counts what a compressed one becomes. What comes behind it is not read.
 * @param host for the failure
 * @param limitOf decides by the first bytes
 */
export async function readBody(
  response: IncomingMessage,
  host: string,
  limitOf: (head: Uint8Array) => number,
  signal: AbortSignal,
): Promise<Body> {
  const pieces: Buffer[] = [];
  let length = 0;
  let limit: number | undefined;
  try {
    for await (const piece of decompressed(response) as AsyncIterable<Buffer>) {
      pieces.push(piece);
      length += piece.length;
      limit ??= limitOf(piece);
      if (length > limit) break;
    }
  } catch (error) {
    if (signal.aborted) throw abortError();
    if (error instanceof PageFailure) throw error;
    throw new PageFailure('unreachable', host);
  }
  if (length === 0) throw new PageFailure('empty', '');
  const isCut = limit !== undefined && length > limit;
  return { bytes: Buffer.concat(pieces).subarray(0, limit), isCut };
}

function decompressed(response: IncomingMessage): Readable {
  const encoding = (response.headers['content-encoding'] ?? '').trim().toLowerCase();
  if (encoding === '' || encoding === 'identity') return response;
  const decoder =
    encoding === 'gzip' || encoding === 'x-gzip'
      ? createGunzip()
      : encoding === 'br'
        ? createBrotliDecompress()
        : encoding === 'deflate'
          ? createInflate()
          : undefined;
  if (decoder === undefined) throw new PageFailure('other-content', encoding.slice(0, 40));
  response.once('error', (error) => decoder.destroy(error));
  return response.pipe(decoder);
}
