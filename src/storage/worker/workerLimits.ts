import type { CompactionLimits } from './engine/compaction.js';

/** When the worker does what nobody asks for. */
export interface WorkerLimits extends CompactionLimits {
  /** How often it polls for other processes' changes; a hint from the system comes sooner. Milliseconds. */
  readonly pollMs: number;
  /** Maintenance waits until no request has come for so long. Milliseconds. */
  readonly idleMs: number;
  /** A backup is made when there is none within this time of now. Milliseconds. */
  readonly backupMs: number;
  /** A snapshot whose image has more bytes is read, and checked, while it is in use already. */
  readonly wholeImageBytes: number;
}

export const defaultLimits: WorkerLimits = {
  checkpointBytes: 8 * 1024 ** 2,
  checkpointFrames: 5_000,
  doubleIndexBytes: 4 * 1024 ** 2,
  pollMs: 1_000,
  idleMs: 5_000,
  backupMs: 24 * 60 * 60 * 1000,
  // To read so much takes some hundredths of a second.
  wholeImageBytes: 4 * 1024 ** 2,
};
