import { InvalidEvent } from './tables/eventFields.js';
import type { Files } from './files.js';
import { FRAME_TRANSACTION, FRAME_VERSION, type Frame } from './log/frame.js';
import { type HybridClock, stampOf } from './log/hybridClock.js';
import { readLog } from './log/logReader.js';
import type { Schema } from './schema.js';
import type { Sql } from './sql.js';

export interface Replay {
  /** Sentences for the user. */
  readonly warnings: readonly string[];
  /** Something was written by a newer version of SCOUT; what this one understands was applied. */
  readonly newer: boolean;
  readonly logBytes: number;
}

/**
 * Brings an empty database up to what the logs say.
 * @throws the system error when the folder cannot be read.
 */
export function replay(sql: Sql, schema: Schema, files: Files, directory: string, clock: HybridClock): Replay {
  let newer = false;
  let logBytes = 0;
  let notUnderstood = 0;
  return sql.atomically(() => {
    const log = readLog(files, directory, (segment) => {
      logBytes += segment.size;
      for (const frame of segment.frames) {
        clock.observe(frame.clock);
        if (frame.version > FRAME_VERSION || frame.type !== FRAME_TRANSACTION) newer = true;
        else if (!applyFrame(sql, schema, frame, segment.writer)) notUnderstood++;
      }
    });
    const warnings = [...log.warnings];
    if (notUnderstood > 0) warnings.push(`${notUnderstood} changes in ${directory} are not understood and were left out.`);
    return { warnings, newer: newer || log.hasSnapshots, logBytes };
  });
}

/** Applies one transaction, whole or not at all. */
export function applyEvents(sql: Sql, schema: Schema, events: readonly unknown[], clock: bigint, writer: string): void {
  events.forEach((event, index) => schema.apply(sql, event, stampOf(clock, writer, index)));
}

/** Whether the frame was understood. */
function applyFrame(sql: Sql, schema: Schema, frame: Frame, writer: string): boolean {
  try {
    const events: unknown = JSON.parse(frame.payload.toString());
    if (!Array.isArray(events)) return false;
    sql.atomically(() => applyEvents(sql, schema, events, frame.clock, writer));
    return true;
  } catch (error) {
    if (error instanceof InvalidEvent || error instanceof SyntaxError) return false;
    throw error;
  }
}
