import { createHash } from 'node:crypto';

/**
 * The id a conversation that is deleted for good comes back under: a UUID version 8 (RFC 9562) made of a hash, the same whoever restores it
 * how often. It begins as the conversation's own id does, whose first 48 bits are the time of its creation.
 */
export function restoredId(id: string): string {
  const bytes = createHash('sha256').update(`scout-restored:${id}`).digest().subarray(0, 16);
  const time = /^([0-9a-f]{8})-([0-9a-f]{4})-/.exec(id);
  if (time !== null) bytes.write(`${time[1]}${time[2]}`, 'hex');
  bytes[6] = (bytes[6]! & 0x0f) | 0x80;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
