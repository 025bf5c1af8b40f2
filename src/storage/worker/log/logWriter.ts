import { randomBytes } from 'node:crypto';
import path from 'node:path';
import type { Files } from '../files/files.js';
import { formatSegmentName } from './segmentName.js';

/** A writer begins a new segment once its current one holds this much. */
const SEGMENT_SIZE = 8 * 1024 * 1024;

interface Segment {
  readonly file: string;
  readonly descriptor: number;
  size: number;
  /** Whether anything in it was ever reported as saved. */
  acknowledged: boolean;
}

/**
 * Appends frames to this process's own segments; nobody else ever does. After any failure the writer's
 * id is abandoned, so that a sequence number is never used for two contents: whatever the failed call
 * left on the disk can be read back or not, but nothing else will ever carry its number.
 */
export class LogWriter {
  readonly #files: Files;
  readonly #directory: string;
  #id = newWriterId();
  #sequence = 0;
  #segmentNumber = 0;
  #segment: Segment | undefined;

  constructor(files: Files, directory: string) {
    this.#files = files;
    this.#directory = directory;
  }

  /** Changes after a failed `append`. */
  get id(): string {
    return this.#id;
  }

  /** The sequence number of the next frame, before anything is written. */
  get nextSequence(): number {
    return this.#sequence + 1;
  }

  /**
   * Writes the frames, which carry `id` and the numbers from `nextSequence` on. When it returns they
   * survive the death of this process, and with `sync` a power loss.
   * @param confirm called when the frames are in the log; what it throws makes the append fail.
   * @throws the system error; none of the frames may then be reported as saved.
   */
  append(frames: readonly Buffer[], sync: boolean, confirm?: () => void): void {
    const bytes = frames.length === 1 ? frames[0]! : Buffer.concat(frames);
    try {
      if (this.#segment !== undefined && this.#segment.size >= SEGMENT_SIZE) this.#closeSegment();
      this.#segment ??= this.#createSegment();
      this.#write(this.#segment, bytes, sync);
      // Somebody may have sealed the segment for a checkpoint, and read it before the bytes were there.
      while (!this.#files.exists(this.#segment.file)) {
        this.#closeSegment();
        this.#segment = this.#createSegment();
        this.#write(this.#segment, bytes, sync);
      }
      confirm?.();
      this.#segment.acknowledged = true;
      this.#sequence += frames.length;
    } catch (error) {
      this.#retire();
      throw error;
    }
  }

  /**
   * Makes durable what was written without `sync`, and lets go of the file; what is appended later begins a new one.
   * @throws the system error; the file is let go all the same.
   */
  close(): void {
    const segment = this.#segment;
    if (segment === undefined) return;
    this.#segment = undefined;
    try {
      this.#files.sync(segment.descriptor);
    } finally {
      this.#files.close(segment.descriptor);
    }
  }

  #createSegment(): Segment {
    this.#files.makeDirectory(this.#directory);
    const name = { writer: this.#id, number: ++this.#segmentNumber, sealed: false };
    const file = path.join(this.#directory, formatSegmentName(name));
    const segment = { file, descriptor: this.#files.create(file), size: 0, acknowledged: false };
    this.#segment = segment;
    this.#files.syncDirectory(this.#directory);
    return segment;
  }

  #write(segment: Segment, bytes: Buffer, sync: boolean): void {
    this.#files.append(segment.descriptor, bytes);
    segment.size += bytes.length;
    if (sync) this.#files.sync(segment.descriptor);
  }

  /** Frames written without `sync` precede synced ones of the next segment, so they must not be lost before them. */
  #closeSegment(): void {
    const segment = this.#segment!;
    this.#files.sync(segment.descriptor);
    this.#segment = undefined;
    this.#files.close(segment.descriptor);
  }

  #retire(): void {
    const segment = this.#segment;
    this.#id = newWriterId();
    this.#sequence = 0;
    this.#segmentNumber = 0;
    this.#segment = undefined;
    if (segment === undefined) return;
    attempt(() => this.#files.close(segment.descriptor));
    // On a full disk every attempt would otherwise leave a file behind.
    if (!segment.acknowledged) attempt(() => this.#files.remove(segment.file));
  }
}

function newWriterId(): string {
  return randomBytes(8).toString('hex');
}

/** For clean-up after a failure that has already been reported. */
function attempt(action: () => void): void {
  try {
    action();
  } catch {
    // The file stays as it is; reading ignores what was never completed.
  }
}
