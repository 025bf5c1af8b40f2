type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';

/** The same text as UTF-8 without a byte order mark, whether it came as UTF-8 or as UTF-16. */
export async function* utf8Bytes(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let head: Buffer | undefined = Buffer.alloc(0);
  let convert: ((chunk: Buffer) => Buffer) | undefined;
  for await (const chunk of chunks) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    if (convert === undefined) {
      head = Buffer.concat([head!, bytes]);
      if (head.length < 4) continue;
      convert = converterFor(head);
      yield convert(withoutMark(head));
      head = undefined;
    } else {
      yield convert(bytes);
    }
  }
  if (head !== undefined && head.length > 0) yield converterFor(head)(withoutMark(head));
}

/** By the byte order mark; without one JSON betrays UTF-16 by a zero beside its first character, which is always ASCII. */
function encodingOf(head: Buffer): Encoding {
  const [first, second] = head;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (first !== 0 && second === 0) return 'utf-16le';
  if (first === 0 && second !== undefined && second !== 0) return 'utf-16be';
  return 'utf-8';
}

function withoutMark(head: Buffer): Buffer {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return head.subarray(3);
  return (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff) ? head.subarray(2) : head;
}

function converterFor(head: Buffer): (chunk: Buffer) => Buffer {
  const encoding = encodingOf(head);
  if (encoding === 'utf-8') return (chunk) => chunk;
  const decoder = new TextDecoder('utf-16le');
  const decode = (chunk: Buffer): Buffer => Buffer.from(decoder.decode(chunk, { stream: true }), 'utf8');
  if (encoding === 'utf-16le') return decode;
  let left = Buffer.alloc(0);
  return (chunk) => {
    const bytes = Buffer.concat([left, chunk]);
    const even = bytes.length - (bytes.length % 2);
    left = bytes.subarray(even);
    // Swapped in a copy: the chunk is not ours.
    return decode(Buffer.from(bytes.subarray(0, even)).swap16());
  };
}
