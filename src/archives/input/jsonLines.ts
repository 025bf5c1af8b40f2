import { ImportError } from '../importError.js';
import type { ArchiveLimits } from '../limits.js';
import { BoundedJson } from './boundedJson.js';
import { utf8Bytes } from './utf8Bytes.js';

/** The values of a text that has one on each line; an `ImportError` in place of one that is none. @throws ImportError `too-large` */
export async function* readJsonLines(
  chunks: AsyncIterable<Uint8Array>,
  limits: Pick<ArchiveLimits, 'recordBytes' | 'recordValues' | 'depth'>,
): AsyncGenerator<unknown> {
  const json = new BoundedJson(limits);
  let pieces: Uint8Array[] = [];
  let size = 0;
  const line = (): unknown => {
    const bytes = Buffer.concat(pieces);
    pieces = [];
    try {
      return bytes.every((byte) => byte <= 0x20) ? undefined : json.parse(bytes);
    } catch (error) {
      return error;
    }
  };
  for await (const chunk of utf8Bytes(chunks)) {
    size += chunk.length;
    if (size > limits.recordBytes) throw new ImportError('too-large');
    let from = 0;
    for (let end = chunk.indexOf(0x0a); end >= 0; end = chunk.indexOf(0x0a, from)) {
      pieces.push(chunk.subarray(from, end));
      from = end + 1;
      const value = line();
      if (value !== undefined) yield value;
    }
    pieces.push(chunk.subarray(from));
  }
  const value = line();
  if (value !== undefined) yield value;
}
