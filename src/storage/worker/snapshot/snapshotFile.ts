import { createHash, type Hash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { Files } from '../files/files.js';
import { allocateImage } from '../sqlite/imageMemory.js';
import { VersionVector } from '../log/versionVector.js';

/** The newest snapshot format this build understands. */
const SNAPSHOT_VERSION = 1;

/** What somebody who does not load an image wants to know of what is in it. */
export interface Contents {
  /** Rows by table. */
  readonly rows: Readonly<Record<string, number>>;
  /** The hashes of the blobs its rows refer to. */
  readonly blobs: readonly string[];
}

/** What a snapshot says about its image. */
export interface SnapshotMeta {
  /** The frames whose fold the image is. */
  readonly vector: VersionVector;
  /** The latest hybrid clock among them. */
  readonly clock: bigint;
  /** How many deletions of which no trace is left in the image. */
  readonly erasures: number;
  /** Unix milliseconds. */
  readonly createdAt: number;
  readonly contents: Contents;
  readonly imageSize: number;
}

/** `unknown-version`: made by a version of SCOUT whose tables this one does not know. */
export type SnapshotReading<T> = T | 'damaged' | 'unknown-version';

/** An image, read from the front to the back, once. */
export interface ImageBytes {
  readonly length: number;
  subarray(begin: number, end: number): Uint8Array;
}

const MAGIC = Buffer.from('SCOUTSNP');
const FOOTER_SIZE = 64;
const CHUNK_SIZE = 4 * 1024 * 1024;
/**
 * Where the footer's fields lie, in every version; integers are little-endian. The checksum covers what the footer says before it and
 * the JSON, the SHA-256 every byte before itself.
 */
const at = { magic: 0, version: 8, schema: 10, metaLength: 12, imageLength: 16, checksum: 24, sha256: 32 } as const;

/**
 * The file of a snapshot, piece by piece: the image, then what `meta` says as JSON, then the footer.
 * A piece is at most 4 MiB, so that whoever writes them can do other things in between.
 */
export function* encodeSnapshot(
  image: ImageBytes,
  schemaVersion: number,
  meta: Omit<SnapshotMeta, 'imageSize'>,
): Generator<Buffer, void> {
  const hash = createHash('sha256');
  for (let offset = 0; offset < image.length; offset += CHUNK_SIZE) {
    const bytes = image.subarray(offset, Math.min(offset + CHUNK_SIZE, image.length));
    const piece = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    hash.update(piece);
    yield piece;
  }
  const { vector, clock, erasures, createdAt, contents } = meta;
  const json = Buffer.from(JSON.stringify({ vector, clock: clock.toString(16), erasures, createdAt, contents }));
  const footer = Buffer.alloc(FOOTER_SIZE);
  MAGIC.copy(footer, at.magic);
  footer.writeUInt16LE(SNAPSHOT_VERSION, at.version);
  footer.writeUInt16LE(schemaVersion, at.schema);
  footer.writeUInt32LE(json.length, at.metaLength);
  footer.writeBigUInt64LE(BigInt(image.length), at.imageLength);
  footer.writeUInt32LE(checksumOf(footer, json), at.checksum);
  hash.update(json).update(footer.subarray(0, at.sha256)).digest().copy(footer, at.sha256);
  yield Buffer.concat([json, footer]);
}

/**
 * Reads what a snapshot says, without its image and without believing it yet.
 * @throws the system error when the file cannot be read.
 */
export function readSnapshotMeta(files: Files, file: string, schemaVersion: number): SnapshotReading<SnapshotMeta> {
  const size = files.size(file);
  const footer = files.read(file, Math.max(0, size - FOOTER_SIZE), FOOTER_SIZE);
  if (footer.length < FOOTER_SIZE || footer.compare(MAGIC, 0, MAGIC.length, 0, MAGIC.length) !== 0) return 'damaged';
  const imageSize = Number(footer.readBigUInt64LE(at.imageLength));
  const metaLength = footer.readUInt32LE(at.metaLength);
  if (imageSize + metaLength + FOOTER_SIZE !== size) return 'damaged';
  const json = files.read(file, imageSize, metaLength);
  if (checksumOf(footer, json) !== footer.readUInt32LE(at.checksum)) return 'damaged';
  if (footer.readUInt16LE(at.version) !== SNAPSHOT_VERSION || footer.readUInt16LE(at.schema) !== schemaVersion)
    return 'unknown-version';
  return parseMeta(json.toString(), imageSize) ?? 'damaged';
}

/**
 * Whether the file is what was written, to the last bit. Yields after every 4 MiB.
 * @param onPiece given the image, piece by piece, before the verdict is known.
 * @throws the system error when the file cannot be read.
 */
export function* verifySnapshot(
  files: Files,
  file: string,
  onPiece?: (piece: Buffer, offset: number) => void,
): Generator<void, boolean> {
  const size = files.size(file);
  const end = size - FOOTER_SIZE + at.sha256;
  if (end < 0) return false;
  const hash: Hash = createHash('sha256');
  for (let offset = 0; offset < end; offset += CHUNK_SIZE) {
    const piece = files.read(file, offset, Math.min(CHUNK_SIZE, end - offset));
    hash.update(piece);
    onPiece?.(piece, offset);
    yield;
  }
  return hash.digest().equals(files.read(file, end));
}

/**
 * The image of a snapshot, if every bit of the file is right.
 * @throws the system error when the file cannot be read, RangeError when there is no memory for it.
 */
export function readSnapshotImage(files: Files, file: string, { imageSize }: SnapshotMeta): Uint8Array | 'damaged' {
  const image = allocateImage(imageSize);
  const verifying = verifySnapshot(files, file, (piece, offset) => {
    if (offset < imageSize) image.set(piece.subarray(0, imageSize - offset), offset);
  });
  let step = verifying.next();
  while (step.done !== true) step = verifying.next();
  return step.value ? image : 'damaged';
}

function checksumOf(footer: Buffer, json: Buffer): number {
  return crc32(json, crc32(footer.subarray(0, at.checksum)));
}

function parseMeta(json: string, imageSize: number): SnapshotMeta | undefined {
  try {
    const value = JSON.parse(json) as {
      vector: unknown;
      clock: string;
      erasures: number;
      createdAt: number;
      contents: unknown;
    };
    const { erasures, createdAt } = value;
    const vector = VersionVector.parse(value.vector);
    const contents = parseContents(value.contents);
    return (
      vector && contents && { vector, clock: BigInt(`0x${value.clock}`), erasures, createdAt, contents, imageSize }
    );
  } catch {
    return undefined;
  }
}

function parseContents(value: unknown): Contents | undefined {
  const { rows, blobs } = value as { rows: unknown; blobs: unknown };
  if (typeof rows !== 'object' || rows === null || !Object.values(rows).every((count) => Number.isSafeInteger(count)))
    return undefined;
  if (!Array.isArray(blobs) || !blobs.every((hash) => typeof hash === 'string')) return undefined;
  return { rows: rows as Contents['rows'], blobs };
}
