import type { Disposable } from '../../core/disposables.js';
import type { WorkerProgress } from '../protocol/workerProgress.js';

/** Progress is checked so many times before its absence counts: a host that was suspended has not checked it. */
const checks = 6;

/** Notices that a worker with something to do does nothing at all. */
export class ProgressWatch implements Disposable {
  readonly #timer: NodeJS.Timeout;
  #steps: number;
  #checksWithoutProgress = 0;

  /**
   * @param limitMs for how long it may do nothing. A single statement takes seconds at most.
   * @param isBusy whether it has something to do.
   * @param onHang called once; the watch ends then.
   */
  constructor(progress: WorkerProgress, limitMs: number, isBusy: () => boolean, onHang: () => void) {
    this.#steps = progress.steps;
    this.#timer = setInterval(() => {
      const { steps } = progress;
      // A thread that is being loaded has made no step yet.
      const isIdle = steps === 0 || !isBusy() || progress.isInSystemCall;
      this.#checksWithoutProgress = isIdle || steps !== this.#steps ? 0 : this.#checksWithoutProgress + 1;
      this.#steps = steps;
      if (this.#checksWithoutProgress < checks) return;
      this.dispose();
      onHang();
    }, limitMs / checks).unref();
  }

  dispose(): void {
    clearInterval(this.#timer);
  }
}
