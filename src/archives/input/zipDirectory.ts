import { ImportError } from '../importError.js';
import type { ArchiveLimits } from '../limits.js';
import type { RandomAccess } from './randomAccess.js';

/** A file in a zip, as the zip's directory describes it. The name is for people: nothing is ever written under it. */
export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly isEncrypted: boolean;
  readonly checksum: number;
  readonly compressedSize: number;
  readonly size: number;
  /** Where its local header begins. */
  readonly offset: number;
}

const signature = {
  endOfDirectory: 0x06054b50,
  endOfDirectory64: 0x06064b50,
  locator64: 0x07064b50,
  entry: 0x02014b50,
} as const;
const END_SIZE = 22;
const LOCATOR_SIZE = 20;
const ENTRY_SIZE = 46;
/** Bytes of a local header without name and extra field. */
export const LOCAL_HEADER_SIZE = 30;
const MAX_COMMENT = 0xffff;
const ZIP64_EXTRA = 1;
const UNIX_HOST = 3;
const FILE_TYPE = 0o170000;
const REGULAR_FILE = 0o100000;

/** Whether these first bytes begin a zip. */
export function looksLikeZip(head: Uint8Array): boolean {
  return head[0] === 0x50 && head[1] === 0x4b && ((head[2] === 3 && head[3] === 4) || (head[2] === 5 && head[3] === 6));
}

/**
 * The files in a zip, without folders, links and the like. The directory at the end of the zip is what counts, and each entry must
 * have its own bytes.
 *
 * @throws ImportError `zip-damaged`, also for one that was cut off; `zip-bomb` for one with too many entries
 */
export async function readZipDirectory(
  zip: RandomAccess,
  limits: Pick<ArchiveLimits, 'zipEntries' | 'zipDirectoryBytes'>,
): Promise<readonly ZipEntry[]> {
  const { count, length, offset } = await findDirectory(zip);
  if (count > limits.zipEntries || length > limits.zipDirectoryBytes) throw new ImportError('zip-bomb');
  const directory = await zip.read(offset, length);
  const entries: ZipEntry[] = [];
  let at = 0;
  for (let index = 0; index < count; index += 1) {
    if (at + ENTRY_SIZE > directory.length || directory.readUInt32LE(at) !== signature.entry)
      throw new ImportError('zip-damaged');
    const lengths = [28, 30, 32].map((field) => directory.readUInt16LE(at + field));
    const [nameLength, extraLength, commentLength] = lengths as [number, number, number];
    const next = at + ENTRY_SIZE + nameLength + extraLength + commentLength;
    if (next > directory.length) throw new ImportError('zip-damaged');
    const name = directory.subarray(at + ENTRY_SIZE, at + ENTRY_SIZE + nameLength);
    const extra = directory.subarray(at + ENTRY_SIZE + nameLength, at + ENTRY_SIZE + nameLength + extraLength);
    if (isFile(directory, at, name)) entries.push(entryAt(directory, at, name, extra));
    at = next;
  }
  refuseOverlaps(entries, offset);
  return entries;
}

async function findDirectory(zip: RandomAccess): Promise<{ count: number; length: number; offset: number }> {
  const tailLength = Math.min(zip.size, END_SIZE + MAX_COMMENT);
  const tail = await zip.read(zip.size - tailLength, tailLength);
  for (let at = tail.length - END_SIZE; at >= 0; at -= 1) {
    if (
      tail.readUInt32LE(at) !== signature.endOfDirectory ||
      at + END_SIZE + tail.readUInt16LE(at + 20) !== tail.length
    )
      continue;
    const end = zip.size - tailLength + at;
    const found = {
      count: tail.readUInt16LE(at + 10),
      length: tail.readUInt32LE(at + 12),
      offset: tail.readUInt32LE(at + 16),
    };
    const larger = end >= LOCATOR_SIZE ? await zip.read(end - LOCATOR_SIZE, LOCATOR_SIZE) : undefined;
    return larger?.readUInt32LE(0) === signature.locator64 ? await directory64(zip, larger) : found;
  }
  throw new ImportError('zip-damaged');
}

async function directory64(
  zip: RandomAccess,
  locator: Buffer,
): Promise<{ count: number; length: number; offset: number }> {
  const end = await zip.read(toNumber(locator.readBigUInt64LE(8)), 56);
  if (end.readUInt32LE(0) !== signature.endOfDirectory64) throw new ImportError('zip-damaged');
  const [count, length, offset] = [32, 40, 48].map((field) => toNumber(end.readBigUInt64LE(field)));
  return { count: count!, length: length!, offset: offset! };
}

function isFile(directory: Buffer, at: number, name: Buffer): boolean {
  const mode = directory.readUInt32LE(at + 38) >>> 16;
  const isSpecial = directory[at + 5] === UNIX_HOST && (mode & FILE_TYPE) !== 0 && (mode & FILE_TYPE) !== REGULAR_FILE;
  return !isSpecial && name.at(-1) !== 0x2f;
}

function entryAt(directory: Buffer, at: number, name: Buffer, extra: Buffer): ZipEntry {
  const field = (offset: number): number => directory.readUInt32LE(at + offset);
  const wide = zip64Values(extra, [field(24), field(20), field(42)]);
  return {
    name: decodeName(name),
    method: directory.readUInt16LE(at + 10),
    isEncrypted: (directory.readUInt16LE(at + 8) & 0x2041) !== 0,
    checksum: field(16),
    size: wide[0]!,
    compressedSize: wide[1]!,
    offset: wide[2]!,
  };
}

/** What does not fit 32 bits stands in an extra field, in this order, and only then. */
function zip64Values(extra: Buffer, values: readonly number[]): readonly number[] {
  if (!values.includes(0xffffffff)) return values;
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== ZIP64_EXTRA) continue;
    const end = Math.min(at + 4 + extra.readUInt16LE(at + 2), extra.length);
    let next = at + 4;
    return values.map((value) => {
      if (value !== 0xffffffff) return value;
      if (next + 8 > end) throw new ImportError('zip-damaged');
      next += 8;
      return toNumber(extra.readBigUInt64LE(next - 8));
    });
  }
  throw new ImportError('zip-damaged');
}

/** Bytes that belong to several entries are how a small zip becomes a huge one. */
function refuseOverlaps(entries: readonly ZipEntry[], directoryOffset: number): void {
  let end = directoryOffset;
  for (const entry of [...entries].sort((a, b) => b.offset - a.offset)) {
    if (entry.offset + LOCAL_HEADER_SIZE + entry.compressedSize > end) throw new ImportError('zip-damaged');
    end = entry.offset;
  }
}

function toNumber(value: bigint): number {
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new ImportError('zip-damaged');
  return Number(value);
}

function decodeName(name: Buffer): string {
  const text = name.toString('utf8');
  return text.includes('\ufffd') ? name.toString('latin1') : text;
}
