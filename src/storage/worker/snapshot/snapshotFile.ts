import { createHash, type Hash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { Files } from '../files/files.js';
import { allocateImage } from '../sqlite/imageMemory.js';
import { packVector, unpackVector } from '../log/packedVector.js';
import type { VersionVector } from '../log/versionVector.js';
import { canCompress, compressImage, type ImageBytes, PIECE_SIZE, PieceReader } from './imagePieces.js';

/** With the image as it is; with a compressed one; and with a packed vector besides. */
const PLAIN_VERSION = 1;
const COMPRESSED_VERSION = 2;
const PACKED_VERSION = 3;

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
  readonly image: StoredImage;
}

/** How a snapshot holds its image, at the beginning of its file. Sizes are in bytes. */
export interface StoredImage {
  readonly size: number;
  readonly storedSize: number;
  readonly isCompressed: boolean;
  /** How many bytes each piece of a compressed image takes, in order, so that one can be read alone; `undefined` where the file does not say. */
  readonly pieceSizes: readonly number[] | undefined;
}

/** `unknown-version`: made by a version of SCOUT whose tables this one does not know. */
export type SnapshotReading<T> = T | 'damaged' | 'unknown-version';

const MAGIC = Buffer.from('SCOUTSNP');
const FOOTER_SIZE = 64;
/** What is hashed, and decompressed, in one step: of a file some milliseconds' work. */
const CHUNK_SIZE = 1024 ** 2;
/**
 * Where the footer's fields lie, in every version; integers are little-endian. The checksum covers what the footer says before it and
 * the JSON, the SHA-256 every byte before itself.
 */
const at = { magic: 0, version: 8, schema: 10, metaLength: 12, imageLength: 16, checksum: 24, sha256: 32 } as const;

/**
 * The file of a snapshot, piece by piece: the image, then what `meta` says as JSON, then the footer.
 * A piece is at most 1 MiB, so that whoever writes them can do other things in between.
 */
export function* encodeSnapshot(
  image: ImageBytes,
  schemaVersion: number,
  meta: Omit<SnapshotMeta, 'image'>,
  isCompressed = canCompress,
): Generator<Buffer, StoredImage> {
  const hash = createHash('sha256');
  const sizes: number[] = [];
  for (const piece of isCompressed ? compressImage(image) : piecesOf(image)) {
    hash.update(piece);
    sizes.push(piece.length);
    yield piece;
  }
  const { vector, clock, erasures, createdAt, contents } = meta;
  const storedSize = sizes.reduce((sum, size) => sum + size, 0);
  const pieceSizes = isCompressed ? sizes : undefined;
  const imageSize = image.length;
  const json = Buffer.from(
    JSON.stringify({
      ...(isCompressed ? packVector(vector) : { vector }),
      clock: clock.toString(16),
      erasures,
      createdAt,
      contents,
      imageSize,
      pieceSizes,
    }),
  );
  const footer = Buffer.alloc(FOOTER_SIZE);
  MAGIC.copy(footer, at.magic);
  footer.writeUInt16LE(isCompressed ? PACKED_VERSION : PLAIN_VERSION, at.version);
  footer.writeUInt16LE(schemaVersion, at.schema);
  footer.writeUInt32LE(json.length, at.metaLength);
  footer.writeBigUInt64LE(BigInt(storedSize), at.imageLength);
  footer.writeUInt32LE(checksumOf(footer, json), at.checksum);
  hash.update(json).update(footer.subarray(0, at.sha256)).digest().copy(footer, at.sha256);
  yield Buffer.concat([json, footer]);
  return { size: imageSize, storedSize, isCompressed, pieceSizes };
}

function* piecesOf(image: ImageBytes): Generator<Buffer, void> {
  for (let offset = 0; offset < image.length; offset += CHUNK_SIZE) {
    const bytes = image.subarray(offset, Math.min(offset + CHUNK_SIZE, image.length));
    yield Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  }
}

/**
 * Reads what a snapshot says, without its image and without believing it yet.
 * @throws the system error when the file cannot be read.
 */
