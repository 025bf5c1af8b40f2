import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Programs } from './crashPrograms.js';
import { type Child, Children } from './children.js';
import { canStop, planWriterLifecycle, type WriterLifecycle } from './planWriterLifecycle.js';
import type { FaultOptions } from './faultInjector.js';
import { type Findings, AcknowledgedWrites } from './acknowledgedWrites.js';
import { randomNumbers } from '../support/randomNumbers.js';
import { Watcher } from './watcher.js';

const YEAR = 365 * 24 * 3600 * 1000;

export interface RoundOptions {
  /** A folder of this round's own. */
  readonly folder: string;
  readonly programs: Programs;
  /** How many processes to kill, over all writers. */
  readonly kills: number;
  /** How many processes write into the same folder at once; those that are stopped for long come on top. */
  readonly writers: number;
  readonly seed: number;
  /** Ends the round early; what was written until then is compared all the same. */
  readonly signal?: AbortSignal;
}

export interface RoundResult extends Findings {
  readonly kills: number;
  /** How many of the kills came within the protocol, exactly at a system call. */
  readonly injections: number;
  /** How often a writer was stopped and went on. */
  readonly stops: number;
  readonly checkpoints: number;
  /** Segments and snapshots removed as garbage. */
  readonly collected: number;
  /** How often somebody erased what was deleted. */
  readonly erasures: number;
  /** Acknowledged, and not seen by a process that ran all the time. */
  readonly unseen: number;
  /** Rows that two processes show differently. */
  readonly disagreements: number;
  /** Writes that failed and threads that died although nothing was wrong; sentences, and findings of a check, about damage although nothing was damaged. */
  readonly complaints: number;
}

/**
 * Lets writers live and die over one folder while two readers watch, then opens it anew, and compares.
 * @throws when a process ends by itself, or says nothing any more.
 */
