import { ImportError } from '../importError.js';
import type { ArchiveLimits } from '../limits.js';
import { parseJson } from './jsonRecords.js';

const code = {
  quote: 0x22,
  comma: 0x2c,
  openArray: 0x5b,
  backslash: 0x5c,
  closeArray: 0x5d,
  openObject: 0x7b,
  closeObject: 0x7d,
} as const;

/** Parses texts that belong together, within the limits of one record. */
export class BoundedJson {
  readonly #limits: Pick<ArchiveLimits, 'depth' | 'recordValues'>;
  #values = 0;

  constructor(limits: Pick<ArchiveLimits, 'depth' | 'recordValues'>) {
    this.#limits = limits;
  }

  /** @throws ImportError `too-deep`, `too-large`, `encoding`, `syntax` */
  parse(bytes: Uint8Array): unknown {
    let depth = 0;
    for (let at = 0; at < bytes.length; at += 1) {
      switch (bytes[at]!) {
        case code.quote:
          at = endOfString(bytes, at + 1);
          break;
        case code.openArray:
        case code.openObject:
          depth += 1;
          this.#values += 1;
          break;
        case code.closeArray:
        case code.closeObject:
          depth -= 1;
          break;
        case code.comma:
          this.#values += 1;
          break;
        default:
      }
      if (depth > this.#limits.depth) throw new ImportError('too-deep');
      if (this.#values > this.#limits.recordValues) throw new ImportError('too-large');
    }
    return parseJson(bytes);
  }
}

function endOfString(bytes: Uint8Array, start: number): number {
  let at = start;
  while (at < bytes.length && bytes[at] !== code.quote) at += bytes[at] === code.backslash ? 2 : 1;
  return at;
}
