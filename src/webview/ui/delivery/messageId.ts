let latest = 0;

/**
 * A UUID of version 7 (RFC 9562): 48 bits of Unix time in milliseconds, then random bits. Of two that one page makes, the later
 * is the greater.
 */
export function createMessageId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  latest = Math.max(Date.now(), latest + 1);
  let time = latest;
  for (let index = 5; index >= 0; index -= 1) {
    bytes[index] = time % 256;
    time = Math.floor(time / 256);
  }
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
