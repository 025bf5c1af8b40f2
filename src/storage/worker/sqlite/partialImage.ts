import { PAGE_SIZE } from './imageGaps.js';
import { allocateGrowing, type ImageUse } from './imageMemory.js';

/** Where the bytes of an image come from that are not in memory yet. */
export interface ImageSource {
  /** How many bytes are read together; the last piece may be shorter. */
  readonly pieceSize: number;
  /** @throws when the piece cannot be read, or is not what was written. */
  read(piece: number): Uint8Array;
}

/**
 * An image for SQLite that is in memory only in part: a piece is read when SQLite first reads from it, or brought by `set`. SQLite cannot be told of one
 * that cannot be read, and sees zeros; `failure` then says why, and whatever SQLite has answered since is worth nothing.
 */
export class PartialImage implements ImageUse {
  /** To be given to sql.js. */
  readonly bytes: Uint8Array;
  readonly #source: ImageSource;
  /** By piece. */
  readonly #isThere: Uint8Array;
  /** By page: SQLite has written it, so that the source's is out of date. */
  readonly #isWritten: Uint8Array;
  #missing: number;
  #failure: Error | undefined;

  /**
   * `undefined` where memory cannot grow, and so its use not be watched.
   * @param size bytes of the image.
   * @throws RangeError when there is no memory for it.
   */
  static create(size: number, source: ImageSource): PartialImage | undefined {
    const bytes = allocateGrowing(size, {
      beforeRead: (begin, end) => image?.beforeRead(begin, end),
      beforeWrite: (begin, end) => image?.beforeWrite(begin, end),
    });
    const image = bytes && new PartialImage(bytes, source);
    return image;
  }

  private constructor(bytes: Uint8Array, source: ImageSource) {
    this.bytes = bytes;
    this.#source = source;
    this.#missing = Math.ceil(bytes.length / source.pieceSize);
    this.#isThere = new Uint8Array(this.#missing);
    this.#isWritten = new Uint8Array(Math.ceil(bytes.length / PAGE_SIZE));
  }

  get length(): number {
    return this.bytes.length;
  }

  /** Why something of it could not be read, once that has happened. */
  get failure(): Error | undefined {
    return this.#failure;
  }

  fail(reason: Error): void {
    this.#failure ??= reason;
  }

  /** Brings a piece. What of it is there already stays as it is: SQLite may have changed it. */
  set(piece: Uint8Array, offset: number): void {
    const index = offset / this.#source.pieceSize;
    if (this.#isThere[index] === 1) return;
    const first = offset / PAGE_SIZE;
    const written = this.#isWritten.subarray(first, Math.ceil((offset + piece.length) / PAGE_SIZE));
    if (!written.includes(1)) this.bytes.set(piece, offset);
    else
      for (const [page, isWritten] of written.entries()) {
        if (isWritten === 1) continue;
        const begin = page * PAGE_SIZE;
        this.bytes.set(piece.subarray(begin, begin + PAGE_SIZE), offset + begin);
      }
    this.#isThere[index] = 1;
    this.#missing--;
  }

  /** Reads all that is missing. */
  load(): void {
    this.beforeRead(0, this.length);
  }

  beforeRead(begin: number, end: number): void {
    if (this.#missing === 0) return;
    const { pieceSize } = this.#source;
    const last = Math.ceil(Math.min(end, this.length) / pieceSize);
    for (let index = Math.floor(begin / pieceSize); index < last; index++) {
      if (this.#isThere[index] === 1 || this.#failure !== undefined) continue;
      try {
        this.set(this.#source.read(index), index * pieceSize);
      } catch (error) {
        this.fail(error as Error);
      }
    }
  }

  /** A page that is overwritten whole need not be read: many are free ones, all over the image. */
  beforeWrite(begin: number, end: number): void {
    if (this.#missing === 0 || begin >= this.length) return;
    if (begin % PAGE_SIZE !== 0 || end % PAGE_SIZE !== 0) this.beforeRead(begin, end);
    else this.#isWritten.fill(1, begin / PAGE_SIZE, end / PAGE_SIZE);
  }
}
