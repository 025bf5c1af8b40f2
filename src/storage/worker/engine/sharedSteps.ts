/** Long work that several callers wait for, and any of them carries on with. */
export class SharedSteps {
  readonly #steps: Generator<void, void>;
  readonly #onEnd: () => void;
  #outcome: { readonly error?: unknown } | undefined;

  /** @param onEnd called once, when the work has ended, in whatever way. */
  constructor(steps: Generator<void, void>, onEnd: () => void) {
    this.#steps = steps;
    this.#onEnd = onEnd;
  }

  /** Carries on with it until it has ended. @throws what it threw, whoever carried on with it then. */
  *carryOn(): Generator<void, void> {
    while (this.#outcome === undefined) if (!this.#step()) yield;
    if ('error' in this.#outcome) throw this.#outcome.error;
  }

  /** @returns whether that was the last step. */
  #step(): boolean {
    try {
      if (this.#steps.next().done !== true) return false;
      this.#outcome = {};
    } catch (error) {
      this.#outcome = { error };
    }
    this.#onEnd();
    return true;
  }
}
