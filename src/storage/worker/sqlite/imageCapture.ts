import { closedMeanwhile } from '../files/files.js';
import { clearGaps, PAGE_SIZE } from './imageGaps.js';

/** Who wants to keep what is about to be overwritten, by the memory an image lies in. */
const captures = new WeakMap<ArrayBuffer, ImageCapture>();

/** To be called before anything is written into an image's memory. */
export function beforeImageWrite(memory: ArrayBuffer, position: number, length: number): void {
  captures.get(memory)?.preserve(position, length);
}

/**
 * The image of a database at one moment, read from the front to the back while the database goes on changing: of a page that is about to be
 * overwritten the old bytes are kept, if they are yet to be read. So neither the beginning nor a piece takes longer in a larger
 * database, and memory is needed for a piece and for what changes meanwhile.
 */
export class ImageCapture {
  readonly length: number;
  readonly #memory: ArrayBuffer;
  readonly #preserved = new Map<number, Uint8Array>();
  #read = 0;
  #isReleased = false;

  /** @param length of the image, outside of a transaction; the memory may be larger, and may grow. One capture of a memory at a time. */
  constructor(memory: ArrayBuffer, length: number) {
    this.#memory = memory;
    this.length = length;
    captures.set(memory, this);
  }

  /** How many pages are kept because they have changed since. */
  get preservedPages(): number {
    return this.#preserved.size;
  }

  preserve(position: number, length: number): void {
    const first = Math.max(this.#read, position - (position % PAGE_SIZE));
    const end = Math.min(position + length, this.length);
    for (let page = first; page < end; page += PAGE_SIZE) {
      if (!this.#preserved.has(page)) this.#preserved.set(page, new Uint8Array(this.#memory, page, PAGE_SIZE).slice());
    }
  }

  /**
   * A copy of the bytes as they were, without a trace of what was deleted from tables. To be asked for in order, from page to page, once each.
   * @throws an error with a `syscall` when the database was closed meanwhile.
   */
  subarray(begin: number, end: number): Uint8Array {
    if (this.#isReleased || this.#memory.byteLength === 0)
      throw closedMeanwhile('The database was closed while it was being copied.');
    const piece = new Uint8Array(this.#memory, begin, end - begin).slice();
    for (let page = begin; page < end; page += PAGE_SIZE) {
      const bytes = this.#preserved.get(page);
      if (bytes === undefined) continue;
      piece.set(bytes, page - begin);
      this.#preserved.delete(page);
    }
    this.#read = end;
    clearGaps(piece, begin === 0);
    return piece;
  }

  /** Nothing more is read from it. Calling it again is harmless. */
  release(): void {
    this.#isReleased = true;
    this.#preserved.clear();
    if (captures.get(this.#memory) === this) captures.delete(this.#memory);
  }
}
