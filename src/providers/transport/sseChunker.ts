import type { SseFrameMeter } from './sseFrameMeter.js';

/** An event that grows beyond this many bytes is held back until it is complete. */
const largeEventBytes = 64 * 1024;
/** Chunks are cut into pieces of about this many bytes, between events. */
const pieceBytes = 16 * 1024;

/**
 * Brings the bytes of a stream into pieces that cost SDKs little: several of them join every chunk to all that is not
 * yet an event, and copy the rest of a chunk for every event in it. Nothing that could be read already is held back.
 */
export class SseChunker {
  readonly #meter: SseFrameMeter;
  #held: Uint8Array[] = [];

  constructor(meter: SseFrameMeter) {
    this.#meter = meter;
  }

  /** Takes the next bytes; returns what to pass on now. */
  take(chunk: Uint8Array): Uint8Array[] {
    const pieces: Uint8Array[] = [];
    let start = 0;
    this.#meter.add(chunk, (end) => {
      if (this.#held.length === 0 && end - start < pieceBytes) return;
      pieces.push(this.#release(chunk.subarray(start, end)));
      start = end;
    });
    if (start === chunk.length) return pieces;
    this.#held.push(chunk.subarray(start));
    if (this.#meter.pending <= largeEventBytes) pieces.push(this.#release());
    return pieces;
  }

  /** What is left when the stream ends; empty when there is nothing. */
  rest(): Uint8Array {
    return this.#release();
  }

  #release(last?: Uint8Array): Uint8Array {
    const held = last === undefined ? this.#held : [...this.#held, last];
    this.#held = [];
    return held.length === 1 ? held[0]! : Buffer.concat(held);
  }
}
