import { VersionVector } from './versionVector.js';

const ID = /^[0-9a-f]{16}$/;
const ID_BYTES = 8;
/** Of a number, seven bits stand in each byte, the lowest first; the highest bit says that more follow. */
const CONTINUED = 0x80;

/** A vector in two parts, as snapshots hold it. */
export interface PackedVector {
  /** Of each writer none of whose frames is missing, its id and how many frames it has written, in base64: every window that ever wrote is one. */
  readonly writers: string;
  /** The others. */
  readonly vector: VersionVector;
}

export function packVector(vector: VersionVector): PackedVector {
  const others = new VersionVector();
  const packed: string[] = [];
  for (const [writer, ranges] of vector.writers) {
    const [first, last] = ranges as readonly [number, number];
    if (ranges.length === 2 && first === 1 && ID.test(writer)) packed.push(writer, packNumber(last));
    else
      for (let index = 0; index < ranges.length; index += 2)
        others.addRange(writer, ranges[index]!, ranges[index + 1]!);
  }
  return { writers: Buffer.from(packed.join(''), 'hex').toString('base64'), vector: others };
}

/** The whole vector; `undefined` when that is none. @param writers what `packVector` gave, or nothing. */
export function unpackVector(writers: unknown, others: unknown): VersionVector | undefined {
  const vector = VersionVector.parse(others);
  if (vector === undefined || writers === undefined) return vector;
  if (typeof writers !== 'string') return undefined;
  const bytes = Buffer.from(writers, 'base64');
  const digits = bytes.toString('hex');
  for (let at = 0; at < bytes.length;) {
    const id = digits.slice(2 * at, 2 * (at + ID_BYTES));
    at += ID_BYTES;
    let [count, factor, byte] = [0, 1, CONTINUED];
    for (; byte >= CONTINUED; factor *= CONTINUED) {
      if (at >= bytes.length) return undefined;
      byte = bytes[at++]!;
      count += (byte % CONTINUED) * factor;
    }
    if (!Number.isSafeInteger(count) || count === 0) return undefined;
    vector.addRange(id, 1, count);
  }
  return vector;
}

/** In hexadecimal digits. */
function packNumber(number: number): string {
  const [rest, low] = [Math.floor(number / CONTINUED), number % CONTINUED];
  const byte = (rest > 0 ? low + CONTINUED : low).toString(16).padStart(2, '0');
  return rest > 0 ? byte + packNumber(rest) : byte;
}
