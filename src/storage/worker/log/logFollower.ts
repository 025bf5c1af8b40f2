import path from 'node:path';
import { codeOf, type Files } from '../files/files.js';
import { type Frame, type Scan, scanFrames } from './frame.js';
import { salvageSegment } from './quarantine.js';
import { formatSegmentName, parseSegmentName, type SegmentName } from './segmentName.js';
import { VersionVector } from './versionVector.js';

/** Bytes at the end of a growing file that seem damaged may be a write in progress: so many polls must find them so. */
const DAMAGE_CONFIRMATIONS = 3;

export interface FollowOptions {
  /** The files in the folder. */
  readonly names: readonly string[];
  /** The segment in use by this process's own writer is not read. */
  readonly ownWriter: string;
  /** Nobody writes at the moment, or nobody who did still lives: damage is repaired at once. */
  readonly opening: boolean;
  /** Damaged files may be repaired. */
  readonly repair: () => boolean;
  /** Called for every whole frame that is new to this process, each writer's in order within a file. */
  readonly onFrame: (writer: string, frame: Frame) => void;
  /** Called for numbers that are left out within a file, which is what a repair leaves. */
  readonly onHole: (writer: string, first: number, last: number) => void;
}

/** What one poll of the folder has found. */
export interface Followed {
  /** A file was gone before it could be read: list the folder again. */
  readonly vanished: boolean;
  readonly bytes: number;
}

/** A segment as far as it has been read. */
interface Progress {
  readonly frames: VersionVector;
  offset: number;
  /** How large the file was when it was last read. */
  size: number;
  /** The sequence number of the last frame; 0 before the first. */
  last: number;
  /** Sealed, and read to its end. */
  complete: boolean;
  damagedPolls: number;
  warned: boolean;
}

/**
 * Reads the segments of a database's folder, and later what has been added to them. Damaged files are
 * repaired or put into `quarantine/`; whatever cannot be read is skipped, reported once, and tried again.
 */
export class LogFollower {
  readonly #files: Files;
  readonly #directory: string;
  readonly #segments = new Map<string, Progress>();
  #warnings: string[] = [];

  constructor(files: Files, directory: string) {
    this.#files = files;
    this.#directory = directory;
  }

  /** Sentences for the user since the last call. */
  takeWarnings(): readonly string[] {
    const warnings = this.#warnings;
    this.#warnings = [];
    return warnings;
  }

  /** How many segments there were at the last poll. */
  get segmentCount(): number {
    return this.#segments.size;
  }

  /** Every frame of a sealed segment; `undefined` unless all that is in it at this moment has been read. */
  framesOf(name: SegmentName): VersionVector | undefined {
    const progress = this.#segments.get(`${name.writer}-${name.number}`);
    if (progress?.complete !== true) return undefined;
    try {
      return this.#files.size(path.join(this.#directory, formatSegmentName(name))) === progress.size
        ? progress.frames
        : undefined;
    } catch (error) {
      if (codeOf(error) === '') throw error;
      return undefined;
    }
  }

