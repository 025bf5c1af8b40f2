/** A system clock beyond this is wrong, and is held here: readers do not believe times after the year 9999. */
const LATEST = Date.UTC(9000, 0);

/**
 * A hybrid logical clock (Kulkarni et al., 2014): 48 bits of Unix milliseconds, then a 16-bit counter.
 * It only moves forward, past everything this process has written or read, whatever the system clock does:
 * a counter that overflows runs on into the milliseconds.
 */
export class HybridClock {
  #last = 0n;
  readonly #now: () => number;

  /** @param now the system clock, in Unix milliseconds. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** A value greater than every one before it. */
  tick(): bigint {
    const physical = BigInt(Math.min(LATEST, Math.max(0, Math.trunc(this.#now())))) << 16n;
    this.#last = physical > this.#last ? physical : this.#last + 1n;
    return this.#last;
  }

  /** The greatest value written or read so far. */
  get latest(): bigint {
    return this.#last;
  }

  /** Takes notice of another writer's time, so that what is written next counts as later. */
  observe(clock: bigint): void {
    if (clock > this.#last) this.#last = clock;
  }
}

/**
 * When and by whom a value was written, as text that sorts in order of precedence: clock, then writer,
 * then place within the transaction.
 */
export function stampOf(clock: bigint, writer: string, index: number): string {
  return `${clock.toString(16).padStart(16, '0')}:${writer}:${index.toString(16).padStart(6, '0')}`;
}
