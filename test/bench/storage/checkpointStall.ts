/**
 * Whether anybody notices a checkpoint of 100,000 messages: how long the extension host's thread stands still meanwhile, and how long
 * saving and searching take, which the same worker does between the checkpoint's steps; against the same window without one.
 */
import { cp } from 'node:fs/promises';
import { median } from '../median.js';
import { type Durations, durationsOf } from './durations.js';
import type { Busy, CheckpointWindowFigures, CheckpointWindowOptions } from './programs/checkpointWindow.js';
import { filledFolder, freshFolder, runProgram } from './runProgram.js';

export interface BusyFigures {
  /** Milliseconds, medians of the rounds. */
  readonly duration: number;
  readonly stall: number;
  /** Of all rounds together. */
  readonly append: Durations;
  readonly search: Durations;
}

export interface CheckpointStallReport {
  readonly rounds: number;
  readonly messages: number;
  readonly checkpoint: BusyFigures;
  readonly control: BusyFigures;
}

export async function measureCheckpointStall(rounds: number): Promise<CheckpointStallReport> {
  const messages = 100_000;
  const all: CheckpointWindowFigures[] = [];
  for (let round = 0; round < rounds; round++) {
    const folder = await freshFolder('checkpointed');
    await cp(await filledFolder(messages), folder, { recursive: true });
    all.push(
      await runProgram<CheckpointWindowFigures>('checkpointWindow', { folder } satisfies CheckpointWindowOptions),
    );
  }
  return {
    rounds,
    messages,
    checkpoint: figuresOf(all.map(({ checkpoint }) => checkpoint)),
    control: figuresOf(all.map(({ control }) => control)),
  };
}

function figuresOf(rounds: readonly Busy[]): BusyFigures {
  return {
    duration: median(rounds.map(({ duration }) => duration)),
    stall: median(rounds.map(({ stall }) => stall)),
    append: durationsOf(rounds.flatMap(({ appends }) => appends)),
    search: durationsOf(rounds.flatMap(({ searches }) => searches)),
  };
}