export function readSnapshotMeta(files: Files, file: string, schemaVersion: number): SnapshotReading<SnapshotMeta> {
  const size = files.size(file);
  const footer = files.read(file, Math.max(0, size - FOOTER_SIZE), FOOTER_SIZE);
  if (footer.length < FOOTER_SIZE || footer.compare(MAGIC, 0, MAGIC.length, 0, MAGIC.length) !== 0) return 'damaged';
  const storedSize = Number(footer.readBigUInt64LE(at.imageLength));
  const metaLength = footer.readUInt32LE(at.metaLength);
  if (storedSize + metaLength + FOOTER_SIZE !== size) return 'damaged';
  const json = files.read(file, storedSize, metaLength);
  if (checksumOf(footer, json) !== footer.readUInt32LE(at.checksum)) return 'damaged';
  const version = footer.readUInt16LE(at.version);
  const isCompressed = [COMPRESSED_VERSION, PACKED_VERSION].includes(version);
  const isKnown = isCompressed ? canCompress : version === PLAIN_VERSION;
  if (!isKnown || footer.readUInt16LE(at.schema) > schemaVersion) return 'unknown-version';
  return parseMeta(json.toString(), storedSize, isCompressed) ?? 'damaged';
}

/**
 * Whether the file is what was written, to the last bit. Yields after every MiB.
 * @param onPiece given the file's bytes but the checksum, piece by piece, before the verdict is known.
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

/** Where an image's bytes go. */
export interface ImageTarget {
  readonly length: number;
  set(bytes: Uint8Array, offset: number): void;
}

/**
 * Fills `image` with a snapshot's image. Yields after every MiB of the file.
 * @param image of the size the snapshot says.
 * @returns whether every bit of the file is right.
 * @throws the system error when the file cannot be read.
 */
export function* readImageInto(
  image: ImageTarget,
  files: Files,
  file: string,
  { storedSize, isCompressed }: StoredImage,
): Generator<void, boolean> {
  const reader = new PieceReader();
  let filled = 0;
  const isSound = yield* verifySnapshot(files, file, (piece, offset) => {
    const stored = piece.subarray(0, Math.max(0, storedSize - offset));
    for (const { offset: place, bytes } of isCompressed ? reader.push(stored) : [{ offset, bytes: stored }]) {
      // A damaged piece may claim any place.
      if (place + bytes.length > image.length) continue;
      image.set(bytes, place);
      filled += bytes.length;
    }
  });
  return isSound && filled === image.length;
}

/**
 * The image of a snapshot, if every bit of the file is right.
 * @throws the system error when the file cannot be read, RangeError when there is no memory for it.
 */
export function readSnapshotImage(files: Files, file: string, meta: SnapshotMeta): Uint8Array | 'damaged' {
  const image = allocateImage(meta.image.size);
  const reading = readImageInto(image, files, file, meta.image);
  let step = reading.next();
  while (step.done !== true) step = reading.next();
  return step.value ? image : 'damaged';
}

function checksumOf(footer: Buffer, json: Buffer): number {
  return crc32(json, crc32(footer.subarray(0, at.checksum)));
}

function parseMeta(json: string, storedSize: number, isCompressed: boolean): SnapshotMeta | undefined {
  try {
    const value = JSON.parse(json) as {
      vector: unknown;
      writers?: unknown;
      clock: string;
      erasures: number;
      createdAt: number;
      contents: unknown;
      imageSize?: unknown;
      pieceSizes?: unknown;
    };
    const { erasures, createdAt } = value;
    const size = isCompressed ? value.imageSize : storedSize;
    if (!Number.isSafeInteger(size)) return undefined;
    const pieceSizes = isCompressed ? parsePieceSizes(value.pieceSizes, size as number, storedSize) : undefined;
    const image = { size: size as number, storedSize, isCompressed, pieceSizes };
    const vector = unpackVector(value.writers, value.vector);
    const contents = parseContents(value.contents);
    return vector && contents && { vector, clock: BigInt(`0x${value.clock}`), erasures, createdAt, contents, image };
  } catch {
    return undefined;
  }
}

/** `undefined` unless they are those of this image. */
function parsePieceSizes(value: unknown, size: number, storedSize: number): readonly number[] | undefined {
  if (!Array.isArray(value) || value.length !== Math.ceil(size / PIECE_SIZE)) return undefined;
  const sizes: readonly unknown[] = value;
  if (!sizes.every((each): each is number => Number.isSafeInteger(each) && (each as number) > 0)) return undefined;
  return sizes.reduce((sum, each) => sum + each, 0) === storedSize ? sizes : undefined;
}

function parseContents(value: unknown): Contents | undefined {
  const { rows, blobs } = value as { rows: unknown; blobs: unknown };
  if (typeof rows !== 'object' || rows === null || !Object.values(rows).every((count) => Number.isSafeInteger(count)))
    return undefined;
  if (!Array.isArray(blobs) || !blobs.every((hash) => typeof hash === 'string')) return undefined;
  return { rows: rows as Contents['rows'], blobs };
}