  /** In steps, one for each frame that is new, whose size in bytes it gives. To be run to its end before it is begun again. */
  *follow(options: FollowOptions): Generator<number, Followed> {
    const segments = options.names.map(parseSegmentName).filter((name) => name !== undefined);
    segments.sort((a, b) => (a.writer === b.writer ? a.number - b.number : a.writer < b.writer ? -1 : 1));
    this.#forgetAllBut(segments);
    let bytes = 0;
    let vanished = false;
    for (const name of segments) {
      if (!name.sealed && name.writer === options.ownWriter) continue;
      const progress = this.#progressOf(name);
      try {
        bytes += yield* this.#readNew(name, progress, options);
      } catch (error) {
        if (codeOf(error) === 'ENOENT') vanished = true;
        else
          this.#warnOnce(
            progress,
            `${formatSegmentName(name)} could not be read (${codeOf(error) || String(error)}). It was left unchanged.`,
          );
      }
    }
    return { vanished, bytes };
  }

  *#readNew(name: SegmentName, progress: Progress, options: FollowOptions): Generator<number, number> {
    const file = path.join(this.#directory, formatSegmentName(name));
    const size = this.#files.size(file);
    if (size === progress.size) {
      progress.complete = name.sealed;
      return 0;
    }
    // Somebody else has repaired it.
    if (size < progress.offset) [progress.offset, progress.last] = [0, 0];
    const added = this.#files.read(file, progress.offset);
    const scan = scanFrames(added);
    if (scan.damagedBytes > 0) {
      if (!options.opening && !name.sealed && ++progress.damagedPolls < DAMAGE_CONFIRMATIONS) return 0;
      return yield* this.#repair(name, progress, scan, options);
    }
    progress.damagedPolls = 0;
    yield* deliver(name.writer, scan, progress, options);
    progress.size = progress.offset + added.length;
    progress.offset += added.length - scan.tornBytes;
    // A writer that has not noticed yet may still add to it. What it adds it writes again elsewhere before it counts; if it dies
    // in between, everybody is to see the same all the same.
    progress.complete = name.sealed;
    return added.length - scan.tornBytes;
  }

  *#repair(name: SegmentName, progress: Progress, scan: Scan, options: FollowOptions): Generator<number, number> {
    const fileName = formatSegmentName(name);
    yield* deliver(name.writer, scan, progress, options);
    if (!options.repair()) {
      this.#warnOnce(
        progress,
        `${fileName} is damaged: ${scan.damagedBytes} bytes could not be read. It was left unchanged.`,
      );
      return 0;
    }
    try {
      const salvaged = salvageSegment(this.#files, this.#directory, name);
      // Between the reading and the repair its writer may have added more.
      if (salvaged !== undefined) yield* deliver(name.writer, salvaged, progress, options);
      progress.offset = salvaged?.frames.reduce((sum, { bytes }) => sum + bytes.length, 0) ?? 0;
      progress.size = progress.offset;
      progress.complete = true;
      this.#warnOnce(
        progress,
        salvaged === undefined
          ? `${fileName} contains nothing SCOUT can read. It was moved to the quarantine folder.`
          : `${fileName} was damaged: ${scan.damagedBytes} bytes could not be read, ${salvaged.frames.length} entries were recovered. The original was moved to the quarantine folder.`,
      );
    } catch (error) {
      if (codeOf(error) === 'ENOENT') throw error;
      const reason = codeOf(error) || String(error);
      this.#warnOnce(
        progress,
        `${fileName} is damaged: ${scan.damagedBytes} bytes could not be read. It could not be repaired (${reason}) and was left unchanged.`,
      );
    }
    return 0;
  }

  #warnOnce(progress: Progress, warning: string): void {
    if (progress.warned) return;
    progress.warned = true;
    this.#warnings.push(warning);
  }

  #progressOf({ writer, number }: SegmentName): Progress {
    const key = `${writer}-${number}`;
    const progress = this.#segments.get(key) ?? {
      frames: new VersionVector(),
      offset: 0,
      size: 0,
      last: 0,
      complete: false,
      damagedPolls: 0,
      warned: false,
    };
    this.#segments.set(key, progress);
    return progress;
  }

  #forgetAllBut(segments: readonly SegmentName[]): void {
    const present = new Set(segments.map(({ writer, number }) => `${writer}-${number}`));
    for (const key of this.#segments.keys()) if (!present.has(key)) this.#segments.delete(key);
  }
}

function* deliver(
  writer: string,
  scan: Scan,
  progress: Progress,
  { onFrame, onHole }: FollowOptions,
): Generator<number, void> {
  for (const { frame } of scan.frames) {
    if (progress.last > 0 && frame.sequence > progress.last + 1) onHole(writer, progress.last + 1, frame.sequence - 1);
    progress.last = frame.sequence;
    if (progress.frames.has(writer, frame.sequence)) continue;
    progress.frames.add(writer, frame.sequence);
    onFrame(writer, frame);
    yield frame.payload.length;
  }
}
