import type { Programs } from './crashPrograms.js';
import { type Child, Children } from './children.js';
import type { FaultOptions } from './faultInjector.js';
import { Watcher } from './watcher.js';

const YEAR = 365 * 24 * 3600 * 1000;

/** Starts the writers and readers of one folder, and counts what they report beside their writes. */
export class RoundProcesses {
  readonly counts = { checkpoints: 0, collected: 0, erasures: 0, complaints: 0 };
  readonly #programs: Programs;
  readonly #directory: string;
  readonly #random: () => number;
  readonly #children = new Children();
  /** Processes whose thread was ended, which storage is going to complain about once. */
  readonly #endedThreads = new Set<string>();

  /** @param directory of the storage they share */
  constructor(programs: Programs, directory: string, random: () => number) {
    this.#programs = programs;
    this.#directory = directory;
    this.#random = random;
  }

  /** @param onLine gets what is not counted here */
  start(
    program: 'writer' | 'reader',
    name: string,
    faults: Partial<FaultOptions>,
    onLine: (line: string) => void,
  ): Child {
    const clockOffset = [0, 0, 0, YEAR, -YEAR][Math.trunc(this.#random() * 5)]!;
    return this.#children.start(
      this.#programs[program],
      {
        name,
        directory: this.#directory,
        workerFile: this.#programs.worker,
        sqlJsDirectory: this.#programs.sqlJs,
        faults: { seed: Math.trunc(this.#random() * 2 ** 32), clockOffset, stallProbability: 0.01, ...faults },
      },
      (line) => this.#count(name, line) || onLine(line),
    );
  }

  /** A reader that has opened the history. */
  async watch(name: string, stallProbability: number): Promise<Watcher> {
    const watcher = new Watcher((onLine) => this.start('reader', name, { stallProbability, clockOffset: 0 }, onLine));
    await watcher.ready;
    return watcher;
  }

  complain(sentence: string): void {
    this.counts.complaints++;
    console.error(sentence);
  }

  /** Ends every process that still lives. */
  close(): Promise<void> {
    return this.#children.close();
  }

  /** @returns `false` for a line about something else. */
  #count(name: string, line: string): boolean {
    const [word] = line.split(' ', 1);
    switch (word) {
      case 'checkpoint':
        this.counts.checkpoints++;
        return true;
      case 'collected':
        this.counts.collected++;
        return true;
      case 'erased':
        this.counts.erasures++;
        return true;
      case 'thread':
        this.#endedThreads.add(name);
        return true;
      case 'error':
        if (!this.#endedThreads.delete(name)) this.complain(`${name}: ${line}`);
        return true;
      case 'warning':
      case 'refused':
        this.complain(`${name}: ${line}`);
        return true;
      default:
        return false;
    }
  }
}
