/**
 * What one durable append of a message costs, and whether it costs more the more there is, against `node:sqlite` with a
 * write-ahead log and full sync: on the same disk, in turns, in the same run.
 */
import { cp } from 'node:fs/promises';
import { type Durations, durationsOf } from './durations.js';
import type { WriteMeasurement, WriteOptions, WriteTimes } from './programs/writeMessages.js';
import { filledFolder, freshFolder, runProgram } from './runProgram.js';

/** SCOUT, and `node:sqlite` without and with a full-text index. */
export type WriteFigures = Readonly<Record<keyof WriteTimes, Durations>>;

export interface DurableWriteReport {
  readonly rounds: number;
  readonly sizes: readonly {
    readonly messages: number;
    /** From the call in the main thread to its answer; the writing is done in another. */
    readonly throughThread: WriteFigures;
    /** The writing alone. */
    readonly alone: WriteFigures;
  }[];
}

export async function measureDurableWrite(rounds: number): Promise<DurableWriteReport> {
  const sizes: DurableWriteReport['sizes'][number][] = [];
  for (const messages of [1_000, 100_000]) {
    const folder = await freshFolder('written');
    await cp(await filledFolder(messages), folder, { recursive: true });
    const { throughThread, alone } = await runProgram<WriteMeasurement>('writeMessages', {
      folder,
      rounds,
    } satisfies WriteOptions);
    sizes.push({ messages, throughThread: figuresOf(throughThread), alone: figuresOf(alone) });
  }
  return { rounds, sizes };
}

function figuresOf({ scout, plain, searchable }: WriteTimes): WriteFigures {
  return { scout: durationsOf(scout), plain: durationsOf(plain), searchable: durationsOf(searchable) };
}
