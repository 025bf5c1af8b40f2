import { mediaTypeOf, usualMediaType } from '../../core/fileType.js';

/** What a page is, by its bytes where they tell, or else as its server says. */
export type PageContentKind = 'html' | 'text' | 'pdf' | 'image' | 'other';

const textTypes =
  /^(?:text\/.+|application\/(?:json|xml|javascript|ecmascript|yaml|x-yaml|toml|x-ndjson|sql|graphql|.+\+(?:json|xml|yaml)))$/u;

/** @param contentType the header; empty when there was none */
export function pageContentKind(contentType: string, bytes: Uint8Array): PageContentKind {
  const own = mediaTypeOf(bytes);
  if (own !== undefined) return own === 'application/pdf' ? 'pdf' : 'image';
  const type = usualMediaType(contentType);
  if (type === 'text/html' || type === 'application/xhtml+xml') return 'html';
  if (type === 'image/svg+xml' || textTypes.test(type)) return 'text';
  if (type !== '' && type !== 'application/octet-stream') return 'other';
  // Nobody says. Text has no zero bytes.
  if (bytes.subarray(0, 8_000).includes(0)) return 'other';
  return /^\s*<(?:!doctype html|html|head|body)\b/iu.test(decodedAs('latin1', bytes.subarray(0, 1_000)))
    ? 'html'
    : 'text';
}

/** A page as text: in the encoding that its first bytes, its server or the page itself names; without any, UTF-8 if it is that. */
export function pageText(contentType: string, bytes: Uint8Array, kind: PageContentKind): string {
  const named = byteOrderMark(bytes) ?? charsetOf(contentType) ?? (kind === 'html' ? charsetInPage(bytes) : undefined);
  if (named !== undefined) {
    try {
      return decodedAs(named, bytes);
    } catch {
      // An encoding that nobody knows.
    }
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(withoutCutCharacter(bytes));
  } catch {
    return decodedAs('windows-1252', bytes);
  }
}

function decodedAs(charset: string, bytes: Uint8Array): string {
  return new TextDecoder(charset).decode(bytes);
}

function byteOrderMark([first, second, third]: Uint8Array): string | undefined {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return first === 0xff && second === 0xfe ? 'utf-16le' : undefined;
}

function charsetOf(contentType: string): string | undefined {
  return /;\s*charset\s*=\s*"?([\w.:-]{1,40})/iu.exec(contentType)?.[1];
}

/** https://html.spec.whatwg.org/multipage/parsing.html#prescan-a-byte-stream-to-determine-its-encoding, in short */
function charsetInPage(bytes: Uint8Array): string | undefined {
  const head = decodedAs('latin1', bytes.subarray(0, 2_048));
  const charset = /<meta\b[^>]{0,300}?\bcharset\s*=\s*["']?\s*([\w.:-]{1,40})/iu.exec(head)?.[1];
  // What can be read as ASCII is no UTF-16.
  return charset !== undefined && /^utf-?16/iu.test(charset) ? 'utf-8' : charset;
}

/** What was cut may end within a character, which is no reason to take it for another encoding. */
function withoutCutCharacter(bytes: Uint8Array): Uint8Array {
  for (let back = 1; back <= 3 && back <= bytes.length; back += 1) {
    const byte = bytes[bytes.length - back]!;
    if ((byte & 0xc0) === 0x80) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return length > back ? bytes.subarray(0, -back) : bytes;
  }
  return bytes;
}
