/**
 * Collects what arrives and hands it on in batches: the first at once, later ones at most every
 * `intervalMs`, and when they are due. Nothing is lost: `flush` hands on the rest.
 */
export class DeltaBatcher<T> {
  readonly #intervalMs: number;
  readonly #deliver: (items: T[]) => void;
  readonly #isDue: (items: readonly T[], intervals: number) => boolean;
  #items: T[] = [];
  #timer: NodeJS.Timeout | undefined;

  /** @param isDue whether a batch is handed on that has waited for so many intervals. */
  constructor(
    intervalMs: number,
    deliver: (items: T[]) => void,
    isDue: (items: readonly T[], intervals: number) => boolean = () => true,
  ) {
    this.#intervalMs = intervalMs;
    this.#deliver = deliver;
    this.#isDue = isDue;
  }

  add(item: T): void {
    this.#items.push(item);
    if (this.#timer !== undefined) return;
    this.#handOn();
    this.#arm();
  }

  /** Hands on what waits, now, and stops the clock. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#handOn();
  }

  #arm(waited = 0): void {
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      if (this.#items.length === 0) return;
      const intervals = waited + 1;
      if (!this.#isDue(this.#items, intervals)) return this.#arm(intervals);
      this.#handOn();
      this.#arm();
    }, this.#intervalMs);
  }

  #handOn(): void {
    if (this.#items.length === 0) return;
    const items = this.#items;
    this.#items = [];
    this.#deliver(items);
  }
}
