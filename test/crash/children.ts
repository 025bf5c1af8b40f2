import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { ProgramOptions } from './programs/openUnderTest.js';

/** A process of the crash test. */
export interface Child {
  readonly name: string;
  /** Resolves once it has said its first line, or has ended. */
  readonly speaks: Promise<unknown>;
  /** Resolves with the signal that ended it (`null`: none did) once all it said has been read. */
  readonly ended: Promise<NodeJS.Signals | null>;
  readonly hasEnded: () => boolean;
  readonly signal: (signal: NodeJS.Signals) => void;
  readonly send: (line: string) => void;
}

/** Starts the processes of a crash test run, and knows those that live. */
export class Children {
  readonly #living = new Set<ChildProcess>();
  readonly #killThem = () => this.#killAll();
  #isClosed = false;

  constructor() {
    process.once('exit', this.#killThem);
  }

  /** @param onLine called for each whole line of its output; a last line without its end does not count. */
  start(program: string, options: ProgramOptions, onLine: (line: string) => void): Child {
    if (this.#isClosed) throw new Error(`${options.name} comes too late.`);
    const child = spawn(process.execPath, [program, JSON.stringify(options)], { stdio: ['pipe', 'pipe', 'inherit'] });
    this.#living.add(child);
    // Whoever is killed reads no more.
    child.stdin.on('error', () => undefined);
    let rest = '';
    child.stdout.on('data', (chunk: Buffer) => {
      const lines = (rest + chunk.toString()).split('\n');
      rest = lines.pop()!;
      lines.forEach(onLine);
    });
    let hasEnded = false;
    const ended = once(child, 'close').then(([, signal]) => {
      this.#living.delete(child);
      hasEnded = true;
      return signal as NodeJS.Signals | null;
    });
    return {
      name: options.name,
      speaks: Promise.race([once(child.stdout, 'data'), ended]),
      ended,
      hasEnded: () => hasEnded,
      signal: (signal) => void child.kill(signal),
      send: (line) => void child.stdin.write(`${line}\n`),
    };
  }

  /** Ends every process that still lives, waits for its end, and starts no more. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const ends = [...this.#living].map((child) => once(child, 'close'));
    this.#killAll();
    await Promise.all(ends);
    process.off('exit', this.#killThem);
  }

  #killAll(): void {
    for (const child of this.#living) child.kill('SIGKILL');
  }
}
