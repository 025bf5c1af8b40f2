import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Programs } from './crashPrograms.js';
import type { Child } from './children.js';
import { canStop } from './planWriterLifecycle.js';
import { type Findings, AcknowledgedWrites } from './acknowledgedWrites.js';
import { randomNumbers } from '../support/randomNumbers.js';
import { RoundProcesses } from './roundProcesses.js';
import { RoundWriters } from './roundWriters.js';
import type { Watcher } from './watcher.js';

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
  const { folder, programs, kills, writers: lanes, seed, signal } = options;
  const directory = path.join(folder, 'storage');
  await mkdir(directory, { recursive: true });
  const random = randomNumbers(seed);
  const processes = new RoundProcesses(programs, directory, random);
  const acknowledged = new AcknowledgedWrites();
  let hasFailed = false;
  try {
    const readers = [await processes.watch('r0', 0), await processes.watch('r1', 0.01)] as const;
    const children = readers.map(({ child }) => child);
    const writers = new RoundWriters(processes, acknowledged, children, random);
    const isOver = () => hasFailed || signal?.aborted === true || writers.doomed >= kills;
    await Promise.all([writers.run(lanes, isOver), disturb(readers[1].child, random, isOver)]);
    const compared = await compare(processes, readers, acknowledged);
    // The last: comparing counts complaints as well.
    return { ...compared, ...writers.counts, ...processes.counts };
  } finally {
    hasFailed = true;
    await processes.close();
  }
}

/** Lets a reader erase and sleep until the round is over. */
async function disturb(reader: Child, random: () => number, isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    await delay(500 + random() * 2_000);
    if (random() < 0.4) reader.send('erase');
    if (!canStop) continue;
    await delay(random() * 300);
    reader.signal('SIGSTOP');
    await delay(random() < 0.7 ? random() * 500 : random() * 6_000);
    reader.signal('SIGCONT');
  }
}

/** Compares what was acknowledged with what those that watched, new readers and a last one find. */
async function compare(
  processes: RoundProcesses,
  readers: readonly Watcher[],
  acknowledged: AcknowledgedWrites,
): Promise<Findings & Pick<RoundResult, 'unseen' | 'disagreements'>> {
  const unseen = await Promise.all(readers.map((reader) => reader.missing(acknowledged.expectations())));
  const fresh = await Promise.all([processes.watch('r2', 0), processes.watch('r3', 0.01)]);
  const dumps: (readonly string[])[] = [];
  for (const watcher of [...fresh, ...readers]) dumps.push(await watcher.dump(acknowledged.conversations));
  // They close in order, which may write a last checkpoint; it is opened once more after that.
  for (const watcher of [...fresh, ...readers]) await watcher.close();
  const last = await processes.watch('r4', 0);
  const lastDump = await last.dump(acknowledged.conversations);
  for (const finding of await last.check()) processes.complain(`found wrong: ${finding}`);
  await last.close();
  const findings = acknowledged.compare(lastDump);
  return {
    ...findings,
    resurrected: findings.resurrected + sum(readers.map(({ resurrected }) => resurrected)),
    unseen: sum(unseen),
    disagreements: sum(dumps.map((dump) => differences(lastDump, dump))),
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
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
