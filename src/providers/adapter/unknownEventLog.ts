import type { Logger } from '../../core/logger.js';
import { redact } from '../../core/redaction.js';
import { labelOf } from '../../core/text/labelOf.js';

/**
 * What an adapter made of the events of one answer. Vendors add event types and finish reasons every few months: what
 * SCOUT does not know is skipped and named in the log.
 */
export interface UnknownEventLog {
  /** An event came out of the SDK. */
  received(): void;
  /** It is of no known kind. @param kind the vendor's own word, never content; of anything but a text only its type is named */
  unknown(kind: unknown): void;
  /** Whether not one event could be understood. */
  readonly sawUnknown: boolean;
}

/** Makes the notes of each call; every unknown kind is logged once, however many calls meet it. */
export function createUnknownEventLog(vendor: string, logger: Logger): () => UnknownEventLog {
  const seen = new Set<string>();
  return () => {
    let understood = 0;
    return {
      received() {
        understood += 1;
      },
      unknown(kind) {
        understood -= 1;
        const name = typeof kind === 'string' ? labelOf(redact(kind), 80) : `a value of type ${typeof kind}`;
        // A hostile server must not make this set grow for ever.
        if (seen.has(name) || seen.size >= 100) return;
        seen.add(name);
        logger.debug(`${vendor} sent unknown data, which is ignored: ${name}`);
      },
      get sawUnknown() {
        return understood <= 0;
      },
    };
  };
}
