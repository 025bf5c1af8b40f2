import { createHash } from 'node:crypto';
import type { SourceKind } from '../importedConversation.js';

/**
 * SCOUT's id for something another program has named: a UUID version 8 (RFC 9562) made of a hash, so that whoever
 * imports it again, anywhere, arrives at the same one.
 */
export function deriveId(kind: SourceKind, ...names: readonly string[]): string {
  const bytes = createHash('sha256')
    .update(JSON.stringify(['scout-import', kind, ...names]))
    .digest()
    .subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x80;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
