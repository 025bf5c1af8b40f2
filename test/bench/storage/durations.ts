import { quantile } from '../quantile.js';

/** Milliseconds. */
export interface Durations {
  readonly p50: number;
  readonly p99: number;
  readonly greatest: number;
}

export function durationsOf(milliseconds: readonly number[]): Durations {
  return { p50: quantile(milliseconds, 0.5), p99: quantile(milliseconds, 0.99), greatest: quantile(milliseconds, 1) };
}
