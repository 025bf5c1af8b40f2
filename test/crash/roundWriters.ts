import { setTimeout as delay } from 'node:timers/promises';
import type { AcknowledgedWrites } from './acknowledgedWrites.js';
import type { Child } from './children.js';
import { planWriterLifecycle, type WriterLifecycle } from './planWriterLifecycle.js';
import type { RoundProcesses } from './roundProcesses.js';

/** The writers of a round: one after the other lives and is killed, in several lanes side by side. */
export class RoundWriters {
  readonly counts = { kills: 0, injections: 0, stops: 0 };
  readonly #processes: RoundProcesses;
  readonly #acknowledged: AcknowledgedWrites;
  readonly #readers: readonly Child[];
  readonly #random: () => number;
  readonly #sleeping = new Set<Promise<void>>();
  #started = 0;

  /** @param readers are sent what was acknowledged */
  constructor(
    processes: RoundProcesses,
    acknowledged: AcknowledgedWrites,
    readers: readonly Child[],
    random: () => number,
  ) {
    this.#processes = processes;
    this.#acknowledged = acknowledged;
    this.#readers = readers;
    this.#random = random;
  }

  /** How many were killed, or are going to be. */
  get doomed(): number {
    return this.counts.kills + this.#sleeping.size;
  }

  /** Resolves when the last one is dead after `isOver`. @param lanes how many write at once, sleepers not counted */
  async run(lanes: number, isOver: () => boolean): Promise<void> {
    await Promise.all(Array.from({ length: lanes }, () => this.#occupyLane(lanes, isOver)));
    await Promise.all(this.#sleeping);
  }

  async #occupyLane(lanes: number, isOver: () => boolean): Promise<void> {
    while (!isOver()) {
      const lifecycle = planWriterLifecycle(this.#random);
      const life = this.#live(lifecycle);
      // Who sleeps for long does not hold up the others: they are to go on and clean up meanwhile.
      if (lifecycle.stopped < 1_000 || this.#sleeping.size >= lanes) await life;
      else {
        const sleeper = life.finally(() => this.#sleeping.delete(sleeper));
        this.#sleeping.add(sleeper);
        sleeper.catch(() => undefined);
        await Promise.race([life, delay(300)]);
      }
    }
  }

  /** One writer, from its start to its end. */
  async #live(lifecycle: WriterLifecycle): Promise<void> {
    const injected = Promise.withResolvers<void>();
    const writer = this.#start(lifecycle, injected.resolve);
    if (lifecycle.dies === 'starting') await Promise.race([delay(lifecycle.after), writer.ended]);
    else await Promise.race([writer.speaks.then(() => delay(lifecycle.after)), injected.promise, writer.ended]);
    if (lifecycle.stopped > 0 && !writer.hasEnded()) {
      this.counts.stops++;
      writer.signal('SIGSTOP');
      await delay(lifecycle.stopped);
      if (lifecycle.afterwards > 0) {
        writer.signal('SIGCONT');
        await delay(lifecycle.afterwards);
      }
    }
    writer.signal('SIGKILL');
    if ((await writer.ended) !== 'SIGKILL') throw new Error(`${writer.name} ended by itself.`);
    this.counts.kills++;
  }

  #start({ injection }: WriterLifecycle, onInjected: () => void): Child {
    const name = `k${this.#started++}`;
    return this.#processes.start('writer', name, injection === undefined ? {} : { injection }, (line) => {
      if (line.startsWith('injection ')) {
        if (line.endsWith(' die')) this.counts.injections++;
        onInjected();
      } else if (this.#acknowledged.note(line) && /^(saved|deleted) /.test(line)) {
        for (const reader of this.#readers) reader.send(line);
      }
    });
  }
}
