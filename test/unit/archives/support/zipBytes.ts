import { crc32, deflateRawSync } from 'node:zlib';

/** An entry of a zip that is made by hand: what is not given is right. */
export interface ZipEntryBytes {
  readonly name: string;
  readonly data: Uint8Array | string;
  readonly method?: number;
  /** How hard it is packed. */
  readonly level?: number;
  readonly flags?: number;
  readonly checksum?: number;
  /** As the directory has it. */
  readonly size?: number;
  readonly compressedSize?: number;
  /** Unix mode, such as that of a link. */
  readonly mode?: number;
  /** Sizes and offset stand in the extra field only. */
  readonly zip64?: boolean;
  /** Begins where another entry begins. */
  readonly offset?: number;
}

/** A zip with these entries, byte by byte. @param zip64 whether the end, too, is written for large zips */
export function zipBytes(entries: readonly ZipEntryBytes[], zip64 = false, count = entries.length): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const data = Buffer.from(entry.data as string);
    const { method = 8, flags = 0x800, checksum = crc32(data), size = data.length, mode = 0o100644 } = entry;
    const packed = method === 8 ? deflateRawSync(data, entry.level === undefined ? {} : { level: entry.level }) : data;
    const name = Buffer.from(entry.name);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(20, 4);
    local.writeUInt16LE(flags, 6);
    local.writeUInt16LE(method, 8);
    local.writeUInt32LE(checksum, 14);
    local.writeUInt32LE(packed.length, 18);
    local.writeUInt32LE(data.length, 22);
    local.writeUInt16LE(name.length, 26);
    bodies.push(local, name, packed);

    const at = entry.offset ?? offset;
    const compressedSize = entry.compressedSize ?? packed.length;
    const extra = entry.zip64 === true ? Buffer.alloc(28) : Buffer.alloc(0);
    if (entry.zip64 === true) {
      extra.writeUInt16LE(1, 0);
      extra.writeUInt16LE(24, 2);
      [size, compressedSize, at].forEach((value, index) => extra.writeBigUInt64LE(BigInt(value), 4 + index * 8));
    }
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(0x0314, 4);
    central.writeUInt16LE(20, 6);
    central.writeUInt16LE(flags, 8);
    central.writeUInt16LE(method, 10);
    central.writeUInt32LE(checksum, 16);
    central.writeUInt32LE(entry.zip64 === true ? 0xffffffff : compressedSize, 20);
    central.writeUInt32LE(entry.zip64 === true ? 0xffffffff : size, 24);
    central.writeUInt16LE(name.length, 28);
    central.writeUInt16LE(extra.length, 30);
    central.writeUInt32LE((mode << 16) >>> 0, 38);
    central.writeUInt32LE(entry.zip64 === true ? 0xffffffff : at, 42);
    directory.push(central, name, extra);
    offset += local.length + name.length + packed.length;
  }
  return Buffer.concat([...bodies, ...directory, ...endOf(count, Buffer.concat(directory).length, offset, zip64)]);
}

function endOf(count: number, length: number, offset: number, zip64: boolean): Buffer[] {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(zip64 ? 0xffff : count, 8);
  end.writeUInt16LE(zip64 ? 0xffff : count, 10);
  end.writeUInt32LE(zip64 ? 0xffffffff : length, 12);
  end.writeUInt32LE(zip64 ? 0xffffffff : offset, 16);
  if (!zip64) return [end];
  const end64 = Buffer.alloc(56);
  end64.writeUInt32LE(0x06064b50, 0);
  end64.writeBigUInt64LE(44n, 4);
  end64.writeBigUInt64LE(BigInt(count), 24);
  end64.writeBigUInt64LE(BigInt(count), 32);
  end64.writeBigUInt64LE(BigInt(length), 40);
  end64.writeBigUInt64LE(BigInt(offset), 48);
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x07064b50, 0);
  locator.writeBigUInt64LE(BigInt(offset + length), 8);
  locator.writeUInt32LE(1, 16);
  return [end64, locator, end];
}
