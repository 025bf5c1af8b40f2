import { writeSync } from 'node:fs';

const sleeper = new Int32Array(new SharedArrayBuffer(4));

/** A line on standard output, straight to the pipe: it has left this process before anything else happens. */
export function report(...words: readonly string[]): void {
  const line = Buffer.from(`${words.join(' ')}\n`);
  for (let written = 0; written < line.length;) {
    try {
      written += writeSync(1, line, written);
    } catch (error) {
      // Whoever reads is slower than this.
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
      Atomics.wait(sleeper, 0, 0, 1);
    }
  }
}
