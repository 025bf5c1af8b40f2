import type { HeapProfiler } from 'node:inspector';
import { Session } from 'node:inspector/promises';
import type { Disposable } from '../core/disposables.js';

/**
 * Samples which code allocates the memory that this thread holds, with V8's own sampling heap profiler
 * (https://chromedevtools.github.io/devtools-protocol/v8/HeapProfiler/): about one sample for each 32 KiB
 * allocated. Objects that were collected meanwhile are not in the profile. The process has one such profiler,
 * shared with whoever else uses it.
 */
export class MemorySampler implements Disposable {
  #session: Session | undefined;

  get isRunning(): boolean {
    return this.#session !== undefined;
  }

  /** Resolves with `false`, and changes nothing, when it runs already. */
  async start(): Promise<boolean> {
    if (this.#session !== undefined) return false;
    const session = new Session();
    // Known before anything is awaited, so that a second start finds it.
    this.#session = session;
    try {
      session.connect();
      await session.post('HeapProfiler.startSampling');
      return true;
    } catch (error) {
      this.dispose();
      throw error;
    }
  }

  /** Ends the sampling and resolves with its profile; with `undefined` when it does not run. */
  async stop(): Promise<HeapProfiler.SamplingHeapProfile | undefined> {
    const session = this.#session;
    if (session === undefined) return undefined;
    this.#session = undefined;
    try {
      return (await session.post('HeapProfiler.stopSampling')).profile;
    } finally {
      session.disconnect();
    }
  }

  /** Ends the sampling and drops what it found. */
  dispose(): void {
    this.#session?.disconnect();
    this.#session = undefined;
  }
}
