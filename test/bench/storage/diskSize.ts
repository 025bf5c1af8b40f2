/** What a history takes on the disk after a month of use, with everything, against the text in it. */
import type { DaysOfUseOptions, DiskFigures } from './programs/daysOfUse.js';
import { freshFolder, runProgram } from './runProgram.js';

export interface DiskSizeReport extends DiskFigures {
  readonly messages: number;
  readonly days: number;
}

export async function measureDiskSize(messages: number): Promise<DiskSizeReport> {
  const days = 20;
  const options: DaysOfUseOptions = { folder: await freshFolder('used'), messages, days };
  return { messages, days, ...(await runProgram<DiskFigures>('daysOfUse', options)) };
}
