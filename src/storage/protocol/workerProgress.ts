/** Where in the shared memory which number stands. */
const at = { steps: 0, calls: 1 } as const;

/**
 * How a thread that answers nobody shows that it works: both threads see the same memory. Whoever is in an endless loop does
 * not count any further.
 */
export class WorkerProgress {
  readonly buffer: SharedArrayBuffer;
  readonly #numbers: Int32Array;

  constructor(buffer = new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT)) {
    this.buffer = buffer;
    this.#numbers = new Int32Array(buffer);
  }

  /** Statements and system calls so far; begins anew after four thousand millions. */
  get steps(): number {
    return Atomics.load(this.#numbers, at.steps);
  }

  /** Whether the worker waits for the system, which nobody can end. */
  get isInSystemCall(): boolean {
    return Atomics.load(this.#numbers, at.calls) > 0;
  }

  addStep(): void {
    Atomics.add(this.#numbers, at.steps, 1);
  }

  /** Makes a system call. */
  during<T>(call: () => T): T {
    this.addStep();
    Atomics.add(this.#numbers, at.calls, 1);
    try {
      return call();
    } finally {
      Atomics.sub(this.#numbers, at.calls, 1);
    }
  }
}
