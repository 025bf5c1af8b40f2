import path from 'node:path';
import type { Files } from '../files/files.js';
import { type ImageSource, PartialImage } from '../sqlite/partialImage.js';
import { decodePiece, PIECE_SIZE } from './imagePieces.js';
import type { Snapshot } from './snapshotCatalogue.js';
import { readImageInto } from './snapshotFile.js';

/**
 * A snapshot in use before all of it was read: of what SQLite asks for, each piece is checked on its own; the rest is read in parts, and with it the
 * whole file checked. Until then it counts as not verified.
 */
export class PartialSnapshot {
  readonly image: PartialImage;
  readonly #snapshot: Snapshot;
  readonly #reading: Generator<void, boolean>;
  #isRead = false;

  /**
   * `undefined` where a snapshot can only be read whole.
   * @throws RangeError when there is no memory for its image.
   */
  static create(files: Files, snapshot: Snapshot): PartialSnapshot | undefined {
    const { size, pieceSizes } = snapshot.meta.image;
    const image = pieceSizes && PartialImage.create(size, piecesOf(files, snapshot.file, pieceSizes, size));
    return image && new PartialSnapshot(files, snapshot, image);
  }

  private constructor(files: Files, snapshot: Snapshot, image: PartialImage) {
    this.image = image;
    this.#snapshot = snapshot;
    this.#reading = readImageInto(image, files, snapshot.file, snapshot.meta.image);
  }

  /** Reads and checks a part; a failure shows in the image. @returns whether there is more. */
  readPart(): boolean {
    if (this.#isRead || this.image.failure !== undefined) return false;
    try {
      const { done, value: isSound } = this.#reading.next();
      if (done !== true) return true;
      if (isSound) this.#snapshot.verified = true;
      else this.image.fail(damaged(this.#snapshot.file));
    } catch (error) {
      this.image.fail(error as Error);
    }
    this.#isRead = true;
    return false;
  }
}

function piecesOf(files: Files, file: string, sizes: readonly number[], imageSize: number): ImageSource {
  let end = 0;
  const offsets = sizes.map((size) => (end += size) - size);
  return {
    pieceSize: PIECE_SIZE,
    read(index) {
      const piece = decodePiece(files.read(file, offsets[index], sizes[index]));
      const offset = index * PIECE_SIZE;
      if (piece?.offset !== offset || piece.bytes.length !== Math.min(PIECE_SIZE, imageSize - offset))
        throw damaged(file);
      return piece.bytes;
    },
  };
}

function damaged(file: string): Error {
  return Object.assign(new Error(`${path.basename(file)} is damaged.`), { code: 'EIO', syscall: 'verify' });
}
