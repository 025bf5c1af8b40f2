/**
 * Collects what arrives and hands it on in batches: the first at once, later ones at most every
 * `intervalMs`. Nothing is lost: `flush` hands on the rest.
 */
export class DeltaBatcher<T> {
  readonly #intervalMs: number;
  readonly #deliver: (items: T[]) => void;
  #items: T[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(intervalMs: number, deliver: (items: T[]) => void) {
    this.#intervalMs = intervalMs;
    this.#deliver = deliver;
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

  #arm(): void {
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      if (this.#items.length === 0) return;
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
