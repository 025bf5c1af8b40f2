import { isNestedWithin, maximumJsonDepth } from '../../../core/json.js';
import type { Failure } from '../../protocol/workerProtocol.js';
import { isOutOfMemory } from '../files/storageFailure.js';
import { encodeFrame, FRAME_TRANSACTION, FRAME_VERSION } from '../log/frame.js';
import type { HybridClock } from '../log/hybridClock.js';
import { InvalidEvent, toJson } from '../tables/eventFields.js';
import { writeAmplification } from './frameBatch.js';
import type { Replica } from './replica.js';

/** An event may hold JSON of a part, which is nested in it. What is nested some thousands deep could be saved, but no thread could read it. */
const maximumEventDepth = maximumJsonDepth + 50;

export interface TransactionTarget {
  readonly replica: Replica;
  /** For sentences. */
  readonly label: string;
  readonly clock: HybridClock;
  readonly writer: string;
}

/** Applies a transaction to the tables. @returns the frame for the log, or why it has none: then the tables are as before. */
export function applyTransaction(
  { replica, label, clock: hybridClock, writer }: TransactionTarget,
  events: readonly unknown[],
  sequence: number,
): Buffer | Failure | 'out of memory' {
  const { sql } = replica;
  try {
    return sql.atomically(() => {
      const payload = Buffer.from(toJson(events, 'A transaction'));
      if (!isNestedWithin(events, maximumEventDepth)) throw new InvalidEvent('It is nested too deep.');
      if (!sql.hasRoomFor(writeAmplification * payload.length)) return 'out of memory';
      sql.makeRoom(writeAmplification * payload.length);
      const clock = hybridClock.tick();
      const frame = encodeFrame({ type: FRAME_TRANSACTION, version: FRAME_VERSION, sequence, clock, payload });
      replica.apply(events, clock, writer);
      return frame;
    });
  } catch (error) {
    if (isOutOfMemory(error)) return 'out of memory';
    if (!(error instanceof InvalidEvent || error instanceof RangeError)) throw error;
    return {
      message: `The ${label} rejected a change: ${error.message}`,
      retryable: false,
      isUnsavable: true,
      detail: error.stack ?? error.message,
    };
  }
}
