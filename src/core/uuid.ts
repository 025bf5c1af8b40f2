import { randomBytes } from 'node:crypto';

/**
 * A UUID version 7 (RFC 9562): 48 bits of Unix time in milliseconds, then 74 random bits, so that
 * sorting ids as text sorts them by time of creation, to the millisecond.
 */
export function uuidv7(now: number = Date.now()): string {
  const bytes = randomBytes(16);
  // A clock may be set to any time, also to one before 1970.
  bytes.writeUIntBE(Math.min(Math.max(now, 0), 2 ** 48 - 1), 0, 6);
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** When a UUID of version 7 was made, in Unix milliseconds; long ago for anything else. */
export function timeOfUuidv7(id: string): number {
  return /^[\da-f]{8}-[\da-f]{4}-7/u.test(id) ? Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16) : 0;
}
