import { PAGE_SIZE } from './imageGaps.js';
import { releaseImage } from './imageMemory.js';

/** Merging an index takes some room for a while. Memory that nothing was written into costs nothing but addresses. */
const headroomBytes = 32 * 1024 ** 2;

/** The system has no memory for what is to be added; what there is is as it was. */
export class OutOfMemoryError extends RangeError {
  constructor() {
    super('out of memory');
  }
}

/** Where the pages of a database are, if they are in memory of ours that can grow. */
export class GrowingMemory {
  #memory: ArrayBuffer | undefined;
  /** By how many bytes the database may have grown before `makeRoom` has to look again. */
  #room = 0;

  constructor(image: Uint8Array | undefined) {
    this.#memory = image?.buffer instanceof ArrayBuffer && image.buffer.resizable ? image.buffer : undefined;
  }

  /** The memory, if a database of that size is still in it. */
  holding(size: number): ArrayBuffer | undefined {
    return this.#memory !== undefined && holds(this.#memory, size) ? this.#memory : undefined;
  }

  /** To be called when a transaction begins. @param size the database's. */
  letGoUnlessHolding(size: () => number): void {
    if (this.#memory !== undefined && !holds(this.#memory, size())) this.#memory = undefined;
  }

  /** See `Sql.makeRoom`. @param size the database's. */
  makeRoom(bytes: number, size: () => number): void {
    this.#room -= bytes;
    if (this.#memory === undefined || this.#room >= 0) return;
    const wanted = size() + bytes + headroomBytes;
    try {
      if (wanted > this.#memory.byteLength)
        this.#memory.resize(Math.min(this.#memory.maxByteLength, wanted + headroomBytes));
    } catch (error) {
      if (error instanceof RangeError) throw new OutOfMemoryError();
      throw error;
    }
    this.#room = this.#memory.byteLength - wanted;
  }

  /** Gives it back. */
  release(): void {
    if (this.#memory !== undefined) releaseImage(new Uint8Array(this.#memory));
  }
}

/** Not when sql.js keeps the database in other memory all the same, as it does when it has become smaller. Its first page says how large it is. */
function holds(memory: ArrayBuffer, size: number): boolean {
  return new DataView(memory).getUint32(28) * PAGE_SIZE === size;
}
