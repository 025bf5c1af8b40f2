/** How long a server is waited for: between any two of its bytes, and, once there is a limit, at all. */
export class Patience {
  readonly #idleMs: number;
  readonly #onOver: () => void;
  #timer: NodeJS.Timeout | undefined;
  #end = Number.POSITIVE_INFINITY;

  /**
   * @param idleMs the longest wait for the next bytes
   * @param onOver called when nothing has come for that long, or the limit has passed while it was waited for
   */
  constructor(idleMs: number, onOver: () => void) {
    this.#idleMs = idleMs;
    this.#onOver = onOver;
  }

  /** Whether the limit has passed, if there is one. A server that sends something every moment is never waited for long. */
  get isOver(): boolean {
    return performance.now() > this.#end;
  }

  /** The server is waited for. */
  wait(): void {
    this.pause();
    this.#timer = setTimeout(this.#onOver, Math.min(this.#idleMs, Math.max(0, this.#end - performance.now())));
  }

  /** It no longer is: something came, or nobody wants to know. */
  pause(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** From now on, all that is still to come may take so long, in milliseconds, whatever limit there was. */
  limit(ms: number): void {
    this.#end = performance.now() + Math.min(ms, this.#idleMs);
    if (this.#timer !== undefined) this.wait();
  }

  /** There is no limit for the rest any more. */
  unlimit(): void {
    this.#end = Number.POSITIVE_INFINITY;
    if (this.#timer !== undefined) this.wait();
  }
}
