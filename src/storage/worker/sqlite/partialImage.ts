import { allocateGrowing } from './imageMemory.js';

/** Where the bytes of an image come from that are not in memory yet. */
export interface ImageSource {
  /** How many bytes are read together; the last piece may be shorter. */
  readonly pieceSize: number;
  /** @throws when the piece cannot be read, or is not what was written. */
  read(piece: number): Uint8Array;
}

/**
 * An image for SQLite that is in memory only in part: a piece is read when SQLite first uses it, or brought by `set`. SQLite cannot be told of one
 * that cannot be read, and sees zeros; `failure` then says why, and whatever SQLite has answered since is worth nothing.
 */
export class PartialImage {
  /** To be given to sql.js. */
  readonly bytes: Uint8Array;
  readonly #source: ImageSource;
  readonly #isThere: Uint8Array;
  #missing: number;
  #failure: Error | undefined;

  /**
   * `undefined` where memory cannot grow, and so its use not be watched.
   * @param size bytes of the image.
   * @throws RangeError when there is no memory for it.
   */
  static create(size: number, source: ImageSource): PartialImage | undefined {
    const load = (begin: number, end: number): void => image?.load(begin, end);
    const bytes = allocateGrowing(size, load);
    const image = bytes && new PartialImage(bytes, source);
    return image;
  }

  private constructor(bytes: Uint8Array, source: ImageSource) {
    this.bytes = bytes;
    this.#source = source;
    this.#missing = Math.ceil(bytes.length / source.pieceSize);
    this.#isThere = new Uint8Array(this.#missing);
  }

  get length(): number {
    return this.bytes.length;
  }

  /** How many pieces are not in memory. */
  get missing(): number {
    return this.#missing;
  }

  /** Why something of it could not be read, once that has happened. */
  get failure(): Error | undefined {
    return this.#failure;
  }

  fail(reason: Error): void {
    this.#failure ??= reason;
  }

  /** Brings a piece. One that is there already stays as it is: SQLite may have changed it. */
  set(piece: Uint8Array, offset: number): void {
    const index = offset / this.#source.pieceSize;
    if (this.#isThere[index] === 1) return;
    this.bytes.set(piece, offset);
    this.#isThere[index] = 1;
    this.#missing--;
  }

  /** Reads what is not there of these bytes. */
  load(begin: number, end: number): void {
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
}
