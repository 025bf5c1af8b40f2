/** What a history costs in memory: every window holds the whole of it. */
import { cp } from 'node:fs/promises';
import { median } from '../median.js';
import type { HoldFigures, HoldOptions } from './programs/holdHistory.js';
import { filledFolder, freshFolder, runProgram } from './runProgram.js';

export interface HistoryMemoryReport {
  readonly rounds: number;
  /** Medians, in bytes. */
  readonly sizes: readonly ({ readonly messages: number } & HoldFigures)[];
}

export async function measureHistoryMemory(rounds: number): Promise<HistoryMemoryReport> {
  const sizes: HistoryMemoryReport['sizes'][number][] = [];
  for (const messages of [10_000, 100_000]) {
    const all: HoldFigures[] = [];
    for (let round = 0; round < rounds; round++) {
      const folder = await freshFolder('held');
      await cp(await filledFolder(messages), folder, { recursive: true });
      all.push(await runProgram<HoldFigures>('holdHistory', { folder } satisfies HoldOptions));
    }
    const middle = (name: keyof HoldFigures): number => median(all.map((figures) => figures[name]));
    sizes.push({
      messages,
      database: middle('database'),
      open: middle('open'),
      openingPeak: middle('openingPeak'),
      checkpointPeak: middle('checkpointPeak'),
      afterCheckpoint: middle('afterCheckpoint'),
      wasm: middle('wasm'),
      wasmAfterCheckpoint: middle('wasmAfterCheckpoint'),
    });
  }
  return { rounds, sizes };
}
