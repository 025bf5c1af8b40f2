import type { Conversation } from './demoAnswer.js';
import type { Scenario } from './scenarios.js';

/** Has the simulator answer each of these questions with the text behind it, in one piece, and all others as it does by itself. */
export function writtenAnswers(answers: Readonly<Record<string, string>>) {
  return ({ questions }: Conversation): Scenario | undefined => {
    const text = answers[questions.at(-1) ?? ''];
    if (text === undefined) return undefined;
    return {
      kind: 'stream',
      steps: [
        { do: 'text', text },
        { do: 'finish', reason: 'stop' },
      ],
    };
  };
}
