/** Bytes in which such a file says what it is. */
const headLength = 16;

/** By their first bytes as Latin-1. Source: https://en.wikipedia.org/wiki/List_of_file_signatures */
const formats: readonly (readonly [name: string, mark: RegExp])[] = [
  ['HEIC', /^[^]{4}ftyp(?:hei[cxms]|hev[cxms]|mif1|msf1)/u],
  ['AVIF', /^[^]{4}ftypavi[fs]/u],
  ['TIFF', /^(?:II\*\0|MM\0\*)/u],
  ['BMP', /^BM[^]{4}\0{4}/u],
  ['JPEG XL', /^(?:\xff\x0a|\0{3}\x0cJXL )/u],
  ['Photoshop', /^8BPS\0\x01/u],
];

/** What an image is called that no model reads; `undefined` for anything else, and for what is read. @param bytes of a file that is no text */
export function otherImage(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.subarray(0, headLength)).toString('latin1');
  return formats.find(([, mark]) => mark.test(head))?.[0];
}
