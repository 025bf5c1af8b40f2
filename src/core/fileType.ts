/** Characters of base64 in which a file says what it is, with room for the blanks that some PDFs begin with. */
const headCharacters = 64;

/** What a picture or PDF says itself that it is, in its first bytes; `undefined` for all others. @param data base64 */
export function ownMediaType(data: string): string | undefined {
  return mediaTypeOf(Buffer.from(data.slice(0, headCharacters), 'base64'));
}

/** The same for bytes. Source of the marks: https://en.wikipedia.org/wiki/List_of_file_signatures */
export function mediaTypeOf(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.subarray(0, headCharacters)).toString('latin1');
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png';
  if (head.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  if (/^GIF8[79]a/u.test(head)) return 'image/gif';
  if (/^RIFF[^]{4}WEBP/u.test(head)) return 'image/webp';
  return /^[\s\0\xef\xbb\xbf]*%PDF-/u.test(head) ? 'application/pdf' : undefined;
}

/** Other names under which these types go about. */
const otherNames: ReadonlyMap<string, string> = new Map([
  ['image/jpg', 'image/jpeg'],
  ['image/pjpeg', 'image/jpeg'],
  ['image/x-png', 'image/png'],
  ['application/x-pdf', 'application/pdf'],
]);

/** A media type in its usual form: lower case, without parameters. */
export function usualMediaType(mediaType: string): string {
  const type = mediaType.split(';', 1)[0]!.trim().toLowerCase();
  return otherNames.get(type) ?? type;
}

/** The type of a picture, which its content decides where that is known; `undefined` for what is no picture. */
export function pictureTypeOf(mediaType: string, data: Uint8Array): string | undefined {
  const type = mediaTypeOf(data) ?? usualMediaType(mediaType);
  return data.length > 0 && /^image\/[a-z0-9.+-]{1,60}$/u.test(type) ? type : undefined;
}
