import type { ImageCapture } from './imageCapture.js';
import { allocateImage } from './imageMemory.js';

/** Bytes that are copied in one step. */
const PIECE_SIZE = 1024 ** 2;

/**
 * All of an image in memory of its own, in steps.
 * @throws an error with a `syscall` when the database was closed meanwhile, RangeError when there is no memory.
 */
export function* copyImage(captured: ImageCapture): Generator<void, Uint8Array> {
  const copy = allocateImage(captured.length);
  for (let offset = 0; offset < captured.length; offset += PIECE_SIZE) {
    copy.set(captured.subarray(offset, Math.min(offset + PIECE_SIZE, captured.length)), offset);
    yield;
  }
  return copy;
}
