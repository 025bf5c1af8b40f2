import type { SseFrameMeter } from './sseFrameMeter.js';

/** An event that grows beyond this many bytes is held back until it is complete. */
const largeEventBytes = 64 * 1024;
/** Chunks are cut into pieces of about this many bytes, between events. */
const pieceBytes = 16 * 1024;

/**
 * Brings the bytes of a stream into pieces that cost SDKs little: several of them join every chunk to all that is not
 * yet an event, and copy the rest of a chunk for every event in it. Nothing that could be read already is held back. Events without
 * data, such as comments, are left out: they say that the server is there, and SDKs spend most of all on them.
 */
export class SseChunker {
  readonly #meter: SseFrameMeter;
  #held: Uint8Array[] = [];
  #heldBytes = 0;
  /** Whether some of the event that is not complete yet is held, or was passed on. */
  #isBegun = false;

  constructor(meter: SseFrameMeter) {
    this.#meter = meter;
  }

  /** Takes the next bytes; returns what to pass on now. */
  take(chunk: Uint8Array): Uint8Array[] {
    const pieces: Uint8Array[] = [];
    let [start, eventStart] = [0, 0];
    this.#meter.add(chunk, (end, hasData) => {
      if (!hasData && !this.#isBegun) {
        this.#hold(chunk.subarray(start, eventStart));
        start = end;
      } else if (this.#heldBytes + end - start >= pieceBytes) {
        this.#hold(chunk.subarray(start, end));
        pieces.push(...this.#release());
        start = end;
      }
      this.#isBegun = false;
      eventStart = end;
    });
    const isLarge = this.#meter.pending > largeEventBytes;
    if (isLarge && eventStart > 0) {
      this.#hold(chunk.subarray(start, eventStart));
      pieces.push(...this.#release());
      start = eventStart;
    }
    this.#hold(chunk.subarray(start));
    this.#isBegun = this.#meter.pending > 0;
    return isLarge ? pieces : [...pieces, ...this.#release()];
  }

  /** What is left when the stream ends, if there is anything. */
  rest(): Uint8Array[] {
    return this.#release();
  }

  #hold(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.#held.push(bytes);
    this.#heldBytes += bytes.length;
  }

  #release(): Uint8Array[] {
    const held = this.#held;
    this.#held = [];
    this.#heldBytes = 0;
    return held.length < 2 ? held : [Buffer.concat(held)];
  }
}
