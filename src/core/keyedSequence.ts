/** Runs actions of one key one after the other, in the order in which they were asked for; those of different keys do not wait for each other. */
export class KeyedSequence {
  /** Ends, never in an error, with the last action of each key that has not ended. */
  readonly #last = new Map<string, Promise<void>>();

  /** Starts the action at once when no other of this key is under way. @returns what the action does; its failure keeps no later one from running. */
  async run<T>(key: string, action: () => Promise<T>): Promise<T> {
    const before = this.#last.get(key);
    const running = before === undefined ? action() : before.then(action);
    const ended = running.then(
      () => undefined,
      () => undefined,
    );
    this.#last.set(key, ended);
    try {
      return await running;
    } finally {
      if (this.#last.get(key) === ended) this.#last.delete(key);
    }
  }
}
