/**
 * How long a small request (a message saved, a search, a page of the list) waits while long work is done to a history of 100,000 messages;
 * against the same window without such work.
 */
import { cp } from 'node:fs/promises';
import { type Durations, durationsOf } from './durations.js';
import type { StepsFigures, StepsOptions } from './programs/storageSteps.js';
import { stepTasks, type StepTask } from './stepTasks.js';
import { filledFolder, freshFolder, runProgram } from './runProgram.js';

export interface StorageStepsReport {
  readonly messages: number;
  readonly tasks: readonly {
    readonly task: StepTask;
    /** Milliseconds the work took. */
    readonly duration: number;
    readonly waits: Durations;
    /** The same without the work, in the same process before it. */
    readonly control: Durations;
    /** Milliseconds until both databases were closed, in the midst of the same work. */
    readonly closing: number;
    /** Milliseconds of CPU that the worker's longest turn took, between two of which requests are answered. */
    readonly longestTurn: number;
  }[];
}

/** @param wanted parts of the names of those to be measured, if not all. */
export async function measureStorageSteps(
  messages: number,
  wanted: readonly string[] = [''],
): Promise<StorageStepsReport> {
  const tasks: StorageStepsReport['tasks'][number][] = [];
  for (const task of stepTasks.filter((name) => wanted.some((part) => name.includes(part)))) {
    const run = async (isClosedMeanwhile: boolean): Promise<StepsFigures> => {
      const folder = await freshFolder('stepped');
      await cp(await filledFolder(messages), folder, { recursive: true });
      return runProgram<StepsFigures>('storageSteps', { folder, task, isClosedMeanwhile } satisfies StepsOptions);
    };
    const { duration, waits, control, longestTurn } = await run(false);
    const { closing } = await run(true);
    tasks.push({ task, duration, waits: durationsOf(waits), control: durationsOf(control), closing, longestTurn });
  }
  return { messages, tasks };
}
