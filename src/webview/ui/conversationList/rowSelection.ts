import { batch, signal } from '@preact/signals';

/** Which conversations are chosen for what happens to several at once. */
export class RowSelection {
  /** Whether a click chooses instead of opening. */
  readonly active = signal(false);
  readonly ids = signal<ReadonlySet<string>>(new Set());
  /** Where a range begins. */
  #anchor: string | undefined;

  begin(): void {
    this.active.value = true;
  }

  end(): void {
    batch(() => {
      this.active.value = false;
      this.ids.value = new Set();
    });
    this.#anchor = undefined;
  }

  toggle(id: string): void {
    const ids = new Set(this.ids.peek());
    if (!ids.delete(id)) ids.add(id);
    this.#choose(ids);
    this.#anchor = id;
  }

  /**
   * Adds everything up to this one.
   *
   * @param order ids as they stand in the list.
   * @param from where that begins; the last one that was chosen or taken out unless it is given.
   */
  extendTo(id: string, order: readonly string[], from = this.#anchor ?? id): void {
    const to = order.indexOf(id);
    const start = order.includes(from) ? order.indexOf(from) : to;
    if (to < 0) return;
    const range = order.slice(Math.min(start, to), Math.max(start, to) + 1);
    this.#choose(new Set([...this.ids.peek(), ...range]));
    this.#anchor ??= id;
  }

  all(order: readonly string[]): void {
    this.#choose(new Set(order));
  }

  /** Forgets those that are no longer in the list. */
  keepOnly(order: readonly string[]): void {
    const ids = this.ids.peek();
    if (ids.size === 0) return;
    const present = order.filter((id) => ids.has(id));
    if (present.length !== ids.size) this.ids.value = new Set(present);
  }

  #choose(ids: ReadonlySet<string>): void {
    batch(() => {
      this.active.value = true;
      this.ids.value = ids;
    });
  }
}
