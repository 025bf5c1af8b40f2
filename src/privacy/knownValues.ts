interface Node {
  readonly next: Map<number, Node>;
  /** The longest proper end of what leads here that begins a value, too. */
  fallback: Node | undefined;
  /** Lengths of the values that end here. */
  length: number;
}

/** How many are looked for. */
const maximumValues = 1_000;
/** Of all of them together, in UTF-16 code units. */
const maximumLength = 200_000;

/**
 * Finds any of many texts in one pass (Aho and Corasick): a character costs the same, however many there are and however alike they look.
 * Made once, then used for any number of texts.
 */
export class KnownValues {
  readonly #root: Node = newNode();
  readonly size: number;

  constructor(values: readonly string[]) {
    let total = 0;
    const kept = [...new Set(values)]
      .filter((value) => value !== '')
      .slice(0, maximumValues)
      .filter(({ length }) => (total += length) <= maximumLength);
    this.size = kept.length;
    for (const value of kept) this.#add(value);
    this.#link();
  }

  /** Goes on from where the last piece of the text has ended; `undefined` at its beginning. */
  *find(
    text: string,
    from: number,
    to: number,
    state: KnownValuesState,
  ): Generator<{ readonly start: number; readonly end: number }> {
    let node = state.node ?? this.#root;
    for (let at = from; at < to; at++) {
      const unit = text.charCodeAt(at);
      let next = node.next.get(unit);
      while (next === undefined && node.fallback !== undefined) {
        node = node.fallback;
        next = node.next.get(unit);
      }
      node = next ?? this.#root;
      if (node.length > 0) yield { start: at + 1 - node.length, end: at + 1 };
    }
    state.node = node;
  }

  #add(value: string): void {
    let node = this.#root;
    for (let at = 0; at < value.length; at++) {
      const unit = value.charCodeAt(at);
      let next = node.next.get(unit);
      if (next === undefined) {
        next = newNode();
        node.next.set(unit, next);
      }
      node = next;
    }
    node.length = value.length;
  }

  #link(): void {
    const queue = [...this.#root.next.values()];
    for (const node of queue) node.fallback = this.#root;
    for (let at = 0; at < queue.length; at++) {
      const node = queue[at]!;
      for (const [unit, child] of node.next) {
        let fallback = node.fallback;
        while (fallback !== undefined && !fallback.next.has(unit)) fallback = fallback.fallback;
        child.fallback = fallback?.next.get(unit) ?? this.#root;
        // A value within another one ends here as well.
        if (child.length === 0) child.length = child.fallback.length;
        queue.push(child);
      }
    }
  }
}

/** Where a search stands between two pieces of one text. */
export interface KnownValuesState {
  node?: Node;
}

function newNode(): Node {
  return { next: new Map(), fallback: undefined, length: 0 };
}
