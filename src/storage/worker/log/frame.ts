import { crc32 } from 'node:zlib';

/** Bytes before a frame's payload. */
export const HEADER_SIZE = 32;
/** The newest frame version this build understands. */
export const FRAME_VERSION = 4;
/** The payload is a JSON array of domain events: one transaction. */
export const FRAME_TRANSACTION = 1;
/** A larger payload is refused when writing and not believed when reading. */
const MAX_PAYLOAD_SIZE = 256 * 1024 * 1024;

/** 0xFF never occurs in UTF-8, so no payload can contain the start of a frame. */
const MAGIC = Buffer.from([0xff, 0x53, 0x43, 0x54]);
/** The hybrid clock's value at the end of the year 9999; what lies beyond it was never written by SCOUT. */
const MAX_CLOCK = 253_402_300_799_999n << 16n;

/** Where a frame's fields lie, in bytes; integers are little-endian. */
const at = { magic: 0, length: 4, checksum: 8, type: 12, version: 14, sequence: 16, clock: 24 } as const;

export interface Frame {
  readonly type: number;
  readonly version: number;
  /** Counts a writer's frames from 1. */
  readonly sequence: number;
  readonly clock: bigint;
  readonly payload: Buffer;
}

/** What a log file holds. */
export interface Scan {
  /** Every whole frame, in file order, also those behind damaged bytes. */
  readonly frames: readonly { readonly frame: Frame; readonly bytes: Buffer }[];
  /** Bytes that are no frame and no incomplete last write. */
  readonly damagedBytes: number;
  /** Bytes of a last frame that was never completed: its writer died before it reported the frame as saved. */
  readonly tornBytes: number;
}

/** @throws RangeError when the payload is larger than `MAX_PAYLOAD_SIZE`. */
export function encodeFrame(frame: Frame): Buffer {
  if (frame.payload.length > MAX_PAYLOAD_SIZE)
    throw new RangeError(`A frame of ${frame.payload.length} bytes is too large.`);
  const bytes = Buffer.allocUnsafe(HEADER_SIZE + frame.payload.length);
  MAGIC.copy(bytes, at.magic);
  bytes.writeUInt32LE(frame.payload.length, at.length);
  bytes.writeUInt16LE(frame.type, at.type);
  bytes.writeUInt16LE(frame.version, at.version);
  bytes.writeBigUInt64LE(BigInt(frame.sequence), at.sequence);
  bytes.writeBigUInt64LE(frame.clock, at.clock);
  frame.payload.copy(bytes, HEADER_SIZE);
  bytes.writeUInt32LE(checksum(bytes), at.checksum);
  return bytes;
}

/** Reads a whole log file. Never throws: what cannot be read is counted. */
export function scanFrames(file: Buffer): Scan {
  const frames: { frame: Frame; bytes: Buffer }[] = [];
  let damagedBytes = 0;
  let offset = 0;
  while (offset < file.length) {
    const size = frameSizeAt(file, offset) ?? 0;
    if (size > 0) {
      const bytes = file.subarray(offset, offset + size);
      frames.push({ frame: decode(bytes), bytes });
      offset += size;
      continue;
    }
    const next = nextFrame(file, offset + 1);
    if (next === undefined) {
      const rest = file.subarray(offset);
      return isIncomplete(rest)
        ? { frames, damagedBytes, tornBytes: rest.length }
        : { frames, damagedBytes: damagedBytes + rest.length, tornBytes: 0 };
    }
    damagedBytes += next - offset;
    offset = next;
  }
  return { frames, damagedBytes, tornBytes: 0 };
}

function decode(bytes: Buffer): Frame {
  return {
    type: bytes.readUInt16LE(at.type),
    version: bytes.readUInt16LE(at.version),
    sequence: Number(bytes.readBigUInt64LE(at.sequence)),
    clock: bytes.readBigUInt64LE(at.clock),
    payload: bytes.subarray(HEADER_SIZE),
  };
}

/** The size of the whole, undamaged frame that begins at `offset`. */
function frameSizeAt(file: Buffer, offset: number): number | undefined {
  const rest = file.subarray(offset);
  if (rest.length < HEADER_SIZE || !startsWithMagic(rest)) return undefined;
  const size = HEADER_SIZE + rest.readUInt32LE(at.length);
  if (size > rest.length) return undefined;
  const frame = rest.subarray(0, size);
  if (checksum(frame) !== frame.readUInt32LE(at.checksum)) return undefined;
  if (frame.readBigUInt64LE(at.sequence) > BigInt(Number.MAX_SAFE_INTEGER)) return undefined;
  return frame.readBigUInt64LE(at.clock) > MAX_CLOCK ? undefined : size;
}

function nextFrame(file: Buffer, from: number): number | undefined {
  let offset = file.indexOf(MAGIC, from);
  while (offset !== -1) {
    if (frameSizeAt(file, offset) !== undefined) return offset;
    offset = file.indexOf(MAGIC, offset + 1);
  }
  return undefined;
}

/** Whether the last bytes of a file are what an interrupted write, or a power loss in mid-write, leaves. */
function isIncomplete(rest: Buffer): boolean {
  if (rest.every((byte) => byte === 0)) return true;
  if (!startsWithMagic(rest)) return false;
  if (rest.length < HEADER_SIZE) return true;
  const length = rest.readUInt32LE(at.length);
  return length <= MAX_PAYLOAD_SIZE && HEADER_SIZE + length > rest.length;
}

function startsWithMagic(bytes: Buffer): boolean {
  const length = Math.min(bytes.length, MAGIC.length);
  return bytes.compare(MAGIC, 0, length, 0, length) === 0;
}

/** Over everything but itself, so that no bit of a frame can change unnoticed. */
function checksum(bytes: Buffer): number {
  return crc32(bytes.subarray(at.type), crc32(bytes.subarray(0, at.checksum)));
}
