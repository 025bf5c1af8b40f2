import type { Logger } from '../../core/logger.js';
import { redact } from '../../core/redaction.js';

/**
 * What an adapter made of the events of one answer. Vendors add event types and finish reasons every few months: what
 * SCOUT does not know is skipped and named in the log.
 */
export interface UnknownEventLog {
  /** An event came out of the SDK. */
  received(): void;
  /**
   * It is of no known kind.
   * @param kind the vendor's own word; of anything else only its type is named
   * @param place what it is the kind of, in words of ours
   */
  unknown(kind: unknown, place?: string): void;
  /** An answer is taken although it is not as the interface describes it. @param what in words of ours */
  remark(what: string): void;
  /** Whether events came, and not one could be understood. */
  readonly sawUnknown: boolean;
}

/** What a vendor calls a kind. Anything else, such as a sentence, may be the prompt's or the answer's, and no log holds those. */
const vendorWord = /^[a-z][\w./:-]{0,59}$/iu;

/** Makes the notes of each call; every unknown kind is logged once, however many calls meet it. */
export function createUnknownEventLog(vendor: string, logger: Logger): () => UnknownEventLog {
  const seen = new Set<string>();
  return () => {
    let [received, understood] = [0, 0];
    return {
      received() {
        received += 1;
        understood += 1;
      },
      unknown(kind, place = '') {
        understood -= 1;
        const name = [place, ...(kind === undefined && place !== '' ? [] : [wordOf(kind)])].join(' ').trim();
        // A hostile server must not make this set grow for ever, nor have each of ten thousand parts redacted.
        if (seen.has(name) || seen.size >= 100) return;
        seen.add(name);
        logger.debug(`${vendor} sent unknown data, which is ignored: ${redact(name)}`);
      },
      remark(what) {
        if (seen.has(what)) return;
        seen.add(what);
        logger.info(`${vendor}: ${what}`);
      },
      get sawUnknown() {
        return received > 0 && understood <= 0;
      },
    };
  };
}

function wordOf(kind: unknown): string {
  if (typeof kind !== 'string') return `a value of type ${typeof kind}`;
  return vendorWord.test(kind) ? kind : 'a text that is no name';
}
