/** A value that is made on first use and shared from then on. An attempt that fails is repeated by the next use. */
export class Lazy<T> {
  readonly #create: () => Promise<T>;
  #value: Promise<T> | undefined;

  constructor(create: () => Promise<T>) {
    this.#create = create;
  }

  /** Makes the value if need be. Rejects with whatever `create` threw, however far it had come. */
  get(): Promise<T> {
    return (this.#value ??= this.#attempt());
  }

  /** The value if it was ever asked for and could be made; otherwise `undefined`. Makes nothing, never rejects. */
  async started(): Promise<T | undefined> {
    return this.#value?.catch(() => undefined);
  }

  #attempt(): Promise<T> {
    const attempt = (async () => this.#create())();
    // Never before `get` has stored it: also a creation that throws at once rejects in a later microtask.
    attempt.catch(() => (this.#value = undefined));
    return attempt;
  }
}
