/** What a window costs that shows another chat while an answer streams in the window beside it; against the same window while nothing streams. */
import { cp } from 'node:fs/promises';
import type { IdleFigures, IdleWindowOptions } from './programs/idleWindow.js';
import type { StreamAnswersOptions } from './programs/streamAnswers.js';
import { filledFolder, freshFolder, runProgram } from './runProgram.js';

export interface IdleCpuReport {
  readonly messages: number;
  readonly seconds: number;
  readonly alone: IdleFigures;
  readonly besideStream: IdleFigures;
}

/** Of the history that both windows have. */
const messages = 1_000;

export async function measureIdleCpu(seconds: number): Promise<IdleCpuReport> {
  const folder = await freshFolder('idle');
  await cp(await filledFolder(messages), folder, { recursive: true });
  // The first window makes the backup of the day.
  await runProgram('idleWindow', { folder, startMs: 20_000, measuredMs: 1 } satisfies IdleWindowOptions);
  const alone = await figuresBeside(folder, seconds, () => Promise.resolve());
  const besideStream = await figuresBeside(folder, seconds, async () => {
    const [deltas, pauseMs, startMs] = [200, 50, 8_000];
    const answers = Math.ceil((startMs + 1000 * seconds) / (deltas * pauseMs));
    const options: StreamAnswersOptions = { folder, answers, deltas, charactersPerDelta: 10, pauseMs };
    await runProgram('streamAnswers', options);
  });
  return { messages, seconds, alone, besideStream };
}

async function figuresBeside(folder: string, seconds: number, run: () => Promise<void>): Promise<IdleFigures> {
  // Longer than a window is idle before it looks after its files.
  const options: IdleWindowOptions = { folder, startMs: 12_000, measuredMs: 1000 * seconds };
  const [figures] = await Promise.all([runProgram<IdleFigures>('idleWindow', options), run()]);
  return figures;
}
