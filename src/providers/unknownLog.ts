import type { Logger } from '../core/logger.js';

/**
 * Vendors add event types and finish reasons every few months. What SCOUT does not know is skipped and named in the
 * log, each kind once.
 */
export interface UnknownLog {
  /** @param kind the vendor's own word, never content */
  note(kind: string): void;
  /** How often `note` was called. */
  readonly count: number;
}

export function createUnknownLog(vendor: string, logger: Logger): UnknownLog {
  const seen = new Set<string>();
  let count = 0;
  return {
    note(kind) {
      count += 1;
      const name = kind.slice(0, 80);
      // A hostile server must not make this set grow for ever.
      if (seen.has(name) || seen.size >= 100) return;
      seen.add(name);
      logger.debug(`${vendor} sent something unknown, which is skipped: ${name}`);
    },
    get count() {
      return count;
    },
  };
}
