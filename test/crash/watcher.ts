import { setTimeout as delay } from 'node:timers/promises';
import type { Child } from './children.js';

/** A process that neither answers nor shows what it is to show for so long has failed. */
const PATIENCE_MS = 60_000;

/** A reader, and what it has said. */
export class Watcher {
  readonly child: Child;
  /** Resolves once it has opened the history. */
  readonly ready: Promise<void>;
  /** Deleted conversations of which it saw something again. */
  resurrected = 0;
  readonly #seen = new Set<string>();
  #rows: string[] = [];
  #resolveRows: (rows: readonly string[]) => void = () => undefined;

  constructor(start: (onLine: (line: string) => void) => Child) {
    let opened: () => void = () => undefined;
    const isReady = new Promise<void>((resolve) => (opened = resolve));
    this.child = start((line) => {
      if (line === 'ready') opened();
      else this.#note(line);
    });
    this.ready = this.#answered(isReady);
  }

  /** How many of the commands' changes it does not show, although it had a minute for it. */
  async missing(expectations: readonly string[]): Promise<number> {
    const missing = () => expectations.filter((expectation) => !this.#seen.has(expectation));
    const deadline = Date.now() + PATIENCE_MS;
    while (missing().length > 0 && Date.now() < deadline && !this.child.hasEnded()) await delay(50);
    for (const expectation of missing().slice(0, 10)) console.error(`${this.child.name} does not show: ${expectation}`);
    return missing().length;
  }

  /** Every row there is about the conversations. */
  dump(conversations: Iterable<string>): Promise<readonly string[]> {
    return this.#ask(['dump', ...conversations].join(' '));
  }

  /** What a check of all files finds wrong with them. */
  check(): Promise<readonly string[]> {
    return this.#ask('check');
  }

  async close(): Promise<void> {
    this.child.send('close');
    const signal = await this.#answered(this.child.ended, false);
    if (signal !== null) throw new Error(`${this.child.name} did not close: ${signal}.`);
  }

  #ask(command: string): Promise<readonly string[]> {
    const rows = new Promise<readonly string[]>((resolve) => (this.#resolveRows = resolve));
    this.child.send(command);
    return this.#answered(rows);
  }

  #note(line: string): void {
    const [word, conversation, transaction] = line.split(' ');
    if (word === 'row' || word === 'finding') this.#rows.push(line.slice(word.length + 1));
    else if (word === 'seen')
      this.#seen.add(transaction === '' ? `deleted ${conversation}` : `saved ${conversation} ${transaction}`);
    else if (word === 'resurrected') {
      this.resurrected++;
      console.error(`${this.child.name}: ${line}`);
    } else if (word === 'end') {
      this.#resolveRows(this.#rows);
      this.#rows = [];
    }
  }

  async #answered<T>(answer: Promise<T>, toLive = true): Promise<T> {
    const failed = [
      delay(PATIENCE_MS, undefined, { ref: false }).then(() =>
        Promise.reject(new Error(`${this.child.name} does not answer.`)),
      ),
      ...(toLive
        ? [this.child.ended.then(() => Promise.reject(new Error(`${this.child.name} ended by itself.`)))]
        : []),
    ];
    for (const failure of failed) failure.catch(() => undefined);
    return Promise.race([answer, ...failed]);
  }
}
