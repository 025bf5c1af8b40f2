import { beforeImageWrite } from './imageCapture.js';

/** The greatest database there may be. From 3.8 GB on sql.js, which counts in 32 bits, would copy the whole of it for every page it adds. */
export const maximumDatabaseSize = 3 * 1024 ** 3;
/** Beyond the greatest size: what is small, a deletion for example, still finds room. */
export const alwaysAllowedRoom = 64 * 1024 ** 2;

/** Called before sql.js reads or overwrites bytes of an image; may fill them. */
export interface ImageUse {
  beforeRead(begin: number, end: number): void;
  beforeWrite(begin: number, end: number): void;
}

/**
 * Bytes for a database's image, to be filled and given to `Sql`. They can grow where they are, up to the greatest size, where the
 * system has addresses to spare for that.
 * @throws RangeError when there is no memory for them.
 */
export function allocateImage(size: number): Uint8Array {
  return allocateGrowing(size) ?? new Uint8Array(size);
}

/** The same, but only where they can grow. @throws RangeError when there is no memory for them. */
export function allocateGrowing(size: number, use?: ImageUse): Uint8Array | undefined {
  const buffer = growingBuffer(size, Math.max(size, maximumDatabaseSize) + alwaysAllowedRoom);
  return buffer && imageIn(buffer, size, use);
}

/** An image that lies in memory, such as that of `allocateImage`, which another thread has handed over. */
export function imageIn(buffer: ArrayBuffer, size: number, use?: ImageUse): Uint8Array {
  const image = new Uint8Array(buffer, 0, size);
  if (!buffer.resizable) return image;
  // sql.js makes the content of a database's file by this call. A copy is right for others' images, and a waste for ours.
  Object.defineProperty(image, 'slice', { value: () => watchedContents(buffer, use) });
  return image;
}

/** Bytes of a file whose uses can be watched: sql.js writes by `set`, and reads by `subarray`. */
function watchedContents(memory: ArrayBuffer, use: ImageUse | undefined): Uint8Array {
  const contents = new Uint8Array(memory);
  const set = (bytes: ArrayLike<number>, position = 0): void => {
    use?.beforeWrite(position, position + bytes.length);
    beforeImageWrite(memory, position, bytes.length);
    Uint8Array.prototype.set.call(contents, bytes, position);
  };
  Object.defineProperty(contents, 'set', { value: set });
  if (use === undefined) return contents;
  const subarray = (begin = 0, end = contents.length): Uint8Array => {
    use.beforeRead(begin, end);
    return new Uint8Array(memory, begin, end - begin);
  };
  Object.defineProperty(contents, 'subarray', { value: subarray });
  return contents;
}

/** Gives the memory of an image that nobody uses any more back to the system at once, and not when garbage is collected. */
export function releaseImage({ buffer }: Uint8Array): void {
  // Not by `resize`, which overwrites all of it with zeros first.
  if (buffer instanceof ArrayBuffer) buffer.transferToFixedLength(0);
}

function growingBuffer(size: number, maximum: number): ArrayBuffer | undefined {
  try {
    return new ArrayBuffer(size, { maxByteLength: maximum });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
