import * as zlib from 'node:zlib';

/** Bytes of an image that are compressed together: as much is lost with a damaged byte, and done in one step. */
export const PIECE_SIZE = 128 * 1024;
/** What cannot be compressed gets a little longer; a greater length is that of no piece. */
const MAX_STORED_SIZE = PIECE_SIZE + 4096;
/** Before each piece, little-endian: which one it is, how many bytes follow, and the CRC-32 of both and of these bytes. */
const HEADER_SIZE = 12;
const at = { index: 0, length: 4, checksum: 8 } as const;
/** Every compressed piece begins with it (RFC 8878, 3.1.1). */
const ZSTD_MAGIC = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);
/** Level 3 takes twice as long as 1 and saves 8 % more; 6 takes twice as long again and saves 3 %. */
const LEVEL = { [zlib.constants.ZSTD_c_compressionLevel]: 3 };

/** In one buffer, which must not be filled to the last byte: zlib would ask for another. */
const DECOMPRESSION = { maxOutputLength: PIECE_SIZE, chunkSize: PIECE_SIZE + 64 };

/** Whether this Node can compress and read images: since 22.15. */
export const canCompress = 'zstdCompressSync' in zlib;

/** An image, read from the front to the back, once. */
export interface ImageBytes {
  readonly length: number;
  subarray(begin: number, end: number): Uint8Array;
}

/** Bytes of an image, and where in it they belong. */
export interface ImagePiece {
  readonly offset: number;
  readonly bytes: Buffer;
}

/** The image as it is stored, piece by piece. */
export function* compressImage(image: ImageBytes): Generator<Buffer, void> {
  for (let offset = 0; offset < image.length; offset += PIECE_SIZE) {
    const bytes = image.subarray(offset, Math.min(offset + PIECE_SIZE, image.length));
    const stored = zlib.zstdCompressSync(bytes, { params: LEVEL });
    const header = Buffer.alloc(HEADER_SIZE);
    header.writeUInt32LE(offset / PIECE_SIZE, at.index);
    header.writeUInt32LE(stored.length, at.length);
    header.writeUInt32LE(checksumOf(header, stored), at.checksum);
    yield Buffer.concat([header, stored]);
  }
}

/** Finds the pieces of a stored image in its bytes, which may arrive in portions of any size. What is damaged is skipped. */
export class PieceReader {
  #unread: Buffer = Buffer.alloc(0);

  /** The pieces that are complete with these bytes. */
  *push(bytes: Buffer): Generator<ImagePiece, void> {
    this.#unread = Buffer.concat([this.#unread, bytes]);
    yield* this.#read(false);
  }

  /** There are no more bytes: what seemed to be the beginning of a piece was none. */
  *end(): Generator<ImagePiece, void> {
    yield* this.#read(true);
  }

  *#read(isEnd: boolean): Generator<ImagePiece, void> {
    const unread = this.#unread;
    let position = 0;
    for (;;) {
      const magic = unread.indexOf(ZSTD_MAGIC, position + HEADER_SIZE);
      if (magic < 0) {
        position = Math.max(position, unread.length - HEADER_SIZE - ZSTD_MAGIC.length + 1);
        break;
      }
      position = magic - HEADER_SIZE;
      const end = magic + unread.readUInt32LE(position + at.length);
      const isWaiting = end > unread.length && end - magic <= MAX_STORED_SIZE;
      if (isWaiting && !isEnd) break;
      const piece = end > unread.length ? undefined : decodePiece(unread.subarray(position, end));
      if (piece !== undefined) yield piece;
      position = piece === undefined ? position + 1 : end;
    }
    this.#unread = unread.subarray(Math.max(0, position));
  }
}

/** The piece that `compressImage` has made these bytes of; `undefined` when they are others. */
export function decodePiece(stored: Buffer): ImagePiece | undefined {
  if (stored.length < HEADER_SIZE) return undefined;
  const header = stored.subarray(0, HEADER_SIZE);
  const compressed = stored.subarray(HEADER_SIZE);
  if (header.readUInt32LE(at.checksum) !== checksumOf(header, compressed)) return undefined;
  try {
    const bytes = zlib.zstdDecompressSync(compressed, DECOMPRESSION);
    return { offset: header.readUInt32LE(at.index) * PIECE_SIZE, bytes };
  } catch {
    return undefined;
  }
}

function checksumOf(header: Buffer, compressed: Buffer): number {
  return zlib.crc32(compressed, zlib.crc32(header.subarray(0, at.checksum)));
}
