/** What a step of long work leaves: nothing, or something that another thread does and for which the next step waits. */
export type Step = Promise<void> | void;

/** Runs work to its end at once. @param steps none of which waits for another thread. */
export function runToEnd<T>(steps: Generator<unknown, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}
