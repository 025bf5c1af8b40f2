import { signal, type ReadonlySignal, type Signal } from '@preact/signals';

/** What sets one row of the list apart from the others. */
export interface Marks {
  /** Takes the focus when the list gets it. */
  readonly isActive: boolean;
  /** Shows its quick actions. */
  readonly isHovered: boolean;
  /** On the screen beside the list. */
  readonly isCurrent: boolean;
  readonly isSelected: boolean;
  /** Its title is being typed. */
  readonly isRenamed: boolean;
}

const noMarks: Marks = { isActive: false, isHovered: false, isCurrent: false, isSelected: false, isRenamed: false };

/** The marks of all rows. A mark that moves renders the rows it leaves and reaches, and none of the thousands between. */
export class RowMarks {
  readonly #signals = new Map<string, Signal<Marks>>();
  readonly #marked = new Map<keyof Marks, ReadonlySet<string>>();

  of(id: string): ReadonlySignal<Marks> {
    let marks = this.#signals.get(id);
    if (marks === undefined) {
      marks = signal(noMarks);
      this.#signals.set(id, marks);
      for (const [mark, ids] of this.#marked) if (ids.has(id)) marks.value = { ...marks.peek(), [mark]: true };
    }
    return marks;
  }

  /** These rows have the mark now, and no others. */
  mark(mark: keyof Marks, ids: ReadonlySet<string>): void {
    const before = this.#marked.get(mark) ?? new Set();
    this.#marked.set(mark, ids);
    for (const id of before) if (!ids.has(id)) this.#set(id, mark, false);
    for (const id of ids) if (!before.has(id)) this.#set(id, mark, true);
  }

  /** Forgets the rows that are no longer in the list; one that comes back is a new one. */
  keepOnly(order: readonly string[]): void {
    if (this.#signals.size <= order.length) return;
    const present = new Set(order);
    for (const id of this.#signals.keys()) if (!present.has(id)) this.#signals.delete(id);
  }

  /** How many rows it knows. */
  get size(): number {
    return this.#signals.size;
  }

  /** The row with this mark; `undefined` when none has it. */
  marked(mark: keyof Marks): string | undefined {
    return this.#marked.get(mark)?.values().next().value;
  }

  #set(id: string, mark: keyof Marks, has: boolean): void {
    const marks = this.#signals.get(id);
    if (marks !== undefined) marks.value = { ...marks.peek(), [mark]: has };
  }
}
