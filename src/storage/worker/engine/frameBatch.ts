import { FRAME_TRANSACTION, FRAME_VERSION, type Frame } from '../log/frame.js';
import { type HybridClock, stampOf } from '../log/hybridClock.js';
import type { VersionVector } from '../log/versionVector.js';
import type { Sql } from '../sqlite/sql.js';
import { InvalidEvent } from '../tables/eventFields.js';
import type { EventTables, StampedEvent } from './schema.js';

/** A transaction takes at most so many times its own size, in tables and indexes. */
export const writeAmplification = 4;

export interface BatchTarget {
  readonly sql: Sql;
  readonly schema: EventTables;
  readonly clock: HybridClock;
  /** Frames that are in the tables; those that are applied join them. */
  readonly appliedFrames: VersionVector;
}

interface ReadFrame {
  readonly writer: string;
  readonly frame: Frame;
}

interface ParsedFrame extends ReadFrame {
  readonly events: readonly unknown[];
}

/** Frames of the log that are read and not yet in the tables. They share a transaction, because one for each would cost more than most of them. */
export class FrameBatch {
  readonly #target: BatchTarget;
  #frames: ReadFrame[] = [];
  #framesRead = 0;
  #notUnderstood = 0;
  #hasNewer = false;

  constructor(target: BatchTarget) {
    this.#target = target;
  }

  /** All that were added, whether or not they were known. */
  get framesRead(): number {
    return this.#framesRead;
  }

  /** Whether a frame is of a version of SCOUT this one does not understand. */
  get hasNewer(): boolean {
    return this.#hasNewer;
  }

  /** How many frames this version has not understood since the last call. */
  takeNotUnderstood(): number {
    const count = this.#notUnderstood;
    this.#notUnderstood = 0;
    return count;
  }

  add(writer: string, frame: Frame): void {
    this.#target.clock.observe(frame.clock);
    this.#framesRead++;
    if (frame.version > FRAME_VERSION || frame.type !== FRAME_TRANSACTION) this.#hasNewer = true;
    else if (!this.#target.appliedFrames.has(writer, frame.sequence)) this.#frames.push({ writer, frame });
  }

  /**
   * Applies what was added, each frame whole or not at all.
   * @returns the events that are in the tables now.
   * @throws OutOfMemoryError, and whatever SQLite does; none of the frames is in the tables then.
   */
  apply(): readonly unknown[] {
    const { sql, appliedFrames } = this.#target;
    const frames = this.#frames.flatMap((read) => this.#parse(read));
    this.#frames = [];
    if (frames.length === 0) return [];
    sql.makeRoom(writeAmplification * frames.reduce((sum, { frame }) => sum + frame.payload.length, 0));
    const applied = this.#applyTogether(frames) ?? this.#applyOneByOne(frames);
    for (const { writer, frame } of applied) appliedFrames.add(writer, frame.sequence);
    // Those not understood are not in `appliedFrames`: their segments then stay for a version that understands them.
    this.#notUnderstood += frames.length - applied.length;
    return applied.flatMap(({ events }) => events);
  }

  #parse(read: ReadFrame): readonly ParsedFrame[] {
    const events = parseEvents(read.frame);
    if (events !== undefined) return [{ ...read, events }];
    this.#notUnderstood++;
    return [];
  }

  /** `undefined` when one of them is not understood; then none is in the tables. */
  #applyTogether(frames: readonly ParsedFrame[]): readonly ParsedFrame[] | undefined {
    const { sql, schema } = this.#target;
    const all = frames.flatMap(({ writer, frame, events }) => stampEvents(events, frame.clock, writer));
    try {
      sql.atomically(() => applyEvents(sql, schema, schema.withoutSuperseded?.(all) ?? all));
      return frames;
    } catch (error) {
      if (error instanceof InvalidEvent) return undefined;
      throw error;
    }
  }

  #applyOneByOne(frames: readonly ParsedFrame[]): readonly ParsedFrame[] {
    const { sql, schema } = this.#target;
    return sql.atomically(() =>
      frames.filter(({ writer, frame, events }) => {
        try {
          sql.atomically(() => applyEvents(sql, schema, stampEvents(events, frame.clock, writer)));
          return true;
        } catch (error) {
          if (error instanceof InvalidEvent) return false;
          throw error;
        }
      }),
    );
  }
}

/** The events of one transaction. */
export function stampEvents(events: readonly unknown[], clock: bigint, writer: string): readonly StampedEvent[] {
  return events.map((event, index) => ({ event, stamp: stampOf(clock, writer, index) }));
}

export function applyEvents(sql: Sql, schema: EventTables, events: readonly StampedEvent[]): void {
  for (const { event, stamp } of events) schema.apply(sql, event, stamp);
}

function parseEvents({ payload }: Frame): readonly unknown[] | undefined {
  try {
    const parsed: unknown = JSON.parse(payload.toString());
    return Array.isArray(parsed) ? parsed : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
