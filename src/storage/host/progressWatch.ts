import type { Disposable } from '../../core/disposables.js';
import type { WorkerProgress } from '../protocol/workerProgress.js';

/** Progress is looked at so many times before its absence counts: a host that was suspended has not looked. */
const looks = 6;

/** Notices that a worker with something to do does nothing at all. */
export class ProgressWatch implements Disposable {
  readonly #timer: NodeJS.Timeout;
  #steps: number;
  #looksWithoutProgress = 0;

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
      this.#looksWithoutProgress = isIdle || steps !== this.#steps ? 0 : this.#looksWithoutProgress + 1;
      this.#steps = steps;
      if (this.#looksWithoutProgress < looks) return;
      this.dispose();
      onHang();
    }, limitMs / looks).unref();
  }

  dispose(): void {
    clearInterval(this.#timer);
  }
}
