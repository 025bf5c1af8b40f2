/** What a body turns out to be, whatever its content type says: a stream of events, one JSON document, or a web page. */
export type BodyKind = 'events' | 'document' | 'page';

const [lineFeed, carriageReturn, colon, brace, bracket, angle] = [10, 13, 58, 123, 91, 60];
/** White space, and the bytes of a byte order mark. */
const skipped: ReadonlySet<number> = new Set([32, 9, lineFeed, carriageReturn, 0xef, 0xbb, 0xbf]);
/** What the fields of events begin with: `data`, `event`, `id`, `retry`. */
const fields: ReadonlySet<number> = new Set([...'deir'].map((letter) => letter.charCodeAt(0)));

/**
 * Makes a function that is given the chunks of a body until it returns a kind: that of the first byte that is neither white space nor part
 * of a comment.
 * @param isHtml whether the server calls it a web page: then it is one unless it begins as a stream or a document does
 */
export function createBodyKind(isHtml: boolean): (chunk: Uint8Array) => BodyKind | undefined {
  let isInComment = false;
  return (chunk) => {
    for (const byte of chunk) {
      if (isInComment) {
        isInComment = byte !== lineFeed && byte !== carriageReturn;
        continue;
      }
      if (skipped.has(byte)) continue;
      if (byte === brace || byte === bracket) return 'document';
      if (byte === angle) return 'page';
      if (byte !== colon) return isHtml && !fields.has(byte) ? 'page' : 'events';
      isInComment = true;
    }
    return undefined;
  };
}
