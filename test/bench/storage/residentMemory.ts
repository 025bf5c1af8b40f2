/** What a window occupies after very many answers, against the same window after a few hundred. */
import type { AnswersMemory, ManyAnswersOptions } from './programs/manyAnswers.js';
import { freshFolder, runProgram } from './runProgram.js';

export interface ResidentMemoryReport {
  /** Of one answer. */
  readonly textBytes: number;
  readonly stops: readonly AnswersMemory[];
}

export async function measureResidentMemory(answers: number): Promise<ResidentMemoryReport> {
  const [deltas, charactersPerDelta] = [20, 102];
  const options: ManyAnswersOptions = {
    folder: await freshFolder('answered'),
    stops: [answers / 10, answers / 3, answers],
    perConversation: 10,
    deltas,
    charactersPerDelta,
  };
  return { textBytes: deltas * charactersPerDelta, stops: await runProgram('manyAnswers', options) };
}
