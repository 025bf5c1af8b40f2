import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32, createInflateRaw } from 'node:zlib';
import { ImportError } from '../importError.js';
import type { ArchiveLimits } from '../limits.js';
import type { RandomAccess } from './randomAccess.js';
import { LOCAL_HEADER_SIZE, type ZipEntry } from './zipDirectory.js';

const method = { stored: 0, deflated: 8 } as const;
const LOCAL_SIGNATURE = 0x04034b50;

type StreamLimits = Pick<ArchiveLimits, 'inflationRatio' | 'ratioFromBytes'>;

/**
 * What an entry holds, inflated piece by piece. The last piece has been handed out before its length and its checksum are
 * known to be right: `verifyZipEntry` looks beforehand.
 *
 * @throws ImportError `zip-encrypted`, `zip-unsupported`, `zip-damaged`, or `zip-bomb` as soon as it grows out of all proportion
 */
export async function* streamZipEntry(
  zip: RandomAccess,
  entry: ZipEntry,
  limits: StreamLimits,
): AsyncGenerator<Uint8Array> {
  if (entry.isEncrypted) throw new ImportError('zip-encrypted');
  if (entry.method !== method.stored && entry.method !== method.deflated) throw new ImportError('zip-unsupported');
  const start = await dataOffset(zip, entry);
  const packed = zip.stream(start, start + entry.compressedSize);
  let size = 0;
  let checksum = 0;
  for await (const chunk of entry.method === method.stored ? packed : inflate(packed)) {
    size += chunk.length;
    checksum = crc32(chunk, checksum);
    if (size > limits.ratioFromBytes && size > entry.compressedSize * limits.inflationRatio)
      throw new ImportError('zip-bomb');
    if (size > entry.size) throw new ImportError('zip-damaged');
    yield chunk;
  }
  if (size !== entry.size || checksum !== entry.checksum) throw new ImportError('zip-damaged');
}

/** Resolves when the entry is whole and as it was packed; keeps nothing of it. @throws ImportError as `streamZipEntry` */
export async function verifyZipEntry(
  zip: RandomAccess,
  entry: ZipEntry,
  limits: StreamLimits,
  signal: AbortSignal,
): Promise<void> {
  for await (const chunk of streamZipEntry(zip, entry, limits)) {
    if (chunk.length > 0) signal.throwIfAborted();
  }
}

async function dataOffset(zip: RandomAccess, entry: ZipEntry): Promise<number> {
  const header = await zip.read(entry.offset, LOCAL_HEADER_SIZE);
  if (header.readUInt32LE(0) !== LOCAL_SIGNATURE) throw new ImportError('zip-damaged');
  return entry.offset + LOCAL_HEADER_SIZE + header.readUInt16LE(26) + header.readUInt16LE(28);
}

async function* inflate(packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const stream = createInflateRaw({ chunkSize: 256 * 1024 });
  const feeding = pipeline(Readable.from(packed), stream);
  // Whoever reads the stream learns of the failure; the feeding itself must not be one nobody handles.
  feeding.catch(() => undefined);
  try {
    for await (const chunk of stream) yield chunk as Uint8Array;
    await feeding;
  } catch (error) {
    throw isZlibError(error) ? new ImportError('zip-damaged') : error;
  } finally {
    stream.destroy();
  }
}

function isZlibError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('Z_');
}
