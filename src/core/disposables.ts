/** Something that can be released. Releasing twice is harmless. */
export interface Disposable {
  dispose(): unknown;
}

/**
 * Owns resources and releases them in reverse order of acquisition. One failing release is reported
 * and does not stop the others.
 */
export class DisposableStore implements Disposable {
  #items: Disposable[] = [];
  readonly #onError: (error: unknown) => void;

  constructor(onError: (error: unknown) => void) {
    this.#onError = onError;
  }

  add<T extends Disposable>(item: T): T {
    this.#items.push(item);
    return item;
  }

  /** Resolves when every release has settled; never rejects. */
  async dispose(): Promise<void> {
    const items = this.#items.reverse();
    this.#items = [];
    for (const item of items) {
      try {
        await item.dispose();
      } catch (error) {
        this.#onError(error);
      }
    }
  }
}