export async function runRound(options: RoundOptions): Promise<RoundResult> {
  const { folder, programs, kills, writers, seed, signal } = options;
  const directory = path.join(folder, 'storage');
  await mkdir(directory, { recursive: true });
  const random = randomNumbers(seed);
  const children = new Children();
  const acknowledged = new AcknowledgedWrites();
  const counts = {
    kills: 0,
    injections: 0,
    stops: 0,
    checkpoints: 0,
    collected: 0,
    erasures: 0,
    complaints: 0,
    resurrected: 0,
  };
  const readers: Watcher[] = [];
  /** Writers whose thread was ended, which storage is going to complain about once. */
  const endedThreads = new Set<string>();
  const sleeping = new Set<Promise<void>>();
  let started = 0;

  function start(
    program: 'writer' | 'reader',
    name: string,
    faults: Partial<FaultOptions>,
    onLine: (line: string) => void,
  ): Child {
    const clockOffset = [0, 0, 0, YEAR, -YEAR][Math.trunc(random() * 5)]!;
    return children.start(
      programs[program],
      {
        name,
        directory,
        workerFile: programs.worker,
        sqlJsDirectory: programs.sqlJs,
        faults: { seed: Math.trunc(random() * 2 ** 32), clockOffset, stallProbability: 0.01, ...faults },
      },
      (line) => {
        const [word] = line.split(' ', 1);
        if (word === 'checkpoint') counts.checkpoints++;
        else if (word === 'collected') counts.collected++;
        else if (word === 'erased') counts.erasures++;
        else if (word === 'error' && endedThreads.delete(name)) return;
        else if (word === 'thread') endedThreads.add(name);
        else if (word === 'warning' || word === 'refused' || word === 'error') {
          counts.complaints++;
          console.error(`${name}: ${line}`);
        } else onLine(line);
      },
    );
  }

  async function watch(name: string, stallProbability: number): Promise<Watcher> {
    const watcher = new Watcher((onLine) => start('reader', name, { stallProbability, clockOffset: 0 }, onLine));
    await watcher.ready;
    return watcher;
  }

  /** One writer, from its start to its end. */
  async function live(lifecycle: WriterLifecycle): Promise<void> {
    let fallen: () => void;
    const injected = new Promise<void>((resolve) => (fallen = resolve));
    const writer = start(
      'writer',
      `k${started++}`,
      lifecycle.injection === undefined ? {} : { injection: lifecycle.injection },
      (line) => {
        if (line.startsWith('injection ')) {
          if (line.endsWith(' die')) counts.injections++;
          fallen();
        } else if (acknowledged.note(line)) {
          if (/^(saved|buried) /.test(line)) for (const reader of readers) reader.child.send(line);
        }
      },
    );
    if (lifecycle.dies === 'starting') await Promise.race([delay(lifecycle.after), writer.ended]);
    else await Promise.race([writer.speaks.then(() => delay(lifecycle.after)), injected, writer.ended]);
    if (lifecycle.stopped > 0 && !writer.hasEnded()) {
      counts.stops++;
      writer.signal('SIGSTOP');
      await delay(lifecycle.stopped);
      if (lifecycle.afterwards > 0) {
        writer.signal('SIGCONT');
        await delay(lifecycle.afterwards);
      }
    }
    writer.signal('SIGKILL');
    if ((await writer.ended) !== 'SIGKILL') throw new Error(`${writer.name} ended by itself.`);
    counts.kills++;
  }

  let isOver = false;
  const enough = () => isOver || signal?.aborted === true || counts.kills + sleeping.size >= kills;

  async function occupyLane(): Promise<void> {
    while (!enough()) {
      const lifecycle = planWriterLifecycle(random);
      const life = live(lifecycle);
      // Who sleeps for long does not hold up the others: they are to go on and clean up meanwhile.
      if (lifecycle.stopped < 1_000 || sleeping.size >= writers) await life;
      else {
        const sleeper = life.finally(() => sleeping.delete(sleeper));
        sleeping.add(sleeper);
        sleeper.catch(() => undefined);
        await Promise.race([life, delay(300)]);
      }
    }
  }

  async function disturb(reader: Watcher): Promise<void> {
    while (!enough()) {
      await delay(500 + random() * 2_000);
      if (random() < 0.4) reader.child.send('erase');
      if (!canStop) continue;
      await delay(random() * 300);
      reader.child.signal('SIGSTOP');
      await delay(random() < 0.7 ? random() * 500 : random() * 6_000);
      reader.child.signal('SIGCONT');
    }
  }

  try {
    readers.push(await watch('r0', 0), await watch('r1', 0.01));
    const disturbance = disturb(readers[1]!);
    const lanes = Array.from({ length: writers }, occupyLane);
    await Promise.all(lanes);
    await Promise.all([...sleeping, disturbance]);
    const unseen = await Promise.all(readers.map((reader) => reader.missing(acknowledged.expectations())));
    const fresh = await Promise.all([watch('r2', 0), watch('r3', 0.01)]);
    const dumps: (readonly string[])[] = [];
    for (const watcher of [...fresh, ...readers]) dumps.push(await watcher.dump(acknowledged.conversations));
    // They close in order, which may write a last checkpoint; it is opened once more after that.
    for (const watcher of [...fresh, ...readers]) await watcher.close();
    const last = await watch('r4', 0);
    dumps.unshift(await last.dump(acknowledged.conversations));
    for (const finding of await last.check()) {
      counts.complaints++;
      console.error(`found wrong: ${finding}`);
    }
    await last.close();
    const findings = acknowledged.compare(dumps[0]!);
    return {
      ...counts,
      ...findings,
      resurrected: findings.resurrected + readers.reduce((sum, { resurrected }) => sum + resurrected, 0),
      unseen: unseen.reduce((sum, missing) => sum + missing, 0),
      disagreements: dumps.slice(1).reduce((sum, dump) => sum + differences(dumps[0]!, dump), 0),
    };
  } finally {
    isOver = true;
    await children.close();
  }
}

/** How many rows are in one of the two only. Who saw an answer grow takes it for one that grows a while longer. */
function differences(one: readonly string[], other: readonly string[]): number {
  const comparable = (rows: readonly string[]) =>
    new Set(rows.map((row) => row.replace('"streaming"', '"interrupted"')));
  const [first, second] = [comparable(one), comparable(other)];
  const different = [...[...first].filter((row) => !second.has(row)), ...[...second].filter((row) => !first.has(row))];
  for (const row of different.slice(0, 10)) console.error(`differs: ${row.slice(0, 300)}`);
  return different.length;
}
