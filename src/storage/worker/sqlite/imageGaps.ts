/** Bytes of a page of the database. */
export const PAGE_SIZE = 4096;
/** The first page begins with a header of the whole file. */
const FILE_HEADER_SIZE = 100;
/** How long the header of a page of a B-tree is, by the page's first byte. Other pages begin with the number of a page, and so with 0. */
const headerSizes = new Map([
  [2, 12],
  [5, 12],
  [10, 8],
  [13, 8],
]);

/**
 * Overwrites the bytes between the directory and the content of each page of B-trees in an SQLite image: `secure_delete` overwrites what is
 * deleted, but not what SQLite has moved from one page to another before.
 * @param image of the whole file, or pages of it.
 * @param isBeginning whether it begins with the file's first page.
 */
export function clearGaps(image: Uint8Array, isBeginning = true): void {
  const view = new DataView(image.buffer, image.byteOffset, image.byteLength);
  for (let page = 0; page + PAGE_SIZE <= image.length; page += PAGE_SIZE) {
    const header = page === 0 && isBeginning ? FILE_HEADER_SIZE : page;
    const headerSize = headerSizes.get(image[header]!);
    if (headerSize === undefined) continue;
    const directory = header + headerSize + 2 * view.getUint16(header + 3);
    const content = page + view.getUint16(header + 5);
    if (directory < content && content <= page + PAGE_SIZE) image.fill(0, directory, content);
  }
}
